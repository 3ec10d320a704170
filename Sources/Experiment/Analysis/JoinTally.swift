import Metering
import Statistics

/// What joining the clients' observations with the log adds up to.
struct JoinTally {
    var updateLatency = LatencyHistogram()
    var deliveryLatency = LatencyHistogram()
    var serverDelay = LatencyHistogram()
    var pollWait = LatencyHistogram()
    var asSeenLatency = LatencyHistogram()
    var submitToSeen = LatencyHistogram()
    var generatorLag = LatencyHistogram()
    /// By type of the log's entries.
    var updateLatencyByType: [LatencyHistogram]
    /// Server delays by type, seconds.
    var serverDelayByType: [Moments]

    /// Eligible (entry, client) pairs.
    var updates = 0
    var lost = 0
    var duplicated = 0
    var reordered = 0
    var coalesced = 0
    /// Possessed before they were stamped: a clock was set, or two clocks differ.
    var negative = 0
    /// Eligible pairs that came in a read with later messages and bear their stamp.
    var sharedReceipts = 0
    /// Sum over these of how much earlier they can have come, but not before their flush; nanoseconds.
    var stampUncertainty: Double = 0
    /// Observations of clients that do not exist.
    var strays = 0

    /// Whether any client's session covered the eligible entry, by place in the log.
    var covered: [Bool]

    /// Client time in the window, and the part of it in which the view was out of date, nanoseconds.
    var viewTime: Int64 = 0
    var staleTime: Int64 = 0

    /// Time between a client's successive answered polls, and response times from the intended
    /// instant; seconds.
    var pollGaps = Moments()
    var responses = Moments()

    /// Update latency by slice of the window, milliseconds.
    var slices: [Moments]

    /// By behaviour; one where all clients only listen.
    var groups: [BehaviourTally]

    init(types: Int, entries: Int, slices: Int, groups: Int) {
        updateLatencyByType = Array(repeating: LatencyHistogram(precision: .twoDigits), count: types)
        serverDelayByType = Array(repeating: Moments(), count: types)
        covered = Array(repeating: false, count: entries)
        self.slices = Array(repeating: Moments(), count: slices)
        self.groups = Array(repeating: BehaviourTally(entries: entries), count: groups)
    }

    /// Of the deliveries, the part that bears a later message's stamp; nil without any delivery.
    var sharedReceiptShare: Double? {
        deliveryLatency.count > 0 ? Double(sharedReceipts) / Double(deliveryLatency.count) : nil
    }

    /// Mean delivery had these come as early as they can have, nanoseconds.
    var deliveryLowerBound: Double? {
        deliveryLatency.mean.map { $0 - stampUncertainty / Double(deliveryLatency.count) }
    }
}
