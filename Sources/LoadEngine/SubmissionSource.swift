/// Where a run's tasks come from. Called from the worker's thread; instants are CLOCK_MONOTONIC nanoseconds.
protocol SubmissionSource: AnyObject {
    /// When `act` wants to be called next.
    var nextDue: Int64 { get }
    /// Whether the load may start.
    var isReady: Bool { get }
    /// Whether a submission has no answer yet.
    var hasOutstanding: Bool { get }
    var sent: Int { get }
    var records: [SubmissionRecord] { get }
    /// Why the run cannot go on: the server is lost.
    var failure: String? { get }

    /// The load starts at this instant.
    func start(at instant: Int64)
    /// Does what is due.
    func act(now: Int64)
    /// Some times a second: gives up what is never answered, where that has to be expected.
    func tick(now: Int64)
    /// A descriptor registered for submissions is ready.
    func ready(_ token: Token, readiness: UInt32)
    /// No further submissions; outstanding ones may still be answered.
    func close()
    /// Ends what is outstanding.
    func abandon()
}

extension SubmissionSource {
    var isReady: Bool { true }
    func tick(now: Int64) {}
}
