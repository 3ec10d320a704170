import Glibc

/// The standard normal distribution.
package enum Normal {
    /// P(Z <= z).
    package static func cumulative(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

    /// The z that a share `p` lies below; infinite at 0 and 1.
    /// - Precondition: `p` lies in 0...1.
    package static func quantile(_ p: Double) -> Double {
        precondition(p >= 0 && p <= 1)
        if p == 0 { return -.infinity }
        if p == 1 { return .infinity }
        // The distribution function rises monotonically, and 40 deviations hold all of a Double.
        var low: Double = -40
        var high: Double = 40
        while true {
            let middle: Double = low + (high - low) / 2
            if middle <= low || middle >= high { return middle }
            if cumulative(middle) < p { low = middle } else { high = middle }
        }
    }
}
