import Metering
import Results

/// What one window's updates add up to.
struct WindowTally {
    private(set) var updates = 0
    private(set) var lost = 0
    private var updateLatency: LatencyHistogram
    private var deliveryLatency: LatencyHistogram
    private var asSeenLatency: LatencyHistogram
    private var serverDelay: LatencyHistogram
    private var pollWait: LatencyHistogram
    private var submitToSeen: LatencyHistogram

    /// - Parameter precision: of the histograms; all windows of a trial are open at once, and one takes some
    ///   600 KB with three digits, a tenth of it with two.
    init(precision: LatencyHistogram.Precision) {
        let empty = LatencyHistogram(precision: precision)
        updateLatency = empty
        deliveryLatency = empty
        asSeenLatency = empty
        serverDelay = empty
        pollWait = empty
        submitToSeen = empty
    }

    /// An eligible entry at a client; nil when it never came.
    mutating func take(_ journey: Journey?) {
        updates += 1
        guard let journey else {
            lost += 1
            updateLatency.recordInfinite()
            deliveryLatency.recordInfinite()
            asSeenLatency.recordInfinite()
            return
        }
        updateLatency.record(UInt64(journey.latency))
        asSeenLatency.record(UInt64(journey.latency) + UInt64(journey.lag))
        if let delivery = journey.delivery { deliveryLatency.record(UInt64(delivery)) }
        switch journey.path {
        case .pushed(let delay, _): serverDelay.record(UInt64(delay))
        case .polled(let wait): pollWait.record(UInt64(wait))
        case .fetched: break
        }
    }

    /// A followed task at a client: nanoseconds from its intended submission, nil when it was never seen.
    mutating func take(task elapsed: Int64?) {
        if let elapsed { submitToSeen.record(UInt64(max(0, elapsed))) } else { submitToSeen.recordInfinite() }
    }

    /// - Parameters:
    ///   - events: distinct entries of the window that had to reach somebody.
    ///   - tasks: intended in the window; nil where none are followed.
    func histograms(isPush: Bool, events: Int, tasks: Int?) -> [String: SparseHistogram] {
        var result: [String: SparseHistogram] = [
            HistogramKey.updateLatency: SparseHistogram(updateLatency, events: events),
            HistogramKey.deliveryLatency: SparseHistogram(deliveryLatency, events: events),
            HistogramKey.asSeenLatency: SparseHistogram(asSeenLatency, events: events),
        ]
        if isPush {
            result[HistogramKey.serverDelay] = SparseHistogram(serverDelay, events: events)
        } else {
            result[HistogramKey.pollWait] = SparseHistogram(pollWait, events: events)
        }
        if let tasks { result[HistogramKey.submitToSeen] = SparseHistogram(submitToSeen, events: tasks) }
        return result
    }
}
