import Glibc

/// How much larger candidate values are than baseline values that they share nothing with: two runs at
/// different times, for instance.
///
/// The difference of the mean logarithms, with Welch's interval: the two sides may scatter differently
/// (Welch 1947; degrees of freedom after Satterthwaite 1946).
package struct UnpairedRatio: Sendable, Equatable {
    /// Fewer values on a side give no interval, as fewer pairs do not.
    package static let fewestValuesForInterval = PairedRatio.fewestPairsForInterval

    /// Candidate / baseline: ratio of the geometric means.
    package let estimate: Double
    /// Nil below 3 values on a side.
    package let confidence95: ClosedRange<Double>?
    /// Of Welch's t; nil without an interval and where no value scatters.
    package let degreesOfFreedom: Double?
    /// Of the estimate's logarithm; nil without an interval.
    package let standardError: Double?

    /// Nil when a side is empty or a value is not positive and finite.
    package init?(baseline: [Double], candidate: [Double]) {
        guard !baseline.isEmpty, !candidate.isEmpty,
            (baseline + candidate).allSatisfy({ $0 > 0 && $0.isFinite })
        else { return nil }
        let left = Moments(baseline.map { log($0) })
        let right = Moments(candidate.map { log($0) })
        let difference: Double = right.mean - left.mean
        estimate = exp(difference)
        guard min(left.count, right.count) >= Self.fewestValuesForInterval,
            let leftVariance = left.variance, let rightVariance = right.variance
        else {
            confidence95 = nil
            degreesOfFreedom = nil
            standardError = nil
            return
        }
        let leftError: Double = leftVariance / Double(left.count)
        let rightError: Double = rightVariance / Double(right.count)
        let error: Double = leftError + rightError
        guard error > 0 else {
            confidence95 = estimate...estimate
            degreesOfFreedom = nil
            standardError = 0
            return
        }
        let spread: Double =
            leftError * leftError / Double(left.count - 1) + rightError * rightError / Double(right.count - 1)
        let freedom: Double = error * error / spread
        let reach: Double = StudentT(degreesOfFreedom: freedom).quantile(0.975) * error.squareRoot()
        degreesOfFreedom = freedom
        standardError = error.squareRoot()
        confidence95 = exp(difference - reach)...exp(difference + reach)
    }
}
