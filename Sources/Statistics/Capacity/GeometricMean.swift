import Glibc

/// The mean of values on a logarithmic scale with its 95 % interval from Student's t, both back on the values' own
/// scale. Latencies of a trial near saturation spread in proportion, and so does their interval.
package struct GeometricMean: Sendable, Equatable {
    package let mean: Double
    package let interval95: ClosedRange<Double>
    package let count: Int

    /// Nil below three values, or with one that is not above zero.
    package init?(_ values: [Double]) {
        guard values.count >= 3, values.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
        let moments = Moments(values.map { log($0) })
        guard let error = moments.standardError else { return nil }
        let reach: Double = StudentT(degreesOfFreedom: Double(values.count - 1)).quantile(0.975) * error
        mean = exp(moments.mean)
        interval95 = exp(moments.mean - reach)...exp(min(709, moments.mean + reach))
        count = values.count
    }
}
