import Results

extension BaselineGate {
    /// Updates lost are no matter of ratios, as in a gate of two builds (``GateJudge``): a new run that loses what the
    /// stored one did not has regressed, and a stored one that lost any is no measure.
    static func weighDefects(
        _ report: inout BaselineReport, stored: ResultsDocument, current: ResultsDocument
    ) {
        report.storedDefects = defects(stored)
        report.currentDefects = defects(current)
        guard report.storedDefects > 0 || report.currentDefects > 0 else { return }
        if report.storedDefects == 0 {
            report.reasons.append(
                "the new run has \(report.currentDefects) defects (\(GateJudge.defectKinds)), the stored one none"
            )
            report.verdict = .regressed
        } else {
            report.reasons.append(
                "the stored run itself has \(report.storedDefects) defects (\(GateJudge.defectKinds)), the new one "
                    + "\(report.currentDefects): compare with a run that has none")
            if report.verdict != .regressed { report.verdict = .cannotTell }
        }
    }

    /// What all arms' counted trials lost, duplicated and reordered, and errors.
    ///
    /// A trial that a threshold of the scenario cut short counts, too, except for what is missing in it, which may
    /// have been under way: errors are what mostly ends a run so.
    private static func defects(_ document: ResultsDocument) -> Int {
        let trials: [Trial] = document.cells.flatMap(\.trials).filter { !$0.discarded }
        return trials.reduce(0) { sum, trial in
            var figures: Figures = trial.figures
            if trial.partial { figures.lost = nil }
            return sum &+ GateTrial(figures).defects
        }
    }
}
