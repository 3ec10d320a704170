/// The 95 % interval of a ratio of two jointly normal estimates (Fieller 1954).
///
/// The usual linear approximation is poor where the divisor is not known well: this one covers as it says, and
/// where the divisor might be zero it has no end.
package struct FiellerInterval: Sendable, Equatable {
    package let lower: Double
    /// Infinite where the divisor cannot be told from zero.
    package let upper: Double

    /// - Parameters:
    ///   - quantile: of Student's t, for 95 % both ways.
    ///   - variances: of numerator and divisor; `covariance` between them.
    /// - Precondition: `divisor` is positive.
    package init(
        _ numerator: Double, over divisor: Double, quantile: Double, variances: (Double, Double),
        covariance: Double
    ) {
        // The linear approximation's interval, moved and widened by g, by how well the divisor is known.
        let ratio: Double = numerator / divisor
        let g: Double = quantile * quantile * variances.1 / (divisor * divisor)
        let slope: Double = variances.1 > 0 ? covariance / variances.1 : 0
        let rest: Double = variances.0 - slope * covariance
        let spread: Double = variances.0 - 2 * ratio * covariance + ratio * ratio * variances.1 - g * rest
        guard g < 1 else {
            lower = -.infinity
            upper = .infinity
            return
        }
        let reach: Double = quantile / divisor * max(0, spread).squareRoot() / (1 - g)
        let middle: Double = (ratio - g * slope) / (1 - g)
        lower = middle - reach
        upper = middle + reach
    }
}
