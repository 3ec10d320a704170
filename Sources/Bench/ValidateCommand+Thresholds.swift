import Reporting
import Scenarios

extension ValidateCommand {
    /// A line for each threshold, and what speaks against its ever being decided; nothing where the scenario
    /// has none.
    static func thresholds(_ scenario: Scenario) -> [String] {
        guard !scenario.thresholds.isEmpty else { return [] }
        let lines: [String] = scenario.thresholds.flatMap { threshold in
            var words: String = "          \(threshold.expression)"
            if threshold.aborts { words += ", ends the run" }
            if threshold.abortDelay > 0 {
                words += " after \(DurationText.format(threshold.abortDelay)) at the earliest"
            }
            let doubt: String? = ThresholdForecast.doubt(threshold.expression, in: scenario) {
                NumberFormat.count(Int($0))
            }
            return [words] + [doubt].compactMap { $0.map { "            will hardly be decided: \($0)" } }
        }
        return ["thresholds, beside those that every run has:"] + lines
    }
}
