import Results

/// Whether a run's figures can be trusted, and what failed if they can.
enum RunVerdict {
    /// Why the run tells nothing about the target; empty when it does.
    static func invalidReasons(_ document: ResultsDocument) -> [String] {
        var reasons: [String] = []
        if document.partial { reasons.append("the run is partial: not all planned trials were completed") }
        if document.cells.isEmpty { reasons.append("nothing was measured") }
        for cell in document.cells {
            if cell.summary.generator.verdict == .saturated {
                reasons += cell.summary.generator.reasons.map { "\(cell.label): generator saturated: \($0)" }
            }
            reasons += cell.summary.invalidReasons.map { "\(cell.label): \($0)" }
        }
        return reasons
    }

    /// One sentence for each threshold that did not hold.
    static func failures(_ document: ResultsDocument) -> [String] {
        document.thresholds.filter { !$0.passed }.map { threshold in
            let value = threshold.value.map { LoadLabel.text($0) } ?? "no value"
            return "threshold \(threshold.expression): measured \(value)"
        }
    }
}
