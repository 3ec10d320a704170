import Foundation
import Results

/// Writes rendered files into a folder, each whole or not at all.
package enum ReportFolder {
    /// What came of it: the paths that are there now, and why others are not.
    package struct Outcome: Sendable, Equatable {
        package var written: [String] = []
        package var failures: [ResultsError] = []
    }

    /// Makes the folder where it is missing, and those below it that files want. A file that cannot be
    /// written leaves the others, and what it was before, alone. One that holds the same bytes already is there, and
    /// is not touched: so a report can be rendered, and served, where nothing may be written.
    package static func write(_ files: [ReportFile], to folder: String) -> Outcome {
        var outcome = Outcome()
        for file in files {
            let path: String = folder.hasSuffix("/") ? folder + file.path : "\(folder)/\(file.path)"
            do throws(ResultsError) {
                let code: Int32 = Folder.make((path as NSString).deletingLastPathComponent)
                guard code == 0 else { throw .unwritable(path: path, code: code) }
                if !holds(file.bytes, at: path) { try AtomicFile.write(file.bytes, to: path) }
                outcome.written.append(path)
            } catch {
                outcome.failures.append(error)
            }
        }
        return outcome
    }

    private static func holds(_ bytes: [UInt8], at path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0, Int(status.st_size) == bytes.count else { return false }
        return (try? AtomicFile.read(path)) == bytes
    }

    /// What to say of files that could not be written: a line a reason. A folder that takes no file makes
    /// twenty failures of one kind, of which the first is named.
    package static func describe(_ failures: [ResultsError]) -> [String] {
        var kinds: [(code: Int32, first: ResultsError, others: Int)] = []
        var lines: [String] = []
        for failure in failures {
            guard case .unwritable(_, let code) = failure else {
                lines.append(failure.description)
                continue
            }
            if let index = kinds.firstIndex(where: { $0.code == code }) {
                kinds[index].others += 1
            } else {
                kinds.append((code, failure, 0))
            }
        }
        return lines
            + kinds.map { kind in
                guard kind.others > 0 else { return kind.first.description }
                let others: String = kind.others == 1 ? "1 other file" : "\(kind.others) other files"
                return "\(kind.first.description) (and \(others))"
            }
    }
}
