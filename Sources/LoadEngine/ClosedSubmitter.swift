import CShims
import HeapModule
import Scenarios

/// The users of a closed workload model: each submits a task, waits, thinks, and submits the next.
///
/// A slow target is offered less. What is intended here is when a user was ready to submit, which depends on
/// the target's earlier answers: response times suffer coordinated omission by construction.
final class ClosedSubmitter: SubmissionSource {
    /// Between two looks of a user at its task, and after a submission that failed, nanoseconds.
    static let lookInterval: Int64 = 100_000_000

    /// What a user does next.
    private enum Step {
        case submit
        /// Look whether its task has ended.
        case look
    }

    private struct Due: Comparable {
        var instant: Int64
        var user: Int
        var step: Step

        static func < (left: Due, right: Due) -> Bool {
            (left.instant, left.user) < (right.instant, right.user)
        }

        static func == (left: Due, right: Due) -> Bool {
            left.instant == right.instant && left.user == right.user
        }
    }

    private let plan: LoadPlan.ClosedSubmissions
    private let end: Int64
    private let endpoint: Endpoint
    private let expectsFaults: Bool
    private let patience: Int64
    private let https: HTTPClients
    private let recorder: Recorder
    private let timebase: Timebase
    private var random: SeededGenerator
    private var due = Heap<Due>()
    /// One a user, made when it first submits.
    private var clients: [(any HTTPClient)?]
    /// What each user's outstanding request is for.
    private var doing: [Step]
    /// When it was made.
    private var asked: [Int64]
    /// The record of each user's latest task.
    private var current: [Int]
    private var stopAt = Int64.max
    private var outstanding = 0
    private(set) var records: [SubmissionRecord] = []
    private(set) var sent = 0
    private(set) var failure: String?

    init(
        plan: LoadPlan, closed: LoadPlan.ClosedSubmissions, https: HTTPClients, recorder: Recorder,
        timebase: Timebase
    ) {
        self.plan = closed
        end = plan.warmUp + plan.steady
        endpoint = plan.endpoint
        expectsFaults = plan.expectsFaults
        patience = plan.patience
        self.https = https
        self.recorder = recorder
        self.timebase = timebase
        random = SeededGenerator(seed: plan.seed, stream: .max)
        clients = Array(repeating: nil, count: closed.load.users)
        doing = Array(repeating: .submit, count: closed.load.users)
        asked = Array(repeating: 0, count: closed.load.users)
        current = Array(repeating: 0, count: closed.load.users)
    }

    deinit {
        for http in clients { http?.discard() }
    }

    var nextDue: Int64 { due.min?.instant ?? .max }
    var hasOutstanding: Bool { outstanding > 0 }

    /// Users start spread over one think time, so that they do not move in step.
    func start(at instant: Int64) {
        stopAt = instant + end
        for user in 0..<plan.load.users {
            let share: Double = (Double(user) + random.unit()) / Double(plan.load.users)
            let offset = Int64(share * Double(plan.load.thinkTime))
            due.insert(Due(instant: instant + offset, user: user, step: .submit))
        }
    }

    func act(now: Int64) {
        while let next = due.min, next.instant <= now {
            due.removeMin()
            switch next.step {
            case .submit: submit(next.user, intended: next.instant)
            case .look: look(next.user)
            }
        }
    }

    /// A user whose connection has nobody at its other end gives up, and goes on with its next task.
    func tick(now: Int64) {
        guard expectsFaults else { return }
        for http in clients.lazy.compactMap(\.self)
        where http.isActive && now - self.asked[http.number] > self.patience {
            http.cancel()
            failed(http, ExchangeFailure(kind: "timeout", reason: "no answer"))
        }
    }

    func ready(_ token: Token, readiness: UInt32) {
        guard Int(token.number) < clients.count else { return }
        clients[Int(token.number)]?.ready(readiness)
    }

    func close() {
        stopAt = .min
        due = Heap()
    }

    func abandon() {
        close()
        for http in clients.compactMap(\.self) {
            if http.isActive, case .submit = doing[http.number] { recorder.errors.add("submit unanswered") }
            http.cancel()
        }
        clients = []
        outstanding = 0
    }

    private func submit(_ user: Int, intended: Int64) {
        guard intended < stopAt else { return }
        guard let http = client(user) else { return recorder.errors.add("submit skipped") }
        let index = records.count
        let instant = timebase.realtime(intended)
        if recorder.window.contains(instant) {
            recorder.generator.actionLateness.append(shim_clock_monotonic() - intended)
        }
        let type = Endpoint.Header(name: "Content-Type", value: "application/json")
        let request = HTTPRequest(
            .post, "/api/tasks", to: endpoint, headers: [type], body: plan.bodies[index % plan.bodies.count])
        records.append(
            SubmissionRecord(
                intended: instant, sent: shim_clock_realtime(), answered: 0, status: 0, taskID: nil))
        current[user] = index
        doing[user] = .submit
        asked[user] = shim_clock_monotonic()
        sent += 1
        outstanding += 1
        http.begin(request)
    }

    /// Asks whether the user's task has ended.
    private func look(_ user: Int) {
        guard stopAt != .min, let id = records[current[user]].taskID, let http = client(user) else { return }
        doing[user] = .look
        asked[user] = shim_clock_monotonic()
        http.begin(HTTPRequest(.get, "/api/tasks/\(id)", to: endpoint))
    }

    private func client(_ user: Int) -> (any HTTPClient)? {
        if let known = clients[user] { return known }
        let made = try? https.make(.submission, number: user, owner: self)
        clients[user] = made
        return made
    }

    private func lookAgain(_ user: Int) {
        due.insert(Due(instant: shim_clock_monotonic() + Self.lookInterval, user: user, step: .look))
    }

    private func think(_ user: Int, atLeast least: Int64 = 0) {
        let pause = max(least, plan.load.thinking.draw(mean: plan.load.thinkTime, using: &random))
        let instant = shim_clock_monotonic() + pause
        guard instant < stopAt else { return }
        due.insert(Due(instant: instant, user: user, step: .submit))
    }
}

extension ClosedSubmitter: HTTPClientOwner {
    func answered(_ http: any HTTPClient, _ answer: HTTPAnswer) {
        let held = shim_clock_realtime()
        let user = http.number
        switch doing[user] {
        case .submit: submitted(user, answer, arrival: answer.stamp > 0 ? min(answer.stamp, held) : held)
        case .look: looked(user, answer, held: held)
        }
    }

    func failed(_ http: any HTTPClient, _ failure: ExchangeFailure) {
        let isSubmission: Bool = if case .submit = doing[http.number] { true } else { false }
        if isSubmission { outstanding -= 1 }
        recorder.errors.add("\(isSubmission ? "submit" : "task") \(failure.kind)")
        if failure.isRefusal, !expectsFaults {
            self.failure = self.failure ?? "lost the server: \(failure.reason)"
        }
        think(http.number, atLeast: Self.lookInterval)
    }

    func willClose(_ http: any HTTPClient, descriptor: Int32) {}

    private func submitted(_ user: Int, _ answer: HTTPAnswer, arrival: Int64) {
        outstanding -= 1
        let index = current[user]
        records[index].answered = arrival
        records[index].status = answer.status
        guard answer.status == 202, let id = TopLevel(answer.body).string("task_id") else {
            recorder.errors.add(answer.status == 202 ? "submit protocol" : "submit http \(answer.status)")
            return think(user, atLeast: Self.lookInterval)
        }
        records[index].taskID = String(decoding: id, as: UTF8.self)
        if plan.load.waitsFor == .completed { lookAgain(user) } else { think(user) }
    }

    private func looked(_ user: Int, _ answer: HTTPAnswer, held: Int64) {
        guard answer.status == 200, let status = TopLevel(answer.body).string("status") else {
            recorder.errors.add(answer.status == 200 ? "task protocol" : "task http \(answer.status)")
            return think(user, atLeast: Self.lookInterval)
        }
        guard status.equals("completed") || status.equals("failed") else { return lookAgain(user) }
        records[current[user]].completed = held
        think(user)
    }
}
