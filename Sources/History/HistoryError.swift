import Foundation
import GRDB
import Results

/// A history that cannot be opened, written or asked, or a run that is not in it.
package enum HistoryError: Error, Sendable, Equatable, CustomStringConvertible {
    /// There is no such file, and nothing was to be written to it.
    case absent(path: String)
    /// No run was ever recorded, or none of the kind asked for.
    case empty(path: String, scenario: String?)
    /// No gate was ever recorded, or none of the scenario asked for.
    case withoutGates(path: String, scenario: String?)
    case cannotWrite(path: String, reason: String)
    case cannotRead(path: String, reason: String)
    /// Another program kept it locked for longer than the wait.
    case locked(path: String, seconds: Int)
    /// A newer bench has changed its layout.
    case newer(path: String)
    /// A damaged database, or none any more where the name says that it is one.
    case damaged(path: String, reason: String)
    /// Never was a history: another program's database, a text, a folder.
    case notHistory(path: String, reason: String)
    /// `close` are runs with similar names, newest first.
    case noSuchRun(String, close: [String])
    case ambiguous(String, candidates: [String])
    /// `last~N` goes back further than the history does.
    case tooFewRuns(asked: Int, present: Int)

    package var description: String {
        switch self {
        case .absent(let path):
            "there is no history at \(path) yet: bench run records every run, bench history import DIR takes "
                + "in runs from before, and --history FILE names another"
        case .empty(let path, let scenario):
            if let scenario {
                "the history \(path) holds no run of the scenario \(scenario); bench history lists what it holds"
            } else {
                "the history \(path) holds no run yet: bench run records every run, and bench history import DIR "
                    + "takes in runs from before"
            }
        case .withoutGates(let path, let scenario):
            "the history \(path) holds no gate\(scenario.map { " of the scenario \($0)" } ?? "") yet: bench gate "
                + "records its verdict, and bench history import DIR takes in gates from before"
        case .cannotWrite(let path, let reason): "cannot write the history \(path): \(reason)"
        case .cannotRead(let path, let reason): "cannot read the history \(path): \(reason)"
        case .locked(let path, let seconds):
            "the history \(path) was locked by another program for \(seconds) s: try again when it has finished"
        case .newer(let path):
            "the history \(path) was written by a newer bench: use that one, or name another file with "
                + "--history FILE; nothing was changed"
        case .damaged(let path, let reason):
            "the history \(path) cannot be used: \(reason). The next bench run sets it aside under another name and "
                + "begins a new one; what it holds may be recovered with: sqlite3 FILE .recover"
        case .notHistory(let path, let reason):
            "\(path) is no history: \(reason). It stays as it is; name another file with --history FILE"
        case .noSuchRun(let text, let close):
            "there is no run \(text), in the history or as a folder"
                + (close.isEmpty
                    ? "; bench history lists the runs" : "; did you mean \(close.joined(separator: ", "))?")
        case .ambiguous(let text, let candidates):
            "\(text) fits several runs: \(candidates.joined(separator: ", ")); write more of one"
        case .tooFewRuns(let asked, let present):
            "the history holds \(present) run\(present == 1 ? "" : "s"), so there is no last~\(asked)"
        }
    }
}

extension HistoryError {
    private static func folder(of path: String) -> String {
        URL(fileURLWithPath: path).deletingLastPathComponent().path
    }

    /// What SQLite said while the history was read or written, as something to do about it.
    init(_ error: DatabaseError, path: String, writing: Bool, waited seconds: Int) {
        let words: String = error.message ?? error.resultCode.description
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .locked(path: path, seconds: seconds)
        case .SQLITE_NOTADB where !SettingAside.isNamedAsDatabase(path):
            self = .notHistory(path: path, reason: "it is no SQLite database")
        case .SQLITE_NOTADB: self = .damaged(path: path, reason: "it is no SQLite database")
        case .SQLITE_CORRUPT: self = .damaged(path: path, reason: "the database is damaged (\(words))")
        case .SQLITE_FULL:
            self = .cannotWrite(path: path, reason: "the disk is full; free some space")
        case .SQLITE_READONLY, .SQLITE_PERM:
            self = .cannotWrite(path: path, reason: "it is not writable (\(words))")
        case .SQLITE_CANTOPEN where !writing && access(Self.folder(of: path), W_OK) != 0:
            // A database with a write-ahead log needs its index beside it, even to be read.
            self = .cannotRead(
                path: path,
                reason: "SQLite has to write beside it, and its folder is read-only: copy it elsewhere")
        default:
            self =
                writing
                ? .cannotWrite(path: path, reason: words) : .cannotRead(path: path, reason: words)
        }
    }
}
