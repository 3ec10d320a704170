import CShims
import Synchronization

/// One trial's generator: simulated clients and task submissions on threads of its own.
///
/// The clients connect at the plan's rate; when all are connected the load starts, warms up, is
/// steady for [t0, t1), drains, and closes. Every method may be called from any thread.
package final class LoadRun: Sendable {
    private enum State {
        case idle
        case running(RunBoard, left: Int, records: [WorkerRecord])
        case finished(RunBoard, LoadRecord, [WorkerRecord])
    }

    let plan: LoadPlan
    private let timebase: Timebase?
    private let state = Mutex<(State, waiters: [CheckedContinuation<LoadRecord, Never>])>((.idle, []))

    /// Throws `LoadError` of kind `plan` when the plan cannot be carried out as it stands.
    package convenience init(plan: LoadPlan) throws { try self.init(plan: plan, timebase: nil) }

    /// - Parameter timebase: another process's, whose windows this one shares.
    init(plan: LoadPlan, timebase: Timebase?) throws {
        try plan.check()
        self.plan = plan
        self.timebase = timebase
    }

    /// Starts the workers and returns. Throws `LoadError` when the system does not allow as many
    /// descriptors or threads as the plan needs, or when the run has been started before.
    package func start() throws {
        try DescriptorLimit.ensure(clients: plan.ownClients, connections: plan.transport.connections)
        let board = try RunBoard(plan: plan, timebase: timebase ?? .now())
        let isFirst = state.withLock { state in
            guard case .idle = state.0 else { return false }
            let empty = [WorkerRecord](repeating: WorkerRecord(), count: plan.workers)
            state.0 = .running(board, left: plan.workers, records: empty)
            return true
        }
        guard isFirst else { throw LoadError(.plan, "a LoadRun starts once; make another for another trial") }
        for index in 0..<plan.workers {
            do {
                try WorkerThread(index: index, board: board) { [self] index, record in
                    finish(index, record)
                }.start()
            } catch {
                // Those that run already stop; the missing ones have nothing to deliver.
                board.fail(error.description)
                for missing in index..<plan.workers { finish(missing, WorkerRecord()) }
                throw error
            }
        }
    }

    /// Where the run stands. At most some 25 ms old (500 clients); takes a microsecond or so.
    package var progress: LoadProgress {
        let (board, isFinished) = state.withLock { state -> (RunBoard?, Bool) in
            switch state.0 {
            case .idle: (nil, false)
            case .running(let board, _, _): (board, false)
            case .finished(let board, _, _): (board, true)
            }
        }
        guard let board else { return LoadProgress() }
        var progress = board.progress
        if isFinished {
            progress.phase = .finished
        } else if progress.phase == .idle {
            progress.phase = .connecting
        }
        return progress
    }

    package var latencies: LiveLatencies? { board?.latencies }

    /// Everything expected has been received: ends the drain at once. Called before the drain, it
    /// ends the drain as soon as it begins.
    package func finishDrain() { board?.finishDrain() }

    /// Ends the run soon, whatever its phase: clients say goodbye, and what was observed is kept.
    package func cancel() { board?.requestStop() }

    /// Waits until every worker has ended. May be called by several tasks and after the end. A run
    /// that never started has an empty record whose `failure` says so.
    package func wait() async -> LoadRecord {
        await withCheckedContinuation { continuation in
            let record = state.withLock { state -> LoadRecord? in
                switch state.0 {
                case .finished(_, let record, _): return record
                case .idle: return .neverStarted
                case .running:
                    state.waiters.append(continuation)
                    return nil
                }
            }
            if let record { continuation.resume(returning: record) }
        }
    }

    /// What the workers handed over, once the last has ended.
    var workerRecords: [WorkerRecord]? {
        state.withLock { state in
            if case .finished(_, _, let records) = state.0 { records } else { nil }
        }
    }

    var board: RunBoard? {
        state.withLock { state in
            switch state.0 {
            case .idle: nil
            case .running(let board, _, _), .finished(let board, _, _): board
            }
        }
    }

    /// A worker has ended; the last one completes the run.
    private func finish(_ index: Int, _ record: WorkerRecord) {
        let last = state.withLock { state -> (RunBoard, [WorkerRecord])? in
            guard case .running(let board, let left, var records) = state.0 else { return nil }
            records[index] = record
            state.0 = .running(board, left: left - 1, records: records)
            return left == 1 ? (board, records) : nil
        }
        guard let (board, records) = last else { return }
        let step = abs(Timebase.now().offset - board.timebase.offset)
        let joined = LoadRecord(workers: records, board: board, clockStep: step)
        let waiters = state.withLock { state in
            state.0 = .finished(board, joined, records)
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(returning: joined) }
    }
}
