import CCurl
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
        /// Look whether the task of this record has ended.
        case look(record: Int)
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
    private let transfers: TransferLoop
    private let recorder: Recorder
    private let timebase: Timebase
    private var random: SeededGenerator
    private var due = Heap<Due>()
    private var posts: [Transfer?]
    private var looks: [Transfer?]
    private var stopAt = Int64.max
    private var outstanding = 0
    private(set) var records: [SubmissionRecord] = []
    private(set) var sent = 0
    private(set) var failure: String?

    init(
        plan: LoadPlan, closed: LoadPlan.ClosedSubmissions, transfers: TransferLoop, recorder: Recorder,
        timebase: Timebase
    ) {
        self.plan = closed
        end = plan.warmUp + plan.steady
        endpoint = plan.endpoint
        self.transfers = transfers
        self.recorder = recorder
        self.timebase = timebase
        random = SeededGenerator(seed: plan.seed, stream: .max)
        posts = Array(repeating: nil, count: closed.load.users)
        looks = Array(repeating: nil, count: closed.load.users)
    }

    deinit { abandon() }

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
            case .look(let record): look(next.user, record: record)
            }
        }
    }

    func close() {
        stopAt = .min
        due = Heap()
    }

    func abandon() {
        close()
        for transfer in posts.compactMap(\.self) where transfer.isActive {
            recorder.errors.add("submit unanswered")
            transfers.cancel(transfer)
        }
        for transfer in looks.compactMap(\.self) where transfer.isActive { transfers.cancel(transfer) }
        posts = []
        looks = []
        outstanding = 0
    }

    private func submit(_ user: Int, intended: Int64) {
        guard intended < stopAt else { return }
        guard let transfer = posts[user] ?? make("/api/tasks", user: user, isPost: true) else {
            return recorder.errors.add("submit skipped")
        }
        posts[user] = transfer
        let index = records.count
        let instant = timebase.realtime(intended)
        if recorder.window.contains(instant) {
            recorder.generator.actionLateness.append(shim_clock_monotonic() - intended)
        }
        transfer.post(plan.bodies[index % plan.bodies.count])
        records.append(
            SubmissionRecord(
                intended: instant, sent: shim_clock_realtime(), answered: 0, status: 0, taskID: nil))
        sent += 1
        outstanding += 1
        transfers.begin(transfer) { [unowned self] transfer, result in
            outstanding -= 1
            answered(transfer, result, record: index)
        }
    }

    private func answered(_ transfer: Transfer, _ result: CURLcode, record index: Int) {
        let held = shim_clock_realtime()
        let user = transfer.number
        guard result == CURLE_OK else {
            let loss = TransferFailure(transfer, result)
            recorder.errors.add("submit \(loss.kind)")
            if loss.isRefusal { failure = failure ?? "lost the server: \(loss.reason)" }
            return think(user, atLeast: Self.lookInterval)
        }
        records[index].answered = transfer.stamp > 0 ? min(transfer.stamp, held) : held
        records[index].status = transfer.status
        guard transfer.status == 202 else {
            recorder.errors.add("submit http \(transfer.status)")
            return think(user, atLeast: Self.lookInterval)
        }
        guard let id = TopLevel(transfer.responseBody.bytes).string("task_id") else {
            recorder.errors.add("submit protocol")
            return think(user, atLeast: Self.lookInterval)
        }
        records[index].taskID = String(decoding: id, as: UTF8.self)
        guard plan.load.waitsFor == .completed else { return think(user) }
        again(user, .look(record: index))
    }

    /// Asks whether the task has ended.
    private func look(_ user: Int, record index: Int) {
        guard stopAt != .min, let id = records[index].taskID,
            let transfer = looks[user] ?? make("/", user: user, isPost: false)
        else { return }
        looks[user] = transfer
        _ = shim_easy_set_string(transfer.easy, CURLOPT_URL, "\(endpoint.origin)/api/tasks/\(id)")
        transfers.begin(transfer) { [unowned self] transfer, result in
            let fields = TopLevel(transfer.responseBody.bytes)
            guard result == CURLE_OK, transfer.status == 200, let status = fields.string("status") else {
                recorder.errors.add(
                    result == CURLE_OK
                        ? "task http \(transfer.status)" : "task \(TransferFailure(transfer, result).kind)")
                return think(user, atLeast: Self.lookInterval)
            }
            guard status.equals("completed") || status.equals("failed") else {
                return again(user, .look(record: index))
            }
            records[index].completed = shim_clock_realtime()
            think(user)
        }
    }

    private func again(_ user: Int, _ step: Step) {
        due.insert(Due(instant: shim_clock_monotonic() + Self.lookInterval, user: user, step: step))
    }

    private func think(_ user: Int, atLeast least: Int64 = 0) {
        let pause = max(least, plan.load.thinking.draw(mean: plan.load.thinkTime, using: &random))
        let instant = shim_clock_monotonic() + pause
        guard instant < stopAt else { return }
        due.insert(Due(instant: instant, user: user, step: .submit))
    }

    private func make(_ path: String, user: Int, isPost: Bool) -> Transfer? {
        try? Transfer(number: user, to: endpoint, path: path, pool: .shared, isPost: isPost)
    }
}
