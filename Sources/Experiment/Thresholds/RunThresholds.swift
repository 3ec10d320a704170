import Results
import Scenarios

/// Everything a run is held against: the scenario's thresholds, and those that every run has.
enum RunThresholds {
    /// - Parameters:
    ///   - partial: the run ended before all of its cells were measured.
    ///   - abort: the threshold that ended it, if one did.
    static func all(
        _ cells: [Cell], thresholds: [Threshold], partial: Bool, abort: ThresholdAbort?
    ) -> [ThresholdResult] {
        let evaluation = ThresholdEvaluation(cells: cells)
        let own: [ThresholdResult] = thresholds.map { threshold in
            var result: ThresholdResult = evaluation.result(threshold.expression)
            // It may have been asked of cells that were never measured.
            if partial, result.passed { result.note = "of what was measured before the run ended" }
            guard let abort, abort.expression == threshold.expression else { return result }
            return result.ended(by: abort)
        }
        return own + cells.flatMap { DefaultThresholds.check($0, asked: asked(thresholds, of: $0)) }
    }

    /// Figures of a cell that the scenario has conditions of its own for.
    private static func asked(_ thresholds: [Threshold], of cell: Cell) -> Set<ThresholdFigure> {
        let own: [ThresholdExpression] = thresholds.map(\.expression).filter { expression in
            expression.window == nil && expression.combination == nil
                && expression.left.names(arm: cell.arm, load: cell.load.name)
        }
        return Set(own.map(\.left.figure))
    }
}
