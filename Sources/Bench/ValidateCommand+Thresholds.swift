import Scenarios

extension ValidateCommand {
    /// A line for each threshold; nothing where the scenario has none.
    static func thresholds(_ scenario: Scenario) -> [String] {
        guard !scenario.thresholds.isEmpty else { return [] }
        let lines: [String] = scenario.thresholds.map { threshold in
            var words: String = "          \(threshold.expression)"
            if threshold.aborts { words += ", ends the run" }
            if threshold.abortDelay > 0 {
                words += " after \(DurationText.format(threshold.abortDelay)) at the earliest"
            }
            return words
        }
        return ["thresholds (beside those that every run has)"] + lines
    }
}
