import Reporting
import Results

/// Puts rendered files where they belong and says what could not be written.
enum ReportOutput {
    /// Writes what can be written, and names on standard error what cannot.
    ///
    /// - Returns: what came of it.
    static func write(_ files: [ReportFile], to folder: String) -> ReportFolder.Outcome {
        let outcome: ReportFolder.Outcome = ReportFolder.write(files, to: folder)
        for line in ReportFolder.describe(outcome.failures) { StandardStreams.error(line) }
        return outcome
    }

    /// On GitHub Actions only. What cannot be appended is said and no more: the run's own files hold it.
    static func appendStepSummary(_ document: ResultsDocument) {
        if let problem = StepSummary.append(document) { StandardStreams.error(problem) }
    }

    /// The same with Markdown that is there already.
    static func appendStepSummary(markdown: String) {
        if let problem = StepSummary.append(markdown: markdown) { StandardStreams.error(problem) }
    }
}
