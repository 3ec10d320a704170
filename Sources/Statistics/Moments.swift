/// Count, mean and variance of a stream of values in one pass.
///
/// Welford's update keeps the sum of squared deviations, so values that share a large offset (an
/// epoch in nanoseconds) lose no digits.
package struct Moments: Sendable, Equatable {
    package private(set) var count: Int = 0
    /// 0 while `count` is 0.
    package private(set) var mean: Double = 0
    private var squaredDeviations: Double = 0

    package init() {}

    package init(_ values: some Sequence<Double>) {
        for value in values { add(value) }
    }

    package mutating func add(_ value: Double) {
        count += 1
        let before: Double = value - mean
        mean += before / Double(count)
        squaredDeviations += before * (value - mean)
    }

    /// Sample variance (divisor n - 1); nil below two values.
    package var variance: Double? { count < 2 ? nil : squaredDeviations / Double(count - 1) }

    /// Variance of the values themselves (divisor n); nil without values.
    package var populationVariance: Double? { count < 1 ? nil : squaredDeviations / Double(count) }

    package var standardDeviation: Double? { variance?.squareRoot() }

    /// Standard error of the mean.
    package var standardError: Double? { variance.map { ($0 / Double(count)).squareRoot() } }
}
