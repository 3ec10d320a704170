import Metering
import Results

extension SparseHistogram {
    /// - Parameter events: distinct log entries (or tasks) behind the samples.
    init(_ histogram: LatencyHistogram, events: Int) {
        self.init(
            unit: "ns", pairs: histogram.recorded().map { [$0.value, $0.count] }, count: histogram.count,
            sum: histogram.sum, max: histogram.max, infinite: histogram.infinite, events: events)
    }
}
