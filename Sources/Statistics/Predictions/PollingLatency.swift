/// The mean update latency that polling at an interval must show (measurement.md).
///
/// An update occurs at a random point of an interval, and long intervals catch more updates: the mean
/// wait is the mean residual life, T/2 + var/(2T), and then the response takes its time.
package struct PollingLatency: Sendable, Equatable {
    package static let formula = "T/2 + var/(2T) + response"

    /// Mean time between two polls of a client.
    package var interval: Double
    /// Variance of that time, in the square of its unit.
    package var intervalVariance: Double
    /// Mean response time, from the intended poll time.
    package var response: Double

    package init(interval: Double, intervalVariance: Double, response: Double) {
        self.interval = interval
        self.intervalVariance = intervalVariance
        self.response = response
    }

    /// In the unit of the inputs.
    package var mean: Double { interval / 2 + intervalVariance / (2 * interval) + response }
}
