import Metering

/// What the join adds up to for the clients of one behaviour.
struct BehaviourTally {
    var clients = 0
    var updateLatency = LatencyHistogram()
    var updates = 0
    var lost = 0
    var duplicated = 0
    var reordered = 0
    /// Whether any of their sessions covered the eligible entry, by place in the log.
    var covered: [Bool]

    init(entries: Int) { covered = Array(repeating: false, count: entries) }
}
