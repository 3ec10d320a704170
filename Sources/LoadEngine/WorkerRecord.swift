import Metering

/// What one worker hands over when it ends.
struct WorkerRecord: Sendable {
    var entries: [EntryObservation] = []
    var polls: [PollObservation] = []
    var submissions: [SubmissionRecord] = []
    /// In the order of the worker's clients.
    var clients: [ClientRecord] = []
    /// Of the clients that do more than listen.
    var behaviours: [BehaviourRecord] = []
    var eventTypes: [String] = []
    /// At most as many as `eventTypes`, by the same index.
    var typeTraffic: [TypeTraffic] = []
    var stampToArrival = LatencyHistogram()
    var seen: [SeenEntry] = []
    var errors: [String: Int] = [:]
    var serverIDs: [String] = []
    var generator = GeneratorRecord()
}
