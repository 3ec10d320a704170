import Glibc

extension UnpairedRatio {
    /// What a gate's rule says of the ratio at a single look. Nil where a side has too few values for an interval.
    ///
    /// - Parameters:
    ///   - alpha: one-sided level of this comparison.
    ///   - rule: its smallest effect and its settling confidence.
    package func reading(alpha: Double, rule: GateRule) -> GateReading? {
        guard let standardError else { return nil }
        // Without any scatter the bounds are the estimate, whatever the quantiles are.
        let distribution = StudentT(degreesOfFreedom: degreesOfFreedom ?? 1)
        return GateReading(
            mean: log(estimate), error: standardError, critical: -distribution.quantile(alpha),
            settledCritical: distribution.quantile(rule.settledConfidence), threshold: rule.threshold)
    }
}
