import Histogram

/// A latency distribution in nanoseconds: HdrHistogram buckets with the exact sum, count and largest
/// value beside them, since three digits quantise 500 ms to 262 us.
package struct LatencyHistogram: Sendable {
    /// How finely values are told apart.
    package enum Precision: Sendable, Equatable {
        /// Within 0.1 %.
        case threeDigits
        /// Within 1 %, at a tenth of the size.
        case twoDigits
    }

    /// Beyond a day a latency is no latency: such values count in `outOfRange`, and grow no buckets.
    package static let largestTracked: UInt64 = 86_400_000_000_000

    private var buckets: Histogram<UInt64>
    private var exactSum: UInt128 = 0
    /// Largest finite value, exactly; 0 without values.
    package private(set) var max: UInt64 = 0
    /// Values above `largestTracked`. They are in `count`, `sum` and `max`.
    package private(set) var outOfRange: UInt64 = 0
    /// What never arrived: above every value in percentiles, not in `count`.
    package private(set) var infinite: UInt64 = 0

    /// - Parameter reserved: nanoseconds up to which no value makes it grow. Growing is an allocation a
    ///   bucket, so that what records while it measures wants its range beforehand: 220 KB for a minute.
    package init(precision: Precision = .threeDigits, reserved: UInt64 = 2) {
        buckets = Histogram<UInt64>(
            highestTrackableValue: Swift.max(2, Swift.min(reserved, Self.largestTracked)),
            numberOfSignificantValueDigits: precision == .threeDigits ? .three : .two)
        buckets.autoResize = true
    }

    /// Finite values recorded.
    package var count: UInt64 { buckets.totalCount + outOfRange }

    /// Of the finite values, nanoseconds, exact.
    package var sum: Double { Double(exactSum) }

    /// Exact; nil without finite values.
    package var mean: Double? { count == 0 ? nil : Double(exactSum) / Double(count) }

    package mutating func record(_ nanoseconds: UInt64) {
        if nanoseconds > max { max = nanoseconds }
        exactSum += UInt128(nanoseconds)
        if nanoseconds > Self.largestTracked || !buckets.record(nanoseconds) { outOfRange += 1 }
    }

    package mutating func recordInfinite(count: UInt64 = 1) { infinite += count }

    /// Occupied buckets in ascending order: the largest value each stands for, and its count. Values
    /// out of range share one last bucket.
    package func recorded() -> [(value: UInt64, count: UInt64)] {
        var result: [(value: UInt64, count: UInt64)] = []
        for step in buckets.recordedValues() {
            result.append((buckets.highestEquivalentForValue(step.value), step.count))
        }
        // The last bucket in range may reach past the range's end: values stay ascending.
        if outOfRange > 0 { result.append((Swift.max(max, (result.last?.value ?? 0) + 1), outOfRange)) }
        return result
    }

    /// Adds what another histogram of the same precision holds; nothing is lost by it.
    package mutating func add(_ other: LatencyHistogram) {
        for step in other.buckets.recordedValues() { buckets.record(step.value, count: step.count) }
        exactSum += other.exactSum
        max = Swift.max(max, other.max)
        outOfRange += other.outOfRange
        infinite += other.infinite
    }

    /// The value at a quantile in 0...1 by nearest rank, the infinite above all others; nil without
    /// values and where the rank falls among the infinite.
    package func value(atQuantile quantile: Double) -> UInt64? {
        let total: UInt64 = count + infinite
        guard total > 0 else { return nil }
        let rank = UInt64(Swift.min(Double(total), Swift.max(1, (quantile * Double(total)).rounded(.up))))
        var seen: UInt64 = 0
        for (value, count) in recorded() {
            seen += count
            if seen >= rank { return Swift.min(value, max) }
        }
        return nil
    }

    /// Every occupied bucket and the exact figures, for another process.
    package struct Parts: Sendable, Codable {
        /// A value of each occupied bucket.
        var values: [UInt64] = []
        var counts: [UInt64] = []
        var sumHigh: UInt64 = 0
        var sumLow: UInt64 = 0
        var max: UInt64 = 0
        var outOfRange: UInt64 = 0
        var infinite: UInt64 = 0

        /// The exact sum of the values that `append` brings, and the largest of them.
        package init(sum: UInt128, max: UInt64) {
            sumHigh = UInt64(truncatingIfNeeded: sum >> 64)
            sumLow = UInt64(truncatingIfNeeded: sum)
            self.max = max
        }

        /// Adds the count of a bucket, told by one of its values.
        package mutating func append(_ value: UInt64, _ count: UInt64) {
            values.append(value)
            counts.append(count)
        }
    }

    package var parts: Parts {
        var parts = Parts(sum: exactSum, max: max)
        for step in buckets.recordedValues() {
            parts.append(step.value, step.count)
        }
        parts.outOfRange = outOfRange
        parts.infinite = infinite
        return parts
    }

    /// Of the precision that `parts` were taken with.
    package init(_ parts: Parts, precision: Precision = .threeDigits) {
        self.init(precision: precision)
        for (value, count) in zip(parts.values, parts.counts) { buckets.record(value, count: count) }
        exactSum = UInt128(parts.sumHigh) << 64 | UInt128(parts.sumLow)
        max = parts.max
        outOfRange = parts.outOfRange
        infinite = parts.infinite
    }
}
