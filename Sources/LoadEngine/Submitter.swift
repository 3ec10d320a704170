import CShims

/// Submits the plan's tasks, each at its intended time whatever became of the earlier ones.
///
/// Every outstanding submission has a connection to itself; idle connections are reused.
final class Submitter: SubmissionSource {
    /// With this many unanswered, further ones are not sent, and count as missed.
    static let mostOutstanding = 1024

    private let plan: [LoadPlan.Submission]
    private let endpoint: Endpoint
    /// The target has SwarmBot's tasks; another's answers say nothing but their status.
    private let hasTasks: Bool
    private let expectsFaults: Bool
    private let patience: Int64
    private let https: HTTPClients
    private let recorder: Recorder
    private let timebase: Timebase
    private var origin: Int64?
    private var next = 0
    private var all: [any HTTPClient] = []
    private var idle: [any HTTPClient] = []
    /// The submission each client carries, by the client's number.
    private var carried: [Int] = []
    private(set) var records: [SubmissionRecord] = []
    private(set) var sent = 0
    private(set) var failure: String?

    init(plan: LoadPlan, https: HTTPClients, recorder: Recorder, timebase: Timebase) {
        self.plan = plan.submissions
        self.https = https
        self.recorder = recorder
        self.timebase = timebase
        endpoint = plan.endpoint
        hasTasks = plan.shape == nil
        expectsFaults = plan.expectsFaults
        patience = plan.patience
        records = plan.submissions.map { _ in
            SubmissionRecord(intended: 0, sent: 0, answered: 0, status: 0, taskID: nil)
        }
    }

    deinit {
        for http in all { http.discard() }
    }

    /// The instant of the next submission, CLOCK_MONOTONIC.
    var nextDue: Int64 {
        guard let origin, next < plan.count else { return .max }
        return origin + plan[next].offset
    }

    var hasOutstanding: Bool { idle.count < all.count }

    func start(at instant: Int64) {
        origin = instant
        for index in records.indices {
            records[index].intended = timebase.realtime(instant + plan[index].offset)
        }
    }

    func act(now: Int64) {
        while nextDue <= now {
            let due = nextDue
            let index = next
            next += 1
            let isInWindow = recorder.window.contains(records[index].intended)
            guard let http = takeClient() else {
                recorder.errors.add("submit skipped")
                if isInWindow { recorder.generator.missedIntended += 1 }
                continue
            }
            if isInWindow {
                recorder.generator.actionLateness.append(shim_clock_monotonic() - due)
            }
            send(index, on: http)
        }
    }

    /// A connection whose other end is gone is given up, and the next submission opens another.
    func tick(now: Int64) {
        guard expectsFaults else { return }
        let earliest: Int64 = timebase.realtime(now) - patience
        for http in all where http.isActive && records[carried[http.number]].sent < earliest {
            http.cancel()
            recorder.errors.add("submit timeout")
            idle.append(http)
        }
    }

    /// A descriptor registered for submissions is ready.
    func ready(_ token: Token, readiness: UInt32) {
        all[Int(token.number)].ready(readiness)
    }

    /// No further submissions; outstanding ones may still be answered.
    func close() { next = plan.count }

    /// Ends what is outstanding: a submission that nobody answered is an error, and its record says
    /// when it was sent.
    func abandon() {
        close()
        for http in all {
            if http.isActive { recorder.errors.add("submit unanswered") }
            http.cancel()
        }
        all = []
        idle = []
    }

    private func send(_ index: Int, on http: any HTTPClient) {
        let type = Endpoint.Header(name: "Content-Type", value: "application/json")
        let request = HTTPRequest(
            .post, plan[index].path, to: endpoint, headers: [type], body: plan[index].body)
        carried[http.number] = index
        records[index].sent = shim_clock_realtime()
        sent += 1
        http.begin(request)
    }

    private func takeClient() -> (any HTTPClient)? {
        if let http = idle.popLast() { return http }
        guard all.count < Self.mostOutstanding,
            let http = try? https.make(.submission, number: all.count, owner: self)
        else { return nil }
        all.append(http)
        carried.append(0)
        return http
    }
}

extension Submitter: HTTPClientOwner {
    func answered(_ http: any HTTPClient, _ answer: HTTPAnswer) {
        let held = shim_clock_realtime()
        idle.append(http)
        let index = carried[http.number]
        // Where the stamp is missing, this is later than the arrival by the generator's lag.
        records[index].answered = answer.stamp > 0 ? min(answer.stamp, held) : held
        records[index].status = answer.status
        guard hasTasks ? answer.status == 202 : (200...299).contains(answer.status) else {
            recorder.errors.add("submit http \(answer.status)")
            return
        }
        guard hasTasks else {
            records[index].taskID = plan[index].token
            return
        }
        guard let id = TopLevel(answer.body).string("task_id") else {
            recorder.errors.add("submit protocol")
            return
        }
        records[index].taskID = String(decoding: id, as: UTF8.self)
    }

    func failed(_ http: any HTTPClient, _ failure: ExchangeFailure) {
        idle.append(http)
        recorder.errors.add("submit \(failure.kind)")
        if failure.isRefusal, !expectsFaults {
            self.failure = self.failure ?? "lost the server: \(failure.reason)"
        }
    }

    func willClose(_ http: any HTTPClient, descriptor: Int32) {}
}
