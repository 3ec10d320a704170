import LoadEngine
import Scenarios

/// Ends a trial while it runs, when counts that can only grow are already too large.
struct AbortWatch: Sendable, Equatable {
    /// A count and what it must not reach.
    struct Rule: Sendable, Equatable {
        var expression: ThresholdExpression
        var count: Count
        /// Counted in earlier trials of the cell.
        var earlier: Double
        /// CLOCK_REALTIME nanoseconds before which it ends nothing.
        var notBefore: Int64
    }

    /// What the generator tells while it runs.
    enum Count: Sendable, Equatable {
        /// Of all kinds.
        case errors
        case disconnects

        /// Nil for figures that take the analysis.
        init?(_ figure: ThresholdFigure) {
            switch figure {
            case .errors(kind: nil): self = .errors
            case .scalar(.disconnects): self = .disconnects
            case .latency, .scalar, .errors: return nil
            }
        }

        func value(_ progress: LoadProgress) -> Double {
            switch self {
            case .errors: Double(progress.errors)
            case .disconnects: Double(progress.disconnects)
            }
        }
    }

    /// Position of the trial.
    var trial: Int
    /// `ARM@LOAD`.
    var cell: String
    var rules: [Rule]

    /// - Parameter now: CLOCK_REALTIME nanoseconds.
    /// - Returns: the first threshold that cannot hold any more, from the beginning of the load on.
    func violation(_ progress: LoadProgress, now: Int64) -> ThresholdAbort? {
        guard progress.timeline.steadyStart > 0 else { return nil }
        for rule in rules where now >= rule.notBefore {
            let value: Double = rule.earlier + rule.count.value(progress)
            guard rule.expression.cannotHold(from: value) else { continue }
            return ThresholdAbort(
                expression: rule.expression, trial: trial, cell: cell,
                second: Double(now - progress.timeline.steadyStart) / 1e9, value: value)
        }
        return nil
    }
}

extension ThresholdExpression {
    /// Whether it is violated for good by a count that can only grow.
    func cannotHold(from value: Double) -> Bool {
        switch comparison {
        case .less, .lessOrEqual: !comparison.holds(value, limitValue)
        case .equal: value > limitValue
        case .greater, .greaterOrEqual, .notEqual: false
        }
    }
}
