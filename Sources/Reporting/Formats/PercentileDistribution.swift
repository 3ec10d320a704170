import Foundation
import Results

/// A histogram as HdrHistogram prints percentile distributions (`.hgrm`), which its public plotter reads
/// (https://hdrhistogram.github.io/HdrHistogram/plotFiles.html).
///
/// Rows are at the levels that HdrHistogram's percentile iterator visits with five ticks a half distance:
/// the distance to 100 % halves every five rows. The plotter lays several files over each other row by row,
/// so these levels must not depend on the data.
struct PercentileDistribution: Sendable {
    /// Nanoseconds a millisecond: what values are divided by.
    static let scale: Double = 1e6
    /// Rows in every halving of the distance to 100 %.
    static let ticksPerHalfDistance: Double = 5

    struct Row: Sendable, Equatable {
        /// In the histogram's unit.
        var value: UInt64
        /// 0...1.
        var level: Double
        /// Samples up to this value.
        var count: UInt64
    }

    private let histogram: SparseHistogram

    init(_ histogram: SparseHistogram) { self.histogram = histogram }

    /// Ascending; the last one is at 1 where every sample is finite. Samples that never arrived stand above
    /// every value, so that without them the levels end below 1.
    func rows() -> [Row] {
        let total: UInt64 = histogram.count &+ histogram.infinite
        guard total > 0 else { return [] }
        var rows: [Row] = []
        var level: Double = 0
        var seen: UInt64 = 0
        for pair in histogram.pairs where pair.count == 2 && pair[1] > 0 {
            seen &+= pair[1]
            let reached: Double = 100 * Double(seen) / Double(total)
            while level <= reached, level < 100 {
                rows.append(Row(value: pair[0], level: level / 100, count: seen))
                level = Self.next(level)
                // The largest value of all has one row, and the one at 1.
                if seen == total { break }
            }
        }
        if histogram.infinite == 0, let last = rows.last {
            rows.append(Row(value: last.value, level: 1, count: last.count))
        }
        return rows
    }

    /// The level after this one, in percent.
    private static func next(_ level: Double) -> Double {
        let halvings: Double = (log2(100 / (100 - level))).rounded(.down) + 1
        return level + 100 / (ticksPerHalfDistance * exp2(halvings))
    }

    /// Header, rows and the footer's lines, which begin with `#`.
    ///
    /// - Parameter remark: what a reader must know of the run behind them, as the last line.
    func text(remark: String? = nil) -> String {
        var text = "       Value     Percentile TotalCount 1/(1-Percentile)\n\n"
        for row in rows() {
            text += String(
                format: "%12.3f %2.12f %10llu", Double(row.value) / Self.scale, row.level, row.count)
            // The last row has no fourth column: it would be infinite.
            text += row.level < 1 ? String(format: " %14.2f\n", 1 / (1 - row.level)) : "\n"
        }
        return text + footer() + (remark.map { "#[\(TextTable.oneLine($0))]\n" } ?? "")
    }

    private func footer() -> String {
        let mean: Double = histogram.count == 0 ? 0 : histogram.sum / Double(histogram.count)
        var text: String = String(
            format: "#[Mean    = %12.3f, StdDeviation   = %12.3f]\n", mean / Self.scale,
            deviation() / Self.scale)
        text += String(
            format: "#[Max     = %12.3f, Total count    = %12llu]\n", Double(histogram.max) / Self.scale,
            histogram.count &+ histogram.infinite)
        text += String(
            format: "#[Buckets = %12ld, SubBuckets     = %12ld]\n", buckets(), Self.subBuckets)
        if histogram.infinite > 0 {
            text += String(
                format: "#[Never arrived = %llu of %llu: above every value here]\n", histogram.infinite,
                histogram.count &+ histogram.infinite)
        }
        return text + events()
    }

    /// How far up the distribution can be believed: the samples of one event are late together, so that their
    /// number says little (docs/measurement.md).
    private func events() -> String {
        let limit: (level: String, needed: Int)
        switch histogram.events {
        case ..<LatencySummary.fewestEventsForP99: limit = ("0.99", LatencySummary.fewestEventsForP99)
        case ..<LatencySummary.fewestEventsForP999: limit = ("0.999", LatencySummary.fewestEventsForP999)
        default: return ""
        }
        return
            "#[Events  = \(histogram.events): too few for \(limit.level) and above, which needs \(limit.needed)]\n"
    }

    /// Standard deviation of the finite samples, each taken as its bucket's middle.
    private func deviation() -> Double {
        guard histogram.count > 0 else { return 0 }
        let middles: [(value: Double, count: Double)] = histogram.pairs.filter { $0.count == 2 }
            .map { (Self.middle($0[0]), Double($0[1])) }
        let total = Double(histogram.count)
        let mean: Double = middles.reduce(0) { $0 + $1.value * $1.count } / total
        let squares: Double = middles.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) * $1.count }
        return (squares / total).squareRoot()
    }

    /// Sub-buckets that three significant digits need: the first power of two from 2 x 10^3 on.
    private static let subBuckets = 2_048

    /// The middle of the bucket that ends at `value`: buckets are one wide below 2,048, and twice as wide
    /// in every octave from there.
    private static func middle(_ value: UInt64) -> Double {
        let octave: Int = value == 0 ? 0 : 63 - value.leadingZeroBitCount
        let width: Double = octave > 10 ? exp2(Double(octave - 10)) : 1
        return Double(value) - (width - 1) + (width / 2).rounded(.down)
    }

    /// How many buckets, each reaching twice as far as the one before, hold the largest value.
    private func buckets() -> Int {
        let octave: Int = histogram.max == 0 ? 0 : 63 - histogram.max.leadingZeroBitCount
        return max(1, octave - 9)
    }
}
