import CShims
import Scenarios

/// One thread's loop: connects its clients, drives them through the phases, and says goodbye.
///
/// Made, used and released by one thread.
final class Worker {
    enum Stage: Equatable {
        case connecting
        /// Its clients are connected, other workers' not all.
        case waiting
        case warmUp
        case steady
        case drain
        case closing(until: Int64)
        case done
    }

    let board: RunBoard
    let own: WorkerBoard
    let numbers: [UInt32]
    let recorder = Recorder()
    let fleet: any Fleet
    let submitter: (any SubmissionSource)?
    private let loop: EventLoop
    private let transfers: TransferLoop
    var stage = Stage.connecting
    var connecting = 0
    /// How often shared counters are written and a slice of the clients looked at (`Sweep`).
    private static let tickInterval: Int64 = 25_000_000
    private var tickDue: Int64 = 0
    var cpuAtStart: Int64 = 0
    var waitAtStart: Int64 = 0
    private var gathering: Gathering
    /// When the latest turn had something to do.
    private var workDue: Int64 = .max
    /// Whose queue is looked at next.
    private var queueTurn = 0

    init(index: Int, board: RunBoard) throws(LoadError) {
        let plan = board.plan
        self.board = board
        own = board.workers[index]
        let number = plan.workerNumber(index)
        numbers = stride(from: number, to: plan.clients, by: plan.allWorkers).map { UInt32($0) }
        gathering = Gathering(clients: Self.gathers(plan) ? numbers.count : 0)
        if let watch = plan.watch { recorder.live.begin(clockOffset: watch.clockOffset) }
        loop = try EventLoop(wakeup: own.wakeup)
        transfers = try TransferLoop(loop: loop)
        let https = HTTPClients(
            endpoint: plan.endpoint, httpClient: plan.httpClient, loop: loop, transfers: transfers)
        switch plan.transport {
        case .webSocket:
            fleet = PushFleet(
                plan: plan, numbers: numbers, loop: loop, https: https, recorder: recorder,
                timebase: board.timebase)
        case .longPolling:
            fleet = LongPollFleet(
                plan: plan, numbers: numbers, https: https, recorder: recorder, timebase: board.timebase)
        case .intervalPolling(let interval):
            fleet = PollFleet(
                plan: plan, wanted: .state, interval: interval, numbers: numbers, https: https,
                recorder: recorder, timebase: board.timebase)
        case .conditionalPolling(let interval):
            fleet = PollFleet(
                plan: plan, wanted: .changedState, interval: interval, numbers: numbers, https: https,
                recorder: recorder, timebase: board.timebase)
        case .eventPolling(let interval):
            fleet = PollFleet(
                plan: plan, wanted: .events, interval: interval, numbers: numbers, https: https,
                recorder: recorder, timebase: board.timebase)
        }
        submitter =
            number == 0
            ? Self.submitter(
                plan, loop: loop, https: https, recorder: recorder, timebase: board.timebase) : nil
    }

    /// Whether nothing waits for the moment at which a message is read: no user for an answer, no slow reader, nobody
    /// in a room of few.
    private static func gathers(_ plan: LoadPlan) -> Bool {
        guard case .webSocket = plan.transport else { return false }
        return plan.closed == nil && plan.behaviours.isEmpty
    }

    private static func submitter(
        _ plan: LoadPlan, loop: EventLoop, https: HTTPClients, recorder: Recorder, timebase: Timebase
    ) -> any SubmissionSource {
        if plan.shape?.emitsTriggers == true {
            return EmitSubmitter(plan: plan, loop: loop, recorder: recorder, timebase: timebase)
        }
        guard let closed = plan.closed else {
            return Submitter(plan: plan, https: https, recorder: recorder, timebase: timebase)
        }
        return ClosedSubmitter(
            plan: plan, closed: closed, https: https, recorder: recorder, timebase: timebase)
    }

    /// Runs until every connection is closed. A failing system call ends the run, not what was seen.
    func run() -> WorkerRecord {
        do {
            while stage != .done { try turn() }
        } catch {
            board.fail(error.description)
            if stage == .steady { endSteady() }
        }
        fleet.abandon()
        submitter?.abandon()
        publish()
        return WorkerRecord(
            entries: recorder.entries.joined(), polls: recorder.polls.joined(),
            submissions: submitter?.records ?? [], clients: fleet.records(),
            behaviours: fleet.behaviourRecords,
            eventTypes: recorder.types.names, typeTraffic: recorder.typeTraffic,
            stampToArrival: recorder.stampToArrival.histogram,
            seen: recorder.seen.named(recorder.types.names), errors: recorder.errors.counts,
            serverIDs: recorder.serverIDs, generator: recorder.generator)
    }

    private func turn() throws(LoadError) {
        var now = shim_clock_monotonic()
        advance(now)
        var deadline = nextDeadline()
        if min(deadline, tickDue) <= now {
            act(now)
            deadline = nextDeadline()
            now = shim_clock_monotonic()
        }
        if let failure = fleet.failure ?? submitter?.failure, !isClosing { board.fail(failure) }
        if stage == .steady, now - workDue > recorder.generator.longestStall, workDue != .max {
            recorder.generator.longestStall = now - workDue
        }
        if gathering.isDue(before: deadline, now: now) {
            shim_sleep(Gathering.nap)
            if stage == .steady { recorder.generator.naps += 1 }
            now = shim_clock_monotonic()
        }
        let count = try loop.wait(until: deadline, about: tickDue, now: now)
        now = shim_clock_monotonic()
        gathering.note(count, at: now)
        // A tick may be as late as `Pause` lets it be for a deadline close behind it.
        workDue = min(now, min(deadline, tickDue + Pause.closeBehind))
        for index in 0..<count {
            let (token, readiness) = loop.event(at: index)
            if index + 1 < count { expect(loop.event(at: index + 1).token) }
            switch token.kind {
            case .own: continue
            case .push, .exchange: fleet.ready(token, readiness: readiness, now: now)
            case .submission, .trigger: submitter?.ready(token, readiness: readiness)
            case .transfer: transfers.ready(Int32(token.number), readiness: readiness)
            }
        }
    }

    private func expect(_ token: Token) {
        if token.kind == .push { fleet.expect(token) }
    }

    /// Looks into a few clients' receive queues, by turns: what nobody reads is in no other figure.
    private func lookAtQueues() {
        for _ in 0..<min(Self.queueLooks, numbers.count) {
            queueTurn = (queueTurn + 1) % numbers.count
            guard let unread = fleet.unreadBytes(at: queueTurn) else { continue }
            recorder.generator.queueLooks += 1
            recorder.generator.unreadBytes += unread
        }
    }

    /// A tick's looks cost some 5 us.
    private static let queueLooks = 8

    private func act(_ now: Int64) {
        if stage == .connecting { connectDue(now) }
        fleet.act(now: now)
        submitter?.act(now: now)
        transfers.act(now: now)
        if now >= tickDue {
            fleet.tick(now: now)
            submitter?.tick(now: now)
            if stage == .steady { lookAtQueues() }
            publish()
            tickDue = now + Self.tickInterval
        }
    }

    /// Of everything but the tick, which is in no hurry.
    private func nextDeadline() -> Int64 {
        // By twos: more make an array each time.
        var deadline = min(fleet.nextDue, min(transfers.nextDue, submitter?.nextDue ?? .max))
        switch stage {
        case .connecting where connecting < numbers.count: deadline = min(deadline, rampDue(connecting))
        case .warmUp: deadline = min(deadline, board.steadyStart)
        case .steady: deadline = min(deadline, board.steadyEnd)
        default: break
        }
        return deadline
    }

    private func publish() {
        own.connected.store(fleet.connected, ordering: .relaxed)
        own.messages.store(recorder.messages, ordering: .relaxed)
        own.errors.store(recorder.errors.total, ordering: .relaxed)
        own.disconnects.store(recorder.disconnects, ordering: .relaxed)
        own.submitted.store(submitter?.sent ?? 0, ordering: .relaxed)
        own.fewestEligibleReceipts.store(fleet.fewestEligibleReceipts, ordering: .relaxed)
        own.lowestSeq.store(fleet.lowestSeq, ordering: .relaxed)
        if let live = own.live { recorder.live.publish(to: live, messages: recorder.messages) }
    }
}
