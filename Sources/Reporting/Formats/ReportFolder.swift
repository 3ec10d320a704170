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
    /// written leaves the others, and what it was before, alone.
    package static func write(_ files: [ReportFile], to folder: String) -> Outcome {
        var outcome = Outcome()
        for file in files {
            let path: String = folder.hasSuffix("/") ? folder + file.path : "\(folder)/\(file.path)"
            do throws(ResultsError) {
                try makeFolder((path as NSString).deletingLastPathComponent, for: path)
                try AtomicFile.write(file.bytes, to: path)
                outcome.written.append(path)
            } catch {
                outcome.failures.append(error)
            }
        }
        return outcome
    }

    /// Makes a folder and those above it that are missing.
    private static func makeFolder(_ folder: String, for path: String) throws(ResultsError) {
        if folder.isEmpty || mkdir(folder, 0o755) == 0 { return }
        let code: Int32 = errno
        if code == EEXIST || isFolder(folder) { return }
        let parent: String = (folder as NSString).deletingLastPathComponent
        guard code == ENOENT, parent != folder else { throw .unwritable(path: path, code: code) }
        try makeFolder(parent, for: path)
        guard mkdir(folder, 0o755) == 0 || isFolder(folder) else {
            throw .unwritable(path: path, code: errno)
        }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
