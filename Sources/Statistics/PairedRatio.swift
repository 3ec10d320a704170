import Glibc

/// How much larger candidate values are than the baseline values they are paired with.
///
/// The mean of log(candidate / baseline) over the pairs, so that doubling and halving weigh the
/// same and what a block of trials has in common cancels.
package struct PairedRatio: Sendable, Equatable {
    /// Fewer pairs give no interval (measurement.md).
    package static let fewestPairsForInterval = 3

    /// Candidate / baseline: exp of the mean log-ratio.
    package let estimate: Double
    /// 95 % interval from t on the pairs; nil below 3 pairs.
    package let confidence95: ClosedRange<Double>?
    /// The same interval from a bootstrap over the pairs; nil below 3 pairs.
    package let bootstrap95: ClosedRange<Double>?
    package let pairs: Int
    /// Relative spread of one side's trials that the pairs show: the deviation of their log-ratios over
    /// sqrt(2). Nil below 2 pairs.
    package let trialSpread: Double?

    /// Nil without pairs, or when a value is not positive and finite: compare those by difference.
    package init?(baseline: [Double], candidate: [Double], seed: UInt64 = 0) {
        precondition(baseline.count == candidate.count, "every pair has both sides")
        guard !baseline.isEmpty, (baseline + candidate).allSatisfy({ $0 > 0 && $0.isFinite }) else {
            return nil
        }
        let logs: [Double] = zip(baseline, candidate).map { log($1 / $0) }
        let interval = MeanInterval(logs, seed: seed)
        trialSpread = Moments(logs).standardDeviation.map { $0 / 2.0.squareRoot() }
        estimate = exp(interval.mean)
        confidence95 = interval.confidence95.map { exp($0.lowerBound)...exp($0.upperBound) }
        bootstrap95 = interval.bootstrap95.map { exp($0.lowerBound)...exp($0.upperBound) }
        pairs = logs.count
    }
}

/// How much candidate values differ from the baseline values they are paired with, in their unit.
///
/// For quantities near zero, where a ratio means nothing.
package struct PairedDifference: Sendable, Equatable {
    /// Mean of candidate - baseline.
    package let estimate: Double
    /// 95 % interval from t on the pairs; nil below 3 pairs.
    package let confidence95: ClosedRange<Double>?
    /// The same interval from a bootstrap over the pairs; nil below 3 pairs.
    package let bootstrap95: ClosedRange<Double>?
    package let pairs: Int

    /// Nil without pairs or when a value is not finite.
    ///
    /// - Parameter seed: of the bootstrap; nil leaves it out, which saves its ten thousand resamples.
    package init?(baseline: [Double], candidate: [Double], seed: UInt64? = 0) {
        precondition(baseline.count == candidate.count, "every pair has both sides")
        guard !baseline.isEmpty, (baseline + candidate).allSatisfy(\.isFinite) else { return nil }
        let interval = MeanInterval(zip(baseline, candidate).map { $1 - $0 }, seed: seed)
        estimate = interval.mean
        confidence95 = interval.confidence95
        bootstrap95 = interval.bootstrap95
        pairs = baseline.count
    }
}
