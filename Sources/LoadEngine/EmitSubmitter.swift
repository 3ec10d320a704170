import CShims

/// Triggers events by emitting them over a Socket.IO connection of its own, each at its intended time.
///
/// The connection joins as the simulated clients do and gets what they get, which it ignores.
final class EmitSubmitter: SubmissionSource {
    private let plan: [LoadPlan.Submission]
    private let prefix: String
    private let fleet: PushFleet
    private let recorder: Recorder
    private let timebase: Timebase
    private var origin: Int64?
    private var next = 0
    private(set) var records: [SubmissionRecord]
    private(set) var sent = 0

    /// - Parameter recorder: takes what the run is told of triggers; what the connection receives goes
    ///   nowhere.
    init(plan: LoadPlan, loop: EventLoop, recorder: Recorder, timebase: Timebase) {
        self.plan = plan.submissions
        self.recorder = recorder
        self.timebase = timebase
        let namespace = plan.endpoint.namespace
        prefix = namespace == "/" ? "42" : "42\(namespace),"
        var own = plan
        own.clients = 1
        own.behaviours = []
        own.seed = ~plan.seed
        fleet = PushFleet(
            plan: own, numbers: [0], loop: loop, recorder: Recorder(), timebase: timebase, tokens: .trigger)
        records = plan.submissions.map { _ in
            SubmissionRecord(intended: 0, sent: 0, answered: 0, status: 0, taskID: nil)
        }
        fleet.connect(0, now: shim_clock_monotonic())
    }

    /// The connection's own timers are those of its TLS handshake.
    var nextDue: Int64 { min(nextTrigger, fleet.nextDue) }

    private var nextTrigger: Int64 {
        guard let origin, next < plan.count else { return .max }
        return origin + plan[next].offset
    }

    var isReady: Bool { fleet.connected == 1 }
    var hasOutstanding: Bool { !fleet.isClosed }

    var failure: String? { fleet.failure.map { "the connection that emits triggers: \($0)" } }

    func start(at instant: Int64) {
        fleet.start(at: instant)
        origin = instant
        for index in records.indices {
            records[index].intended = timebase.realtime(instant + plan[index].offset)
        }
    }

    func act(now: Int64) {
        fleet.act(now: now)
        while nextTrigger <= now {
            let due = nextTrigger
            let index = next
            next += 1
            let isInWindow = recorder.window.contains(records[index].intended)
            guard isReady else {
                recorder.errors.add("submit skipped")
                if isInWindow { recorder.generator.missedIntended += 1 }
                continue
            }
            if isInWindow {
                recorder.generator.actionLateness.append(shim_clock_monotonic() - due)
            }
            let packet = Array(prefix.utf8) + plan[index].body
            records[index].sent = shim_clock_realtime()
            records[index].taskID = plan[index].token
            sent += 1
            _ = fleet.send(.text, packet, from: fleet.clients[0], token: Token(.trigger, 0))
        }
    }

    func ready(_ token: Token, readiness: UInt32) {
        fleet.ready(token, readiness: readiness, now: shim_clock_monotonic())
    }

    func close() {
        next = plan.count
        fleet.close(now: shim_clock_monotonic())
    }

    func abandon() {
        next = plan.count
        fleet.abandon()
    }
}
