import Glibc

/// The smallest effect that a paired comparison of so many pairs finds with the wanted power.
///
/// Trials of both arms spread by `spread` (relative, so a standard deviation on logarithms), hence
/// their paired log-ratio by sqrt(2) x spread. The power of the two-sided t-test follows from the
/// noncentral t distribution; the effect is returned as a relative change, exp(delta) - 1.
package struct DetectableEffect: Sendable, Equatable {
    /// 0.05 means that 95 % intervals decide.
    package var significance: Double = 0.05
    package var power: Double = 0.8

    package init() {}

    /// Nil below 3 pairs, where no interval is given.
    package func smallest(spread: Double, pairs: Int) -> Double? {
        guard pairs >= 3, spread >= 0 else { return nil }
        let error: Double = spread * (2 / Double(pairs)).squareRoot()
        return exp(shift(pairs: pairs) * error) - 1
    }

    /// The noncentrality, in standard errors of the mean log-ratio, at which the power is reached.
    private func shift(pairs: Int) -> Double {
        var low: Double = 0
        var high: Double = 100
        for _ in 0..<60 {
            let middle: Double = (low + high) / 2
            if power(shift: middle, pairs: pairs) < power { low = middle } else { high = middle }
        }
        return high
    }

    /// Chance that |T| exceeds its critical value when the true mean lies `shift` standard errors off.
    package func power(shift: Double, pairs: Int) -> Double {
        let freedom: Double = Double(pairs - 1)
        let critical: Double = StudentT(degreesOfFreedom: freedom).quantile(1 - significance / 2)
        return Self.mean(degreesOfFreedom: freedom) { deviation in
            Normal.cumulative(shift - critical * deviation) + Normal.cumulative(-shift - critical * deviation)
        }
    }

    /// Mean of `value(s)` over s = sqrt(chi-square / freedom), by Simpson's rule.
    static func mean(degreesOfFreedom freedom: Double, of value: (Double) -> Double) -> Double {
        // The density's logarithm without s: it is zero beyond 12 of its deviations in a Double.
        let constant: Double = log(2.0) + freedom / 2 * log(freedom / 2) - lgamma(freedom / 2)
        let upper: Double = 1 + 12 / (2 * freedom).squareRoot()
        let steps: Int = 2_000
        let width: Double = upper / Double(steps)
        var sum: Double = 0
        for step in 1...steps {
            let s: Double = Double(step) * width
            let density: Double = exp(constant + (freedom - 1) * log(s) - freedom * s * s / 2)
            let weight: Double = step == steps ? 1 : (step % 2 == 1 ? 4 : 2)
            sum += weight * density * value(s)
        }
        return sum * width / 3
    }
}
