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
        let square: Double = quantile * quantile
        // The ratios r that (numerator - r divisor) is not far from zero for: a quadratic in r.
        let a: Double = divisor * divisor - square * variances.1
        let b: Double = -2 * (numerator * divisor - square * covariance)
        let c: Double = numerator * numerator - square * variances.0
        let discriminant: Double = b * b - 4 * a * c
        guard a > 0, discriminant >= 0 else {
            lower = -.infinity
            upper = .infinity
            return
        }
        let root: Double = discriminant.squareRoot()
        lower = (-b - root) / (2 * a)
        upper = (-b + root) / (2 * a)
    }
}
