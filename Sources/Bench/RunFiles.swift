import Reporting
import Results

/// What of a run's results came into its folder.
struct RunFiles {
    let folder: String
    /// `report.json` is there, with all that was measured.
    let holdDocument: Bool
    /// Why files are not there.
    let failures: [ResultsError]

    /// Writes what can be written of a run that has ended, and names what cannot.
    ///
    /// - Parameter hasDocument: `report.json` was written; otherwise it is tried once more.
    /// - Throws: `ResultsError` for a document that has no JSON.
    static func write(
        _ document: ResultsDocument, to folder: String, hasDocument: Bool
    ) throws(ResultsError) -> RunFiles {
        var files: [ReportFile] = ReportFormats.render(document)
        if !hasDocument { files.insert(("report.json", try document.json()), at: 0) }
        let outcome: ReportFolder.Outcome = ReportOutput.write(files, to: folder)
        return RunFiles(
            folder: folder, holdDocument: hasDocument || outcome.written.contains("\(folder)/report.json"),
            failures: outcome.failures)
    }

    /// Whether this file could not be written.
    func lack(_ path: String) -> Bool {
        failures.contains { failure in
            guard case .unwritable(let unwritten, _) = failure else { return false }
            return unwritten == path
        }
    }

    /// Where what was measured is, when not every file could be written.
    ///
    /// - Parameter isRecorded: the history holds it.
    func remark(isRecorded: Bool) -> String {
        if holdDocument {
            return "\(folder)/report.json holds all figures: bench report \(folder) renders them again"
        }
        return isRecorded
            ? "the figures printed here are not in \(folder), but in the history"
            : "the figures printed here are in no file"
    }
}
