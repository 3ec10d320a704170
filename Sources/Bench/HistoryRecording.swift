import Experiment
import Foundation
import History
import Reporting
import Results

/// Keeps a finished run in the history. Whatever goes wrong there costs a warning, never the run.
enum HistoryRecording {
    /// Records a run that has ended; one that ended before it measured anything is none.
    ///
    /// - Parameter files: what there is of it otherwise.
    /// - Returns: whether it is in the history now.
    static func record(_ document: ResultsDocument, _ files: RunFiles, in path: String) -> Bool {
        guard !document.cells.isEmpty else { return false }
        do {
            let history = try open(path)
            try history.record(document, folder: files.folder)
            return true
        } catch {
            let later: String =
                files.holdDocument
                ? ". Its figures are in \(files.folder)/report.json; bench history import \(files.folder) records it "
                    + "later" : ""
            StandardStreams.error("this run is not in the history: \(error.description)\(later)")
            return false
        }
    }

    /// Keeps a gate's verdict; one without any is none.
    ///
    /// - Parameter folder: where the gate was written.
    static func record(_ document: GateDocument, folder: String, in path: String) {
        guard let judgement = Judgement(document, folder: folder) else { return }
        do {
            try open(path).record(judgement)
        } catch {
            let later: String =
                FileManager.default.fileExists(atPath: "\(folder)/gate.json")
                ? "; bench history import \(folder) records it later" : ""
            StandardStreams.error("this gate is not in the history: \(error.description)\(later)")
        }
    }

    /// Opens the history to write, and says when a file had to be set aside for it.
    static func open(_ path: String) throws(HistoryError) -> RunHistory {
        let history = try RunHistory.open(toWrite: path, stamp: RunDirectory.stamp(Date()))
        if let setAside = history.setAside { StandardStreams.error(setAside.description) }
        return history
    }
}
