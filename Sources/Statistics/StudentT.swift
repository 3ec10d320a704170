import Glibc

/// Student's t distribution.
package struct StudentT: Sendable, Equatable {
    /// Positive; need not be whole.
    package let degreesOfFreedom: Double

    package init(degreesOfFreedom: Double) {
        precondition(degreesOfFreedom > 0)
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// P(T <= t), from the incomplete beta function (Abramowitz and Stegun 26.7.1).
    package func cumulative(_ t: Double) -> Double {
        let tail: Double = upperTail(abs(t))
        return t < 0 ? tail : 1 - tail
    }

    /// The t that a share `p` of the distribution lies below.
    ///
    /// Accurate to about 1e-12 relative. Infinite at 0 and 1.
    /// - Precondition: `p` lies in 0...1.
    package func quantile(_ p: Double) -> Double {
        precondition(p >= 0 && p <= 1)
        if p == 0.5 { return 0 }
        if p < 0.5 { return -upperQuantile(tail: p) }
        return upperQuantile(tail: 1 - p)
    }

    /// P(T > t) for t >= 0, without the cancellation of 1 - CDF.
    private func upperTail(_ t: Double) -> Double {
        let n: Double = degreesOfFreedom
        let square: Double = t * t
        // For small t the fraction's argument is close to 1; the complement keeps the digits.
        if square < n { return 0.5 * (1 - regularizedIncompleteBeta(square / (n + square), 0.5, n / 2)) }
        return 0.5 * regularizedIncompleteBeta(n / (n + square), n / 2, 0.5)
    }

    private func upperQuantile(tail: Double) -> Double {
        if tail == 0 { return .infinity }
        // The tail falls monotonically: bracket it by doubling, then halve the bracket.
        var low: Double = 0
        var high: Double = 1
        while upperTail(high) > tail && high < 1e300 {
            low = high
            high *= 2
        }
        while true {
            let middle: Double = low + (high - low) / 2
            if middle <= low || middle >= high { return high }
            if upperTail(middle) > tail { low = middle } else { high = middle }
        }
    }
}
