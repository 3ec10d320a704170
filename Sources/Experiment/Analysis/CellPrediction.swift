import Results
import Statistics

/// A cell's predictions: the means of its trials'.
enum CellPrediction {
    /// Beyond this residual either way a checked prediction is a finding (measurement.md).
    static let largestResidual: Double = 0.1

    static func all(_ cell: Cell) -> [Prediction] {
        let trials: [Trial] = cell.trials.filter(\.counts)
        var order: [String] = []
        var groups: [String: [Prediction]] = [:]
        for prediction in trials.flatMap(\.predictions) {
            let key = "\(prediction.quantity)\n\(prediction.formula)"
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(prediction)
        }
        return order.compactMap { key in
            guard let group = groups[key], var mean = group.first else { return nil }
            mean.predicted = Moments(group.map(\.predicted)).mean
            mean.measured = Moments(group.map(\.measured)).mean
            return mean
        }
    }

    /// A sentence about a residual that is too large; nil when it is not, or is not checked.
    static func finding(_ prediction: Prediction) -> String? {
        guard let check = check(prediction), !check.passed else { return nil }
        return "\(prediction.cell): \(check.sentence)"
    }

    /// Nil for a form that is not checked.
    static func check(_ prediction: Prediction) -> ValidityCheck? {
        guard prediction.checked, prediction.residual.isFinite else { return nil }
        let percent = Int((100 * abs(prediction.residual)).rounded())
        let isFar: Bool = abs(prediction.residual) > largestResidual
        return ValidityCheck(
            name: "closed form of \(prediction.quantity)", passed: !isFar,
            value: (1e3 * abs(prediction.residual)).rounded() / 10, limit: 100 * largestResidual, unit: "%",
            invalidates: false,
            sentence: "\(prediction.quantity) is \(percent) % "
                + "\(prediction.residual > 0 ? "above" : "below") its closed form (\(prediction.formula))"
                + (isFar ? ", unexplained" : ""))
    }
}
