import Results

/// Whether a run's figures can be trusted, and what failed if they can.
enum RunVerdict {
    /// Why the run tells nothing about the target; empty when it does.
    static func invalidReasons(_ document: ResultsDocument) -> [String] {
        var reasons: [String] = []
        // A run that a threshold ended has told what it was asked.
        let isAborted: Bool = document.thresholds.contains { $0.aborted != nil }
        if document.partial, !isAborted {
            reasons.append("the run is partial: not all planned trials were completed")
        }
        if document.cells.isEmpty { reasons.append("nothing was measured") }
        for cell in document.cells {
            if cell.summary.generator.verdict == .saturated {
                reasons += cell.summary.generator.reasons.map { "\(cell.label): generator saturated: \($0)" }
            }
            reasons += cell.summary.invalidReasons
                .filter { !isAborted || !$0.hasSuffix(TrialFigures.endedEarly) }
                .map { "\(cell.label): \($0)" }
        }
        if !isAborted {
            reasons += document.thresholds.filter { $0.outcome == .undecided }.map(ThresholdSentence.text)
        }
        return reasons
    }

    /// One sentence for each threshold that did not hold.
    static func failures(_ document: ResultsDocument) -> [String] {
        document.thresholds.filter { $0.outcome == .failed }.map(ThresholdSentence.text)
    }
}
