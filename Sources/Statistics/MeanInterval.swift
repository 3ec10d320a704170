/// A mean with both its 95 % intervals.
package struct MeanInterval {
    package let mean: Double
    /// Student's t; nil below three values.
    package let confidence95: ClosedRange<Double>?
    /// Nil without a seed, and below three values.
    package let bootstrap95: ClosedRange<Double>?

    package init(_ values: [Double], seed: UInt64? = nil) {
        let moments = Moments(values)
        mean = moments.mean
        guard values.count >= PairedRatio.fewestPairsForInterval, let error = moments.standardError else {
            confidence95 = nil
            bootstrap95 = nil
            return
        }
        let reach: Double = StudentT(degreesOfFreedom: Double(values.count - 1)).quantile(0.975) * error
        confidence95 = (mean - reach)...(mean + reach)
        bootstrap95 = seed.flatMap { Bootstrap(seed: $0).interval95(ofMean: values) }
    }
}
