import Glibc

/// What a gate of so many pairs would find on a machine whose pairs spread so much.
///
/// Of its last look alone, which is nearly all of its power: with O'Brien and Fleming's spending the earlier looks
/// add little. With SE = spread / sqrt n and s the relative deviation that a trial of n pairs happens to show
/// (n - 1 times s squared is chi-square), the mean log-ratio has to reach
/// max(threshold, t s SE), and it lies around the true effect with the error SE:
///
///     power(effect) = E over s of Phi((effect - max(threshold, t s SE)) / SE)
package struct GatePower: Sendable, Equatable {
    /// Standard deviation of the pairs' log-ratios.
    package var spread: Double
    package var pairs: Int
    /// Nominal one-sided level of the last look.
    package var level: Double
    /// Smallest effect that matters, on logarithms.
    package var threshold: Double

    package init(spread: Double, pairs: Int, level: Double, threshold: Double) {
        self.spread = spread
        self.pairs = pairs
        self.level = level
        self.threshold = threshold
    }

    /// Chance of calling a regression when the true change is `effect`, on logarithms.
    package func power(effect: Double) -> Double {
        guard spread > 0 else { return effect >= threshold ? 1 : 0 }
        let error: Double = spread / Double(pairs).squareRoot()
        let critical: Double = GatePlan.critical(level: level, pairs: pairs)
        return DetectableEffect.mean(degreesOfFreedom: Double(pairs - 1)) { deviation in
            Normal.cumulative((effect - max(threshold, critical * deviation * error)) / error)
        }
    }

    /// The smallest relative change that is found with the chance `power`: 0.07 is 7 %.
    package func smallestEffect(power wanted: Double = 0.8) -> Double {
        var low: Double = 0
        var high: Double = threshold + 100 * spread
        for _ in 0..<50 {
            let middle: Double = (low + high) / 2
            if power(effect: middle) < wanted { low = middle } else { high = middle }
        }
        return expm1(high)
    }
}

extension GatePlan {
    /// So many pairs at most are promised to tell anything.
    package static let mostPairsNeeded = 1_000

    /// How many pairs would settle a metric whose mean and spread stayed as they are: with an estimate that matters
    /// until the lower bound leaves zero, otherwise until the settling bound falls under the effect that matters.
    ///
    /// Nil when more than ``mostPairsNeeded`` would be.
    package func pairsNeeded(metric: Int, mean: Double, spread: Double) -> Int? {
        let isLarge: Bool = mean >= rule.threshold
        let level: Double = isLarge ? lastLevel(metric: metric) : 1 - rule.settledConfidence
        let distance: Double = isLarge ? mean : rule.threshold - mean
        guard distance > 0 else { return nil }
        func isEnough(_ pairs: Int) -> Bool {
            Self.critical(level: level, pairs: pairs) * spread / Double(pairs).squareRoot() < distance
        }
        // More pairs never widen the interval: halve what is left.
        var low: Int = GateRule.fewestPairs
        var high: Int = Self.mostPairsNeeded
        guard isEnough(high) else { return nil }
        while low < high {
            let middle: Int = (low + high) / 2
            if isEnough(middle) { high = middle } else { low = middle + 1 }
        }
        return high
    }
}
