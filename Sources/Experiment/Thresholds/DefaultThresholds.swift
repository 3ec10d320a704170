import Results
import Scenarios

/// What must hold in every cell unless a scenario says otherwise: nothing lost, duplicated,
/// reordered, and no errors; nothing where faults were injected. What cannot be known is undecided.
enum DefaultThresholds {
    private static let figures: [ThresholdFigure] = [
        .scalar(.lost), .scalar(.duplicated), .scalar(.reordered), .errors(kind: nil),
    ]

    /// - Parameter asked: figures that the scenario has conditions of its own for.
    static func check(_ cell: Cell, asked: Set<ThresholdFigure> = []) -> [ThresholdResult] {
        // What faults on purpose did is reported, and held against what the scenario asks.
        guard cell.summary.faults?.outcomes.isEmpty != false else { return [] }
        let evaluation = ThresholdEvaluation(cells: [cell])
        return figures.filter { !asked.contains($0) }.compactMap { figure in
            // A target whose updates bear no sequence cannot be held to what only that tells.
            guard figure.reading(of: cell) != nil else { return nil }
            var result: ThresholdResult = evaluation.result(
                ThresholdExpression(
                    left: ThresholdOperand(arm: cell.arm, figure: figure, load: cell.load.name),
                    comparison: .equal, limit: .zero))
            result.byDefault = true
            return result
        }
    }
}
