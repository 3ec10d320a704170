import Glibc

/// The mean of values on a logarithmic scale with its 95 % interval from Student's t, both back on the values' own
/// scale. Latencies of a trial near saturation spread in proportion, and so does their interval.
package struct GeometricMean: Sendable, Equatable {
    package let mean: Double
    package let interval95: ClosedRange<Double>
    package let count: Int

    /// Nil below three values, or with one that is not above zero.
    package init?(_ values: [Double]) {
        guard values.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
        let logarithms = MeanInterval(values.map { log($0) })
        guard let interval = logarithms.confidence95 else { return nil }
        mean = exp(logarithms.mean)
        interval95 = exp(interval.lowerBound)...exp(min(709, interval.upperBound))
        count = values.count
    }
}
