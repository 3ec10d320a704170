import Experiment
import Foundation
import History
import Results

/// Keeps a finished run in the history. Whatever goes wrong there costs a warning, never the run.
enum HistoryRecording {
    /// Records a run that has ended; one that ended before it measured anything is none.
    ///
    /// - Returns: whether it is in the history now.
    static func record(_ document: ResultsDocument, folder: String, in path: String) -> Bool {
        guard !document.cells.isEmpty else { return false }
        do {
            let history = try open(path)
            try history.record(document, folder: folder)
            return true
        } catch {
            StandardStreams.error(
                """
                this run is not in the history: \(error.description). Its own results are complete in \(folder); \
                bench history import \(folder) records it later
                """)
            return false
        }
    }

    /// Opens the history to write, and says when a file had to be set aside for it.
    static func open(_ path: String) throws(HistoryError) -> RunHistory {
        let history = try RunHistory.open(toWrite: path, stamp: RunDirectory.stamp(Date()))
        if let setAside = history.setAside { StandardStreams.error(setAside.description) }
        return history
    }
}
