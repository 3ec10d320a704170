import Glibc

/// How a gate ends.
package enum GateOutcome: String, Sendable, CaseIterable {
    /// A metric grew, and by enough to matter.
    case regressed
    /// Nothing grew by as much as matters, and a metric fell by that much.
    case improved
    /// Nothing changed by as much as matters.
    case noDifference
    /// The pairs there were do not tell.
    case cannotTell
}

/// Pairs of trials in, a verdict out: the whole of a gate's judgement, without a clock or a server.
///
/// All metrics are costs: more is worse. Values are log-ratios, log(head / base), one of each metric a pair. Pairs are
/// judged at the planned looks only, whatever comes between them.
package struct GateDecision: Sendable {
    package let plan: GatePlan
    /// What each look found, in order.
    package private(set) var looks: [GateLook] = []
    /// Nil while more pairs are wanted.
    package private(set) var outcome: GateOutcome?
    private var moments: [Moments]

    package init(_ plan: GatePlan) {
        self.plan = plan
        moments = plan.rule.weights.map { _ in Moments() }
    }

    package var pairs: Int { moments[0].count }

    /// Takes the next pair in.
    ///
    /// - Parameter logRatios: one a metric, finite.
    /// - Precondition: the gate has no outcome yet.
    package mutating func add(_ logRatios: [Double]) {
        precondition(outcome == nil && logRatios.count == moments.count && logRatios.allSatisfy(\.isFinite))
        for (metric, value) in logRatios.enumerated() { moments[metric].add(value) }
        guard let look = plan.looks.firstIndex(of: pairs) else { return }
        judge(look: look)
    }

    private mutating func judge(look: Int) {
        let isLast: Bool = look == plan.looks.count - 1
        var readings: [GateReading] = moments.enumerated().map { metric, moments in
            GateReading(
                moments, critical: plan.critical(metric: metric, look: look),
                settledCritical: plan.settledCritical(look: look), threshold: plan.rule.threshold)
        }
        if isLast { passOn(&readings) }
        looks.append(GateLook(pairs: pairs, readings: readings))
        outcome = Self.outcome(readings, isLast: isLast)
    }

    /// Holm's procedure: while a metric is above its bound, its share goes to those that are not.
    private func passOn(_ readings: inout [GateReading]) {
        var remaining: Int = (1 << readings.count) - 1
        var changed = true
        while changed {
            changed = false
            for metric in readings.indices where remaining & (1 << metric) != 0 {
                readings[metric].critical = plan.lastCritical(metric: metric, remaining: remaining)
                if readings[metric].lower > 0 {
                    remaining &= ~(1 << metric)
                    changed = true
                }
            }
        }
    }

    /// Nil to go on.
    static func outcome(_ readings: [GateReading], isLast: Bool) -> GateOutcome? {
        if readings.contains(where: { $0.state == .regressed }) { return .regressed }
        let passed: GateOutcome =
            readings.contains { $0.state == .improved } ? .improved : .noDifference
        if readings.allSatisfy({ $0.state != .open }) { return passed }
        guard isLast else { return nil }
        // The primary metric has to be settled. One beside it that is merely too noisy does not hold the verdict
        // up; one whose estimate alone would be a regression does.
        let holdsUp: Bool = readings.contains { $0.state == .open && $0.mean >= $0.threshold }
        return readings[0].state == .open || holdsUp ? .cannotTell : passed
    }
}
