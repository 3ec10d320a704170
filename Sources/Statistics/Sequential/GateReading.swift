import Glibc

/// One look at all metrics.
package struct GateLook: Sendable, Equatable {
    package var pairs: Int
    /// In the metrics' order.
    package var readings: [GateReading]

    package init(pairs: Int, readings: [GateReading]) {
        self.pairs = pairs
        self.readings = readings
    }
}

/// One metric at one look. All values are differences of logarithms, head less base.
package struct GateReading: Sendable, Equatable {
    /// What a metric says about itself.
    package enum State: String, Sendable, CaseIterable {
        /// The lower bound is above zero and the estimate at least the smallest effect that matters.
        case regressed
        /// The upper bound is below zero and the estimate as far down.
        case improved
        /// The upper bound of settling lies under the smallest effect that matters.
        case noDifference
        /// None of these.
        case open
    }

    package let mean: Double
    /// Standard error of the mean.
    package let error: Double
    /// Standard errors from the mean to `lower` and `upper`.
    package internal(set) var critical: Double
    /// Standard errors from the mean to `settledUpper`.
    package let settledCritical: Double
    /// The smallest effect that matters.
    package let threshold: Double

    package init(mean: Double, error: Double, critical: Double, settledCritical: Double, threshold: Double) {
        self.mean = mean
        self.error = error
        self.critical = critical
        self.settledCritical = settledCritical
        self.threshold = threshold
    }

    init(_ moments: Moments, critical: Double, settledCritical: Double, threshold: Double) {
        self.init(
            mean: moments.mean, error: moments.standardError ?? .infinity, critical: critical,
            settledCritical: settledCritical, threshold: threshold)
    }

    /// Bounds of the sequential interval: over all looks and metrics together, an interval that misses zero without
    /// an effect has the gate's error rate.
    package var lower: Double { mean - reach(critical) }
    package var upper: Double { mean + reach(critical) }
    /// Upper bound at the confidence that settles.
    package var settledUpper: Double { mean + reach(settledCritical) }

    package var state: State {
        // Limits are met by what equals them up to the last bits of a logarithm.
        if lower > 0, mean >= threshold - 1e-12 { return .regressed }
        if upper < 0, mean <= -threshold + 1e-12 { return .improved }
        return settledUpper < threshold ? .noDifference : .open
    }

    /// Pairs without any spread have bounds at their mean, however many errors these are away.
    private func reach(_ critical: Double) -> Double { error == 0 ? 0 : critical * error }
}
