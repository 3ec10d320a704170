import Glibc

/// What trials measured of a stated quantity, its interval, and the finding.
package struct StatedReading: Sendable, Equatable {
    /// Mean of the trial values, or candidate / baseline - 1; nil without values, or where that is not finite.
    package let measured: Double?
    /// Student's t over the trials, or over the pairs' logarithms; from the smallest to the largest value for
    /// ``StatedValue/Sense/always``. Nil below three trials.
    package let confidence95: ClosedRange<Double>?
    package let finding: StatedFinding

    /// Of an arm's trial values. Infinite ones stand for what never happened.
    package init(_ values: [Double], _ stated: StatedValue) {
        guard let smallest = values.min(), let largest = values.max(), !values.contains(where: \.isNaN) else {
            self.init(measured: nil, confidence95: nil, finding: .noInterval)
            return
        }
        if stated.sense == .always {
            let isRefuted: Bool = smallest != stated.value || largest != stated.value
            let isFinite: Bool = smallest.isFinite && largest.isFinite
            // One trial refutes it; to hold it takes as many as an interval does.
            let finding: StatedFinding =
                isRefuted
                ? .notReproduced
                : values.count < PairedRatio.fewestPairsForInterval ? .noInterval : .reproduced
            self.init(
                measured: isFinite ? Moments(values).mean : nil,
                confidence95: isFinite ? smallest...largest : nil, finding: finding)
            return
        }
        guard smallest.isFinite, largest.isFinite else {
            // All infinite is an answer; one among finite ones leaves the mean open to above.
            let isWhole: Bool = smallest == .infinity && values.count >= PairedRatio.fewestPairsForInterval
            self.init(
                measured: nil, confidence95: nil,
                finding: isWhole ? stated.finding(Double.infinity...Double.infinity) : .noInterval)
            return
        }
        let interval = MeanInterval(values)
        self.init(interval.mean, interval.confidence95, stated)
    }

    /// Of the change from a baseline's trial values to a candidate's of the same blocks; -0.9 for a tenth.
    ///
    /// Infinite values stand for what never happened: where all of the candidate's are, so is the change.
    package init(baseline: [Double], candidate: [Double], _ stated: StatedValue) {
        if candidate.count >= PairedRatio.fewestPairsForInterval, candidate.allSatisfy({ $0 == .infinity }),
            baseline.allSatisfy(\.isFinite)
        {
            self.init(
                measured: nil, confidence95: nil, finding: stated.finding(Double.infinity...Double.infinity))
            return
        }
        guard let ratio = PairedRatio(baseline: baseline, candidate: candidate) else {
            self.init(measured: nil, confidence95: nil, finding: .noInterval)
            return
        }
        self.init(
            ratio.estimate - 1,
            ratio.confidence95.map { ($0.lowerBound - 1)...($0.upperBound - 1) }, stated)
    }

    /// Of the change where one side has values near zero, of which no more is known than that they are from zero to `least`.
    ///
    /// What the change is at the least and at the most: a candidate's value near zero may be `least` and may be nothing,
    /// which is the whole change; one of the baseline may be nothing, and the change without end. At the end that has a
    /// number this is the end of the interval of ratios with `least` in the place of such values: as no true value lies
    /// beyond it, neither does the mean of their logarithms, and the interval covers at least as often as it says. Without
    /// an estimate.
    ///
    /// - Parameter least: above zero; every value of the other side is so large or larger.
    package init(
        baseline: [Double], candidate: [Double], knownFrom least: Double, _ stated: StatedValue
    ) {
        let ratio = PairedRatio(
            baseline: baseline.map { max($0, least) }, candidate: candidate.map { max($0, least) })
        let isSmall: (baseline: Bool, candidate: Bool) = (
            baseline.contains { $0 < least }, candidate.contains { $0 < least }
        )
        let bounds: ClosedRange<Double>? = ratio?.confidence95.map { interval in
            let low: Double = isSmall.candidate ? 0 : interval.lowerBound
            let high: Double = isSmall.baseline ? .infinity : interval.upperBound
            return (low - 1)...(high - 1)
        }
        self.init(
            measured: nil, confidence95: bounds, finding: bounds.map { stated.finding($0) } ?? .noInterval)
    }

    /// Of a quantity whose interval was found otherwise.
    package init(_ measured: Double, _ confidence95: ClosedRange<Double>?, _ stated: StatedValue) {
        self.init(
            measured: measured, confidence95: confidence95,
            finding: confidence95.map { stated.finding($0) } ?? .noInterval)
    }

    private init(measured: Double?, confidence95: ClosedRange<Double>?, finding: StatedFinding) {
        self.measured = measured
        self.confidence95 = confidence95
        self.finding = finding
    }
}
