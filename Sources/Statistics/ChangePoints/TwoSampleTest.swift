import Glibc

/// Student's two-sample t-test: whether two parts of a series can have one level.
///
/// The variance is unbiased and pooled over both parts. Welch's test would let the shorter part alone
/// say how much values scatter: with eight values behind a step of three deviations it reaches p = 1e-4 in
/// little more than half of the cases.
package struct TwoSampleTest: Sendable, Equatable {
    package let before: Moments
    package let after: Moments
    /// Infinite where neither part scatters and the means differ; 0 where the means are equal.
    package let t: Double
    /// Chance of a difference at least as large, either way, between parts of one level.
    package let pValue: Double

    /// - Precondition: the parts hold three values or more together, and neither is empty.
    package init(before: Moments, after: Moments) {
        precondition(before.count > 0 && after.count > 0 && before.count + after.count > 2)
        self.before = before
        self.after = after
        let difference: Double = after.mean - before.mean
        let error: Double = Self.standardError(before, after)
        if difference == 0 {
            t = 0
            pValue = 1
        } else if error == 0 {
            t = difference < 0 ? -.infinity : .infinity
            pValue = 0
        } else {
            t = difference / error
            let student = StudentT(degreesOfFreedom: Double(before.count + after.count - 2))
            pValue = min(1, 2 * student.cumulative(-abs(difference / error)))
        }
    }

    /// Of the difference of the means.
    private static func standardError(_ before: Moments, _ after: Moments) -> Double {
        func squares(_ part: Moments) -> Double { (part.populationVariance ?? 0) * Double(part.count) }
        let freedom: Double = Double(before.count + after.count - 2)
        let variance: Double = (squares(before) + squares(after)) / freedom
        return (variance * (1 / Double(before.count) + 1 / Double(after.count))).squareRoot()
    }

    /// After minus before.
    package var difference: Double { after.mean - before.mean }

    /// 95 % interval of the difference.
    package var difference95: ClosedRange<Double> {
        let student = StudentT(degreesOfFreedom: Double(before.count + after.count - 2))
        let reach: Double = student.quantile(0.975) * Self.standardError(before, after)
        return (difference - reach)...(difference + reach)
    }
}
