import CShims
import Glibc
import Synchronization

/// One trial's generator spread over several processes of this program, for more clients than one may have
/// descriptors.
///
/// This process simulates its share and submits the tasks. When the clients of all are connected, all start at
/// one instant, agreed on the clock that the processes share, with one timebase: t0 and t1 are the same
/// everywhere. The record is what one process with all the workers would have made. A process that dies ends
/// the run with a reason; what the others saw is kept.
package final class MultiProcessRun: GeneratorRun {
    private struct State {
        var record: LoadRecord?
        var hasStarted = false
        var waiters: [CheckedContinuation<LoadRecord, Never>] = []
    }

    /// What an ended run may still take to hand its records over before it is killed, microseconds.
    private static let patience: Int64 = 60_000_000_000

    /// What another process may take to start, besides the time to connect its clients, nanoseconds.
    private static let startLimit: Int64 = 5_000_000_000

    private let own: LoadRun
    private let plan: LoadPlan
    private let command: [String]
    private let timebase = Timebase.now()
    private let others = Mutex<[GeneratorProcess]>([])
    private let state = Mutex(State())

    /// - Parameters:
    ///   - processes: in all, this one among them; at least 1.
    ///   - command: starts `GeneratorChild.run`: a program's path and its arguments.
    /// - Throws: `LoadError` of kind `plan` when the plan cannot be carried out as it stands.
    package init(plan: LoadPlan, processes: Int, command: [String]) throws {
        guard (1...256).contains(processes) else {
            throw LoadError(.plan, "\(processes) generator processes: give 1 to 256")
        }
        var first = plan
        first.share = GeneratorShare(index: 0, count: processes)
        self.plan = first
        self.command = command
        own = try LoadRun(plan: first, timebase: timebase)
    }

    /// Pids of the further processes.
    package var processIdentifiers: [Int32] { others.withLock { $0.map(\.process) } }

    package func start() throws {
        let isFirst = state.withLock { state in
            defer { state.hasStarted = true }
            return !state.hasStarted
        }
        guard isFirst else { throw LoadError(.plan, "a run starts once; make another for another trial") }
        var started: [GeneratorProcess] = []
        do {
            for index in 1..<plan.share.count {
                started.append(try GeneratorProcess(index: index, command: command))
            }
            try own.start()
        } catch {
            for process in started { process.kill() }
            for process in started { process.release() }
            throw error
        }
        others.withLock { $0 = started }
        for process in started {
            let share = GeneratorShare(index: process.index, count: plan.share.count)
            process.send(.plan(PlanShare(plan, share: share, timebase: timebase)))
        }
        try Conductor(self).start()
    }

    package var progress: LoadProgress {
        var sum = own.progress
        guard sum.phase != .idle else { return sum }
        let phases = LoadProgress.Phase.allCases
        func rank(_ phase: LoadProgress.Phase) -> Int { phases.firstIndex(of: phase) ?? 0 }
        for process in others.withLock({ $0 }) {
            guard let part = process.status?.progress else {
                sum.phase = .connecting
                continue
            }
            sum.connected += part.connected
            sum.messages += part.messages
            sum.errors += part.errors
            sum.disconnects += part.disconnects
            sum.submitted += part.submitted
            sum.fewestEligibleReceipts = min(sum.fewestEligibleReceipts, part.fewestEligibleReceipts)
            sum.lowestSeq = min(sum.lowestSeq, part.lowestSeq)
            if rank(part.phase) < rank(sum.phase), !process.hasEnded { sum.phase = part.phase }
        }
        let isFinished = state.withLock { $0.record != nil }
        if isFinished { sum.phase = .finished } else if sum.phase == .finished { sum.phase = .closing }
        return sum
    }

    package var latencies: LiveLatencies? {
        guard var sum = own.latencies else { return nil }
        for process in others.withLock({ $0 }) {
            if let part = process.latencies { sum.add(part) }
        }
        return sum
    }

    package func finishDrain() { tell(.finishDrain) { own.finishDrain() } }

    package func cancel() { tell(.cancel) { own.cancel() } }

    package func wait() async -> LoadRecord {
        await withCheckedContinuation { continuation in
            let record = state.withLock { state -> LoadRecord? in
                if let record = state.record { return record }
                if !state.hasStarted { return .neverStarted }
                state.waiters.append(continuation)
                return nil
            }
            if let record { continuation.resume(returning: record) }
        }
    }

    private func tell(_ message: GeneratorMessage, _ also: () -> Void) {
        for process in others.withLock({ $0 }) where !process.hasEnded { process.send(message) }
        also()
    }

    /// Follows the run to its end; on a thread of its own.
    fileprivate func conduct() {
        let processes = others.withLock { $0 }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        var hasBegun = false
        var hasStopped = false
        var stoppedAt: Int64 = 0
        while true {
            var isIdle = true
            for process in processes where process.take(buffer) { isIdle = false }
            for process in processes {
                guard process.hasEnded, let reason = process.failure else { continue }
                own.board?.fail("generator process \(process.index + 1) of \(plan.share.count): \(reason)")
            }
            if !hasBegun, own.board?.hasArrived == true,
                processes.allSatisfy({ $0.status?.isReady == true })
            {
                hasBegun = true
                // Time for every process to hear of it.
                let instant = shim_clock_monotonic() + 100_000_000
                tell(.begin(instant)) { own.board?.begin(at: instant) }
            }
            if !hasBegun, !hasStopped { endUnready(processes) }
            if !hasStopped, own.board?.stop ?? 0 != 0 {
                hasStopped = true
                cancel()
            }
            if own.workerRecords != nil {
                if processes.allSatisfy(\.hasEnded) { break }
                if stoppedAt == 0 { stoppedAt = shim_clock_monotonic() }
                if shim_clock_monotonic() - stoppedAt > Self.patience {
                    for process in processes where !process.hasEnded { process.kill() }
                }
            }
            if isIdle { usleep(5_000) }
        }
        for process in processes { process.release() }
        finish(processes)
    }

    /// Processes that should be ready by now: nobody could start without them.
    private func endUnready(_ processes: [GeneratorProcess]) {
        guard let board = own.board,
            shim_clock_monotonic() > board.connectStart + plan.connectTimeout + Self.startLimit
        else { return }
        for process in processes where process.status?.isReady != true && !process.hasEnded {
            process.kill(
                because: "it was not ready within \(Double(plan.connectTimeout + Self.startLimit) / 1e9) s "
                    + "and was killed")
        }
    }

    private func finish(_ processes: [GeneratorProcess]) {
        var workers = [WorkerRecord](repeating: WorkerRecord(), count: plan.allWorkers)
        for (index, record) in (own.workerRecords ?? []).enumerated() {
            workers[plan.workerNumber(index)] = record
        }
        for process in processes {
            for (number, record) in process.records where workers.indices.contains(number) {
                workers[number] = record
            }
        }
        var record = LoadRecord.neverStarted
        if let board = own.board {
            let step = abs(Timebase.now().offset - timebase.offset)
            record = LoadRecord(workers: workers, board: board, clockStep: step)
        }
        let waiters = state.withLock { state in
            state.record = record
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(returning: record) }
    }
}

/// The thread that follows a run of several processes.
private final class Conductor: Sendable {
    private let run: MultiProcessRun

    init(_ run: MultiProcessRun) { self.run = run }

    func start() throws(LoadError) {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let result = pthread_create(&thread, nil, conductorMain, context.toOpaque())
        guard result == 0 else {
            context.release()
            throw LoadError.system("starting a thread", code: result)
        }
        pthread_detach(thread)
    }

    fileprivate func main() {
        shim_thread_name("load-conductor")
        run.conduct()
    }
}

private func conductorMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context { Unmanaged<Conductor>.fromOpaque(context).takeRetainedValue().main() }
    return nil
}
