import Metering
import Results
import Scenarios

/// The thresholds of a run that end it as soon as they are violated.
struct AbortRules: Sendable {
    private let thresholds: [Threshold]
    /// CLOCK_REALTIME nanoseconds at the run's start.
    private let start: Int64

    init(_ thresholds: [Threshold], start: Int64) {
        self.thresholds = thresholds.filter(\.aborts)
        self.start = start
    }

    var isEmpty: Bool { thresholds.isEmpty }

    /// What a trial is watched for while it runs; nil when nothing can end it.
    ///
    /// - Parameter cell: what earlier trials of the trial's cell made; nil before the first.
    func watch(trial: Int, arm: String, load: String, cell: Cell?) -> AbortWatch? {
        let rules: [AbortWatch.Rule] = thresholds.compactMap { threshold in
            let expression: ThresholdExpression = threshold.expression
            guard let count = AbortWatch.Count(expression.left.figure), expression.combination == nil,
                expression.window == nil, expression.left.names(arm: arm, load: load)
            else { return nil }
            let counted: [Trial] = cell?.trials.filter(\.counts) ?? []
            let earlier: [Double] = counted.compactMap { expression.left.figure.value(figures: $0.figures) }
            return AbortWatch.Rule(
                expression: expression, count: count, earlier: earlier.reduce(0, +),
                notBefore: start + threshold.abortDelay)
        }
        return rules.isEmpty ? nil : AbortWatch(trial: trial, cell: "\(arm)@\(load)", rules: rules)
    }

    /// The first threshold that the trials so far violate.
    ///
    /// Counts that more trials could still lift over their limit do not, and what is undecided waits.
    /// - Parameters:
    ///   - trial: position of the trial that has just been analysed, and `cell` its `ARM@LOAD`.
    ///   - now: CLOCK_REALTIME nanoseconds.
    func violation(_ cells: [Cell], trial: Int, cell: String, now: Int64) -> ThresholdAbort? {
        let evaluation = ThresholdEvaluation(cells: cells.filter { $0.trials.contains(where: \.counts) })
        for threshold in thresholds where now >= start + threshold.abortDelay {
            let expression: ThresholdExpression = threshold.expression
            let result: ThresholdResult = evaluation.result(expression)
            guard result.outcome == .failed else { continue }
            let grows: Bool =
                expression.left.figure.isTotal && expression.combination == nil && expression.window == nil
            if grows, let value = result.value, !expression.cannotHold(from: value) { continue }
            return ThresholdAbort(expression: expression, trial: trial, cell: cell)
        }
        return nil
    }
}
