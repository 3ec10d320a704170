import Results
import Scenarios

extension ThresholdEvaluation {
    /// Samples that have to lie beyond a quantile of a window for it to be judged: the tail of fewer is a
    /// matter of single updates.
    static let samplesBeyondQuantile: Double = 10

    /// Every window of every counted trial has to meet the condition.
    func windows(_ expression: ThresholdExpression, of length: Int64) -> ThresholdResult {
        let seconds: Double = Double(length) / 1e9
        var tally = WindowVerdicts(expression)
        var missing: Cell?
        let cells: [Cell] = matching(expression.left).filter { expression.left.figure.reading(of: $0) != nil }
        for cell in cells {
            let trials: [Trial] = cell.trials.filter(\.counts)
            for trial in trials {
                let own: WindowedFigure? = trial.windows?.first {
                    $0.figure == expression.left.figure.description && $0.seconds == seconds
                }
                guard let own else {
                    missing = missing ?? cell
                    continue
                }
                for window in own.windows { tally.take(window, of: trial, in: cell) }
            }
            if trials.isEmpty { missing = missing ?? cell }
        }
        var result = tally.result(seconds: seconds)
        if result.windows?.failed == 0, missing != nil || cells.isEmpty {
            result.passed = false
            result.cell = missing?.label
            result.undecided = "no trial that could tell was completed"
        }
        return result
    }
}

/// Adds up how windows do.
struct WindowVerdicts {
    private let expression: ThresholdExpression
    private let limit: Double
    private var checked = 0
    private var failed = 0
    private var undecided = 0
    private var worst: (badness: Double, window: ThresholdResult.Worst, cell: String, note: String?)?
    /// The first window that could not be judged.
    private var open: (cell: String, reason: String)?

    init(_ expression: ThresholdExpression) {
        self.expression = expression
        limit = expression.limitValue
    }

    mutating func take(_ window: WindowedFigure.Window, of trial: Trial, in cell: Cell) {
        if let reason = obstacle(window) {
            undecided += 1
            open = open ?? (cell.label, "trial \(trial.position) at \(Self.text(window.second)) s: \(reason)")
            return
        }
        // Known to be beyond every limit: something of the window never arrived.
        let value: Double = window.value ?? .infinity
        checked += 1
        if !expression.comparison.holds(value, limit) { failed += 1 }
        let badness: Double = expression.comparison.badness(value, limit)
        guard badness > worst?.badness ?? -.infinity else { return }
        let note: String? =
            window.value == nil
            ? "\(window.infinite ?? 0) of \(window.samples ?? 0) samples of the worst window never arrived"
            : nil
        worst = (
            badness,
            ThresholdResult.Worst(trial: trial.position, second: window.second, value: window.value),
            cell.label, note
        )
    }

    /// Why a window cannot be judged.
    private func obstacle(_ window: WindowedFigure.Window) -> String? {
        guard let samples = window.samples, case .latency(_, let statistic) = expression.left.figure else {
            return window.value == nil ? "it was not measured" : nil
        }
        let needed: Int = statistic.fewestSamples
        guard samples < needed else { return nil }
        return "\(statistic.rawValue) of a window needs \(needed) samples and there were \(samples)"
    }

    func result(seconds: Double) -> ThresholdResult {
        var result = ThresholdResult(
            expression: expression.description, value: worst?.window.value,
            passed: failed == 0 && undecided == 0 && checked > 0, limit: limit,
            unit: expression.dimension.unit, cell: worst?.cell,
            windows: ThresholdResult.Windows(
                seconds: seconds, checked: checked, failed: failed, undecided: undecided,
                worst: worst?.window),
            note: worst?.note)
        if failed == 0, let open {
            result.cell = open.cell
            let others: String = undecided > 1 ? "; \(undecided - 1) more cannot be judged" : ""
            result.undecided = "\(open.reason)\(others); make windows longer, or ask at busier load points"
        }
        return result
    }

    private static func text(_ second: Double) -> String {
        LoadLabel.text((second * 1_000).rounded() / 1_000)
    }
}

extension ThresholdFigure.Statistic {
    /// Samples that a window needs for this to be judged: for a quantile, so many that ten lie beyond it.
    var fewestSamples: Int {
        guard let quantile else { return 1 }
        return Int((ThresholdEvaluation.samplesBeyondQuantile / (1 - quantile)).rounded())
    }
}
