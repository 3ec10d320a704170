/// A condition that a run has to meet, and what happens when it does not.
package struct Threshold: Sendable, Equatable {
    package var expression: ThresholdExpression
    /// The run ends as soon as it is violated.
    package var aborts: Bool
    /// Nanoseconds from the run's start in which it ends nothing.
    package var abortDelay: Int64

    package init(_ expression: ThresholdExpression, aborts: Bool = false, abortDelay: Int64 = 0) {
        self.expression = expression
        self.aborts = aborts
        self.abortDelay = abortDelay
    }
}

/// What a threshold compares with what.
///
/// Its description is the canonical spelling, which reads back to the same expression.
package struct ThresholdExpression: Sendable, Hashable {
    package var left: ThresholdOperand
    /// A second figure, and how both become one value.
    package var combination: Combination?
    package var comparison: ThresholdComparison
    package var limit: ThresholdQuantity
    /// Length of the windows that each have to meet the condition, nanoseconds; nil asks for the whole run.
    package var window: Int64?

    package enum Combination: Sendable, Hashable {
        /// `left` divided by it.
        case ratio(ThresholdOperand)
        /// `left` minus it.
        case difference(ThresholdOperand)

        package var operand: ThresholdOperand {
            switch self {
            case .ratio(let operand), .difference(let operand): operand
            }
        }
    }

    package init(
        left: ThresholdOperand, combination: Combination? = nil, comparison: ThresholdComparison,
        limit: ThresholdQuantity, window: Int64? = nil
    ) {
        self.left = left
        self.combination = combination
        self.comparison = comparison
        self.limit = limit
        self.window = window
    }

    /// One operand, or two.
    package var operands: [ThresholdOperand] { [left] + (combination.map { [$0.operand] } ?? []) }

    /// Of the value that is compared: a ratio of two figures is a number, whatever they are.
    package var dimension: ThresholdDimension {
        if case .ratio = combination { .share } else { left.figure.dimension }
    }

    /// The right-hand side in the unit of `dimension`.
    package var limitValue: Double { limit.value(of: dimension) }
}

/// A figure of an arm at a load point.
package struct ThresholdOperand: Sendable, Hashable {
    /// Nil stands for every arm that has the figure.
    package var arm: String?
    package var figure: ThresholdFigure
    /// The load point's label; nil stands for all of them, of which the worst decides.
    package var load: String?

    package init(arm: String? = nil, figure: ThresholdFigure, load: String? = nil) {
        self.arm = arm
        self.figure = figure
        self.load = load
    }
}

/// How a value is held against its limit.
package enum ThresholdComparison: String, Sendable, CaseIterable {
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case equal = "=="
    case notEqual = "!="

    package func holds(_ value: Double, _ limit: Double) -> Bool {
        switch self {
        case .less: value < limit
        case .lessOrEqual: value <= limit
        case .greater: value > limit
        case .greaterOrEqual: value >= limit
        case .equal: value == limit
        case .notEqual: value != limit
        }
    }

    /// How far a value is on the wrong side of the limit, or from it: of several, the largest is the worst.
    package func badness(_ value: Double, _ limit: Double) -> Double {
        switch self {
        case .less, .lessOrEqual: value - limit
        case .greater, .greaterOrEqual: limit - value
        case .equal: (value - limit).magnitude
        case .notEqual: -(value - limit).magnitude
        }
    }
}
