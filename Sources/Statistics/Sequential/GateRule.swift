import Glibc

/// What a gate decides by, all of it chosen before the first pair is measured.
package struct GateRule: Sendable, Equatable {
    /// Chance that a gate calls a regression of any metric where there is none. One-sided, shared by the metrics.
    package var alpha: Double = 0.01
    /// Smallest relative change that matters: 0.05 is 5 %.
    package var smallestEffect: Double = 0.05
    /// One-sided confidence of the bound that has to lie under `smallestEffect` for "no difference".
    package var settledConfidence: Double = 0.99
    /// Pairs at the last look.
    package var maxPairs: Int = 20
    /// Each metric's part of `alpha`; the first metric is the primary one.
    package var weights: [Double]

    /// Shares of the pairs at which the data are looked at: 6, 9, 12, 16 and 20 of 20.
    private static let lookShares: [Double] = [0.3, 0.45, 0.6, 0.8, 1]
    /// Fewer pairs have no interval (measurement.md).
    package static let fewestPairs = PairedRatio.fewestPairsForInterval

    package init(weights: [Double]) { self.weights = weights }

    /// Pairs at each look, ascending. With few pairs in all some looks fall together.
    package var looks: [Int] {
        var looks: [Int] = []
        for share in Self.lookShares {
            let pairs: Int = max(Self.fewestPairs, Int((share * Double(maxPairs)).rounded()))
            if pairs <= maxPairs, pairs > looks.last ?? 0 { looks.append(pairs) }
        }
        return looks
    }

    /// `smallestEffect` on the scale of logarithms, upwards.
    package var threshold: Double { log1p(smallestEffect) }
}
