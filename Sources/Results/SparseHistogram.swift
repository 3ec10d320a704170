/// A histogram as it travels: `[value, count]` pairs in ascending order of value, with the exact
/// sum and count beside them, since bucketing quantises values.
package struct SparseHistogram: Codable, Sendable, Equatable {
    /// Unit of `value` and `sum`.
    package var unit: String
    /// Each value is the largest one its bucket stands for.
    package var pairs: [[UInt64]]
    /// Finite samples: the sum of the pairs' counts.
    package var count: UInt64
    /// Of the finite samples, before bucketing.
    package var sum: Double
    /// Largest finite value seen, exactly.
    package var max: UInt64
    /// Pairs that were never delivered: above every finite value in the percentiles.
    package var infinite: UInt64
    /// Distinct log entries behind the samples; percentiles are refused by this number.
    package var events: Int

    package init(
        unit: String, pairs: [[UInt64]], count: UInt64, sum: Double, max: UInt64, infinite: UInt64,
        events: Int
    ) {
        self.unit = unit
        self.pairs = pairs
        self.count = count
        self.sum = sum
        self.max = max
        self.infinite = infinite
        self.events = events
    }

    /// Whether the pairs ascend and add up; a file that someone edited may not.
    package var isWellFormed: Bool {
        guard pairs.allSatisfy({ $0.count == 2 }), infinite <= Self.largestCount else { return false }
        let ascending: Bool = zip(pairs, pairs.dropFirst()).allSatisfy { $0[0] < $1[0] }
        var rest: UInt64 = Swift.min(count, Self.largestCount)
        for pair in pairs {
            guard pair[1] <= rest else { return false }
            rest -= pair[1]
        }
        return ascending && rest == 0
    }

    /// 2^53: beyond it JSON readers lose whole numbers.
    private static let largestCount: UInt64 = 1 << 53
}
