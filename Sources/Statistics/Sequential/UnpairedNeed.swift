import Glibc

/// How many values two sides that share nothing would need for a gate's rule to have a finding at a single look, if
/// their means and spreads stayed as they are.
///
/// As ``GatePlan/pairsNeeded(metric:mean:spread:)``, with the standard error and the degrees of freedom of Welch's
/// interval (``UnpairedRatio``).
package struct UnpairedNeed: Sendable {
    /// Of the logarithms.
    private let baseline: Moments
    private let candidate: Moments
    private let alpha: Double
    private let rule: GateRule

    /// More values than these are not promised to tell anything.
    package static let most = GatePlan.mostPairsNeeded

    /// - Parameters:
    ///   - baseline: values above zero, at least two.
    ///   - candidate: the same.
    ///   - alpha: one-sided level of this comparison.
    package init(baseline: [Double], candidate: [Double], alpha: Double, rule: GateRule) {
        self.baseline = Moments(baseline.map { log($0) })
        self.candidate = Moments(candidate.map { log($0) })
        self.alpha = alpha
        self.rule = rule
    }

    /// Values of the candidate, with those of the baseline as many as they are. Nil where ``most`` would not do.
    package var ofCandidate: Int? {
        first { isEnough(baseline.count, $0) }
    }

    /// Values on each side. Nil where ``most`` would not do.
    package var ofEach: Int? {
        first { isEnough($0, $0) }
    }

    /// The first number that is enough, to some 5 %. One after the other: with a fixed side, degrees of freedom may
    /// fall as values are added.
    private func first(_ isEnough: (Int) -> Bool) -> Int? {
        var count: Int = UnpairedRatio.fewestValuesForInterval
        while count <= Self.most {
            if isEnough(count) { return count }
            count = max(count + 1, count * 21 / 20)
        }
        return nil
    }

    private func isEnough(_ left: Int, _ right: Int) -> Bool {
        guard let leftVariance = baseline.variance, let rightVariance = candidate.variance else {
            return false
        }
        let mean: Double = candidate.mean - baseline.mean
        let isLarge: Bool = mean >= rule.threshold
        let distance: Double = isLarge ? mean : rule.threshold - mean
        let leftError: Double = leftVariance / Double(left)
        let rightError: Double = rightVariance / Double(right)
        let error: Double = leftError + rightError
        guard error > 0 else { return distance > 0 }
        let freedom: Double =
            error * error
            / (leftError * leftError / Double(left - 1) + rightError * rightError / Double(right - 1))
        let confidence: Double = isLarge ? 1 - alpha : rule.settledConfidence
        return StudentT(degreesOfFreedom: freedom).quantile(confidence) * error.squareRoot() < distance
    }
}
