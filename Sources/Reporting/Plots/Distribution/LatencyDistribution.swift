import Foundation
import Results

/// One arm's latencies at one load, pooled over its counted trials, ready to be asked for any quantile.
struct LatencyDistribution: Sendable {
    /// A quantile is carried while at least so many distinct events lie beyond it: p99 from 1,000 on, p999 from
    /// 10,000 on (measurement.md).
    static let fewestEventsBeyond: Double = 10

    let style: ArmStyle
    /// Upper ends of the buckets in milliseconds, ascending, and how many samples lie at or below each.
    private let values: [Double]
    private let reached: [UInt64]
    /// Finite samples and those that never arrived.
    let total: UInt64
    let infinite: UInt64
    /// Distinct log entries behind the samples.
    let events: Int

    /// Nil without a finite sample, or when a stored histogram does not add up.
    init?(_ cell: Cell, style: ArmStyle, metric: String = HistogramKey.updateLatency) {
        let all: [SparseHistogram] = cell.trials.filter(\.counts).compactMap { $0.histograms[metric] }
        guard let first = all.first, all.allSatisfy({ $0.isWellFormed && $0.unit == "ns" }) else {
            return nil
        }
        let merged: SparseHistogram = all.dropFirst().reduce(first) { $0.merged(with: $1) }
        guard merged.count > 0 else { return nil }
        var sum: UInt64 = 0
        var values: [Double] = []
        var reached: [UInt64] = []
        for pair in merged.pairs where pair[1] > 0 {
            sum &+= pair[1]
            values.append(Double(min(pair[0], merged.max)) / 1e6)
            reached.append(sum)
        }
        self.style = style
        self.values = values
        self.reached = reached
        total = merged.count &+ merged.infinite
        infinite = merged.infinite
        events = merged.events
    }

    /// Share of the samples that arrived.
    var finiteShare: Double { Double(total - infinite) / Double(total) }

    /// The largest quantile that the number of events carries; below zero where it carries none.
    var lastCarried: Double { 1 - Self.fewestEventsBeyond / Double(max(events, 1)) }

    var largest: Double { values.last ?? 0 }

    /// Milliseconds that a share `quantile` of all samples does not exceed (nearest rank); nil where that rank
    /// never arrived.
    func value(atQuantile quantile: Double) -> Double? {
        // The tolerance keeps 0.99 x 100 at rank 99, whatever the product's last bit says.
        let exact: Double = Double(total) * (min(max(quantile, 0), 1) - 1e-12)
        let rank: UInt64 = max(1, UInt64(max(0, exact).rounded(.up)))
        var low = 0
        var high: Int = reached.count
        while low < high {
            let middle: Int = (low + high) / 2
            if reached[middle] < rank { low = middle + 1 } else { high = middle }
        }
        return low < values.count ? values[low] : nil
    }

    /// Shares of all samples between the `edges` (ascending, milliseconds): above each and up to the next one;
    /// what lies below the first or above the last counts with its neighbour.
    func shares(between edges: [Double]) -> [Double] {
        guard edges.count >= 2 else { return [] }
        var counts = [UInt64](repeating: 0, count: edges.count - 1)
        var bin = 0
        var before: UInt64 = 0
        for (value, upTo) in zip(values, reached) {
            while bin < counts.count - 1, value > edges[bin + 1] { bin += 1 }
            counts[bin] &+= upTo - before
            before = upTo
        }
        return counts.map { Double($0) / Double(total) }
    }

    /// Smallest value above zero, in milliseconds.
    var smallestAboveZero: Double? { values.first { $0 > 0 } }
}
