import Glibc

/// The regularised incomplete beta function I_x(a, b).
///
/// Evaluated by its continued fraction (Abramowitz and Stegun 26.5.8) with the modified Lentz
/// recurrence, on the side of the mean where it converges fast. Relative error about 1e-14.
/// - Precondition: `a` and `b` are positive; `x` outside 0...1 is taken as the nearer end.
package func regularizedIncompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    precondition(a > 0 && b > 0)
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    // Beyond the mean the complement's fraction converges in fewer terms.
    if x > (a + 1) / (a + b + 2) { return 1 - regularizedIncompleteBeta(1 - x, b, a) }
    let logBeta: Double = lgamma(a) + lgamma(b) - lgamma(a + b)
    let front: Double = exp(a * log(x) + b * log1p(-x) - logBeta) / a
    return front * betaFraction(x, a, b)
}

private func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    // Lentz's recurrence divides by its terms: a zero is replaced by something negligible.
    func nonZero(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }
    var numerator: Double = 1
    var denominator: Double = 1 / nonZero(1 - (a + b) * x / (a + 1))
    var result: Double = denominator
    for step in 1...10_000 {
        let m: Double = Double(step)
        let even: Double = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        denominator = 1 / nonZero(1 + even * denominator)
        numerator = nonZero(1 + even / numerator)
        result *= denominator * numerator
        let odd: Double = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        denominator = 1 / nonZero(1 + odd * denominator)
        numerator = nonZero(1 + odd / numerator)
        let change: Double = denominator * numerator
        result *= change
        if abs(change - 1) < 1e-15 { break }
    }
    return result
}
