extension Scenario {
    /// Appends conditions from the command line.
    ///
    /// - Returns: what is wrong with them.
    mutating func add(_ expressions: [String]) -> [ScenarioProblem] {
        var problems: [ScenarioProblem] = []
        for text in expressions {
            do {
                thresholds.append(Threshold(try ThresholdParser.parse(text, scope: thresholdScope)))
            } catch {
                problems.append(
                    ScenarioProblem(
                        place: .option("--threshold"), complaint: error.complaint, excerpt: error.excerpt))
            }
        }
        if problems.isEmpty, !expressions.isEmpty, thresholds.count > ScenarioLimits.thresholds {
            problems.append(
                ScenarioProblem(
                    place: .option("--threshold"),
                    complaint: Complaint(
                        "there are \(thresholds.count) thresholds with those of the scenario",
                        remedy: "keep at most \(ScenarioLimits.thresholds)")))
        }
        return problems
    }

    /// What is wrong with the steady state beside the windows that thresholds ask about.
    var windowShortage: Complaint? {
        for case let window? in thresholds.map(\.expression.window) {
            if let complaint = thresholdScope.windowComplaint(window) {
                return Complaint(
                    complaint.what, remedy: "change the steady state, or the threshold's `every`")
            }
        }
        return nil
    }
}
