import Glibc

/// Whether values in order of time rise or fall: the Mann-Kendall test.
///
/// It asks only for the order of values, so one slow slice does not look like a drift. The two-sided
/// p value is exact for up to 40 distinct values, and from the normal approximation with tie and
/// continuity corrections otherwise (Kendall 1975).
package struct Trend: Sendable, Equatable {
    /// Pairs in rising order less pairs in falling order.
    package let score: Int
    /// Chance of so large a score either way without a trend.
    package let pValue: Double
    /// Median of the slopes between all pairs of values (Theil and Sen), a step.
    package let slope: Double
    package let count: Int

    /// Nil below 4 values, which cannot tell a trend from chance.
    package init?(_ values: [Double]) {
        guard values.count >= 4, values.allSatisfy(\.isFinite) else { return nil }
        var score: Int = 0
        var slopes: [Double] = []
        for later in 1..<values.count {
            for earlier in 0..<later {
                let step: Double = values[later] - values[earlier]
                score += step > 0 ? 1 : (step < 0 ? -1 : 0)
                slopes.append(step / Double(later - earlier))
            }
        }
        slopes.sort()
        let middle: Int = slopes.count / 2
        slope = slopes.count % 2 == 1 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2
        self.score = score
        count = values.count
        let tied = Dictionary(grouping: values) { $0 }.values.map(\.count).filter { $0 > 1 }
        pValue =
            tied.isEmpty && values.count <= 40
            ? Self.exactP(score: score, count: values.count)
            : Self.normalP(score: score, count: values.count, tied: tied)
    }

    /// From the number of permutations with a given number of inversions (Mahonian numbers), as shares.
    private static func exactP(score: Int, count: Int) -> Double {
        let pairs: Int = count * (count - 1) / 2
        var shares: [Double] = [1]
        for size in 2...count {
            var next = [Double](repeating: 0, count: shares.count + size - 1)
            for (inversions, share) in shares.enumerated() {
                for extra in 0..<size { next[inversions + extra] += share / Double(size) }
            }
            shares = next
        }
        // A score s has (pairs - s) / 2 inversions; both tails are alike.
        let inversions: Int = (pairs - abs(score)) / 2
        return min(1, 2 * shares[0...inversions].reduce(0, +))
    }

    private static func normalP(score: Int, count: Int, tied: [Int]) -> Double {
        func term(_ n: Int) -> Double { Double(n) * Double(n - 1) * Double(2 * n + 5) }
        let variance: Double = (term(count) - tied.map(term).reduce(0, +)) / 18
        guard variance > 0, score != 0 else { return 1 }
        let z: Double = (abs(Double(score)) - 1) / variance.squareRoot()
        return min(1, erfc(z / 2.0.squareRoot()))
    }

    /// How far the values moved from first to last by the slope, as a share of `mean`.
    package func relativeChange(mean: Double) -> Double {
        mean == 0 ? 0 : slope * Double(count - 1) / mean
    }
}
