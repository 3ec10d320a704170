/// The interval of a probability from how often something happened in independent tries, after Clopper and
/// Pearson (Biometrika 26, 1934): it covers the true value at least as often as it says, whatever that value is.
package struct BinomialInterval: Sendable, Equatable {
    package let estimate: Double
    package let lower: Double
    package let upper: Double

    /// - Precondition: 0 <= `successes` <= `tries`, and there is a try.
    package init(successes: Int, tries: Int, confidence: Double = 0.95) {
        precondition(tries > 0 && (0...tries).contains(successes))
        let tail: Double = (1 - confidence) / 2
        let k = Double(successes)
        let n = Double(tries)
        estimate = k / n
        lower = successes == 0 ? 0 : Self.betaQuantile(tail, k, n - k + 1)
        upper = successes == tries ? 1 : Self.betaQuantile(1 - tail, k + 1, n - k)
    }

    /// By halving: the distribution function rises monotonically.
    private static func betaQuantile(_ level: Double, _ a: Double, _ b: Double) -> Double {
        var low: Double = 0
        var high: Double = 1
        for _ in 0..<60 {
            let middle: Double = (low + high) / 2
            if regularizedIncompleteBeta(middle, a, b) < level { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
