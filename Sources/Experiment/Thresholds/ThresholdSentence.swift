import Foundation
import Results

/// What a reason for a verdict says about a threshold.
enum ThresholdSentence {
    static func text(_ result: ThresholdResult) -> String {
        switch result.outcome {
        case .held: return "threshold \(result.expression): held"
        case .undecided:
            let place: String = result.cell.map { " (\($0))" } ?? ""
            return
                "threshold \(result.expression) is undecided\(place): \(result.undecided ?? "not measured")"
        case .failed: return "threshold \(result.expression): \(failure(result))"
        }
    }

    private static func failure(_ result: ThresholdResult) -> String {
        let measured: String = value(result.value, unit: result.unit ?? "") ?? result.note ?? "no value"
        // A default names its cell itself.
        let place: String = result.byDefault == true ? "" : result.cell.map { " at \($0)" } ?? ""
        guard let windows = result.windows, let worst = windows.worst else {
            return "measured \(measured)\(place)"
        }
        let second: String = LoadLabel.text((worst.second * 1_000).rounded() / 1_000)
        return
            "\(windows.failed) of \(windows.checked) windows failed, the worst with \(measured)\(place) in "
            + "trial \(worst.trial) at \(second) s"
    }

    private static func value(_ value: Double?, unit: String) -> String? {
        guard let value else { return nil }
        // Four digits tell a value from the limit that it missed.
        let digits: Double =
            value == value.rounded() && value.magnitude < 1e6
            ? value : Double(String(format: "%.4g", value)) ?? value
        let number: String = LoadLabel.text(digits)
        return unit.isEmpty ? number : "\(number) \(unit)"
    }
}
