/// A gate's rule with its critical values worked out.
///
/// At a look of n pairs a metric's mean log-ratio is compared with t standard errors, where t is the quantile of
/// Student's distribution with n - 1 degrees of freedom at the nominal level of the group-sequential boundary
/// (the significance level approach: Jennison and Turnbull, Group Sequential Methods, 2000, section 4.4).
///
/// Metrics share alpha by their weights (Bonferroni) at all looks but the last. There Holm's procedure
/// (Scand. J. Statist. 6, 1979, with weights) passes the part of a metric that was called on to the others: a
/// metric is tested on the boundary of the share that it then has, as in Maurer and Bretz (Stat. Biopharm. Res. 5,
/// 2013), which keeps the chance of any false call at alpha because the boundary falls as the share grows.
package struct GatePlan: Sendable {
    package let rule: GateRule
    /// Pairs at each look.
    package let looks: [Int]
    /// Nominal level of each metric at each look, with its own share.
    private let ownLevels: [[Double]]
    /// Nominal level at the last look, by the set of metrics that still share alpha (a bit each).
    private let lastLevels: [[Double]]
    /// t quantiles of `ownLevels` and `lastLevels`.
    private let ownCriticals: [[Double]]
    private let lastCriticals: [[Double]]
    /// t quantile of the settled bound at each look.
    private let settledCriticals: [Double]

    /// - Precondition: at least 3 pairs, weights above 0, at most 8 of them.
    package init(_ rule: GateRule) {
        precondition(
            rule.maxPairs >= GateRule.fewestPairs && !rule.weights.isEmpty && rule.weights.count <= 8)
        self.rule = rule
        let looks: [Int] = rule.looks
        self.looks = looks
        let fractions: [Double] = looks.map { Double($0) / Double(rule.maxPairs) }
        let metrics: Range<Int> = rule.weights.indices
        var known: [Double: [Double]] = [:]
        func levels(share: Double) -> [Double] {
            if let levels = known[share] { return levels }
            let levels = SequentialBoundary(alpha: rule.alpha * share, fractions: fractions).levels
            known[share] = levels
            return levels
        }
        func share(of metric: Int, among set: Int) -> Double {
            let all: Double = metrics.filter { set & (1 << $0) != 0 }.reduce(0) { $0 + rule.weights[$1] }
            // Rounded, so that equal shares of different sets are worked out once.
            return (rule.weights[metric] / all * 1e12).rounded() / 1e12
        }
        let everyone: Int = (1 << rule.weights.count) - 1
        let last: Int = looks.count - 1
        ownLevels = metrics.map { levels(share: share(of: $0, among: everyone)) }
        lastLevels = (0...everyone).map { set in
            metrics.map { set & (1 << $0) == 0 ? 0 : levels(share: share(of: $0, among: set))[last] }
        }
        ownCriticals = ownLevels.map { levels in
            zip(levels, looks).map { Self.critical(level: $0, pairs: $1) }
        }
        let most: Int = looks[last]
        lastCriticals = lastLevels.map { $0.map { Self.critical(level: $0, pairs: most) } }
        settledCriticals = looks.map { Self.critical(level: 1 - rule.settledConfidence, pairs: $0) }
    }

    /// Standard errors that metric `metric` has to be away at look `look`, with its own share of alpha.
    package func critical(metric: Int, look: Int) -> Double { ownCriticals[metric][look] }

    /// The same at the last look, where the metrics in `remaining` (a bit each) share alpha.
    func lastCritical(metric: Int, remaining: Int) -> Double { lastCriticals[remaining][metric] }

    /// Standard errors of the bound that tells whether a metric is settled.
    package func settledCritical(look: Int) -> Double { settledCriticals[look] }

    /// Nominal one-sided level of a metric at the last look, with its own share of alpha.
    package func lastLevel(metric: Int) -> Double { ownLevels[metric][looks.count - 1] }

    /// The upper quantile of Student's t for `pairs`; infinite at level 0.
    static func critical(level: Double, pairs: Int) -> Double {
        -StudentT(degreesOfFreedom: Double(pairs - 1)).quantile(level)
    }
}
