import CCurl
import CShims

/// Submits the plan's tasks, each at its intended time whatever became of the earlier ones.
///
/// Every outstanding submission has a connection to itself; idle connections are reused.
final class Submitter: SubmissionSource {
    /// With this many unanswered, further ones are not sent, and count as missed.
    static let mostOutstanding = 1024

    private let plan: [LoadPlan.Submission]
    private let endpoint: Endpoint
    private let transfers: TransferLoop
    private let recorder: Recorder
    private let timebase: Timebase
    private var origin: Int64?
    private var next = 0
    private var all: [Transfer] = []
    private var idle: [Transfer] = []
    /// The submission each transfer carries, by the transfer's number.
    private var carried: [Int] = []
    private(set) var records: [SubmissionRecord] = []
    private(set) var sent = 0
    private(set) var failure: String?

    init(plan: LoadPlan, transfers: TransferLoop, recorder: Recorder, timebase: Timebase) {
        self.plan = plan.submissions
        self.transfers = transfers
        self.recorder = recorder
        self.timebase = timebase
        endpoint = plan.endpoint
        records = plan.submissions.map { _ in
            SubmissionRecord(intended: 0, sent: 0, answered: 0, status: 0, taskID: nil)
        }
    }

    deinit { abandon() }

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
            guard let transfer = takeTransfer() else {
                recorder.errors.add("submit skipped")
                if isInWindow { recorder.generator.missedIntended += 1 }
                continue
            }
            if isInWindow {
                recorder.generator.actionLateness.append(shim_clock_monotonic() - due)
            }
            send(index, on: transfer)
        }
    }

    /// No further submissions; outstanding ones may still be answered.
    func close() { next = plan.count }

    /// Ends what is outstanding: a submission that nobody answered is an error, and its record says
    /// when it was sent.
    func abandon() {
        close()
        for transfer in all where transfer.isActive {
            recorder.errors.add("submit unanswered")
            transfers.cancel(transfer)
        }
        all = []
        idle = []
    }

    private func send(_ index: Int, on transfer: Transfer) {
        transfer.post(plan[index].body)
        carried[transfer.number] = index
        records[index].sent = shim_clock_realtime()
        sent += 1
        transfers.begin(transfer) { [unowned self] transfer, result in ended(transfer, result) }
    }

    private func ended(_ transfer: Transfer, _ result: CURLcode) {
        let held = shim_clock_realtime()
        idle.append(transfer)
        let index = carried[transfer.number]
        guard result == CURLE_OK else {
            let loss = TransferFailure(transfer, result)
            recorder.errors.add("submit \(loss.kind)")
            if loss.isRefusal { failure = failure ?? "lost the server: \(loss.reason)" }
            return
        }
        // Where the stamp is missing, this is later than the arrival by the generator's lag.
        records[index].answered = transfer.stamp > 0 ? min(transfer.stamp, held) : held
        records[index].status = transfer.status
        guard records[index].status == 202 else {
            recorder.errors.add("submit http \(records[index].status)")
            return
        }
        guard let id = TopLevel(transfer.responseBody.bytes).string("task_id") else {
            recorder.errors.add("submit protocol")
            return
        }
        records[index].taskID = String(decoding: id, as: UTF8.self)
    }

    private func takeTransfer() -> Transfer? {
        if let transfer = idle.popLast() { return transfer }
        guard all.count < Self.mostOutstanding else { return nil }
        guard
            let transfer = try? Transfer(
                number: all.count, to: endpoint, path: "/api/tasks", pool: .shared, isPost: true)
        else { return nil }
        all.append(transfer)
        carried.append(0)
        return transfer
    }
}
