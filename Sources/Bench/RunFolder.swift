import Foundation
import Results

/// A folder that a run was written to.
struct RunFolder {
    /// Absolute.
    let path: String

    var report: String { "\(path)/report.json" }

    /// - Throws: ``ResultsError``.
    func document() throws(ResultsError) -> ResultsDocument {
        try ResultsDocument(json: AtomicFile.read(report))
    }

    /// The run at a path: a folder with a report, or the report itself. Nil where there is none.
    static func at(_ path: String) -> RunFolder? {
        let url = URL(fileURLWithPath: path).standardizedFileURL
        let folder = url.lastPathComponent == "report.json" ? url.deletingLastPathComponent() : url
        let run = RunFolder(path: folder.path)
        return FileManager.default.fileExists(atPath: run.report) ? run : nil
    }

    /// The run at a path, or those right below it in order of their names.
    static func all(at path: String) -> [RunFolder] {
        if let run = at(path) { return [run] }
        let names: [String] = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.sorted().compactMap { at("\(path)/\($0)") }
    }
}
