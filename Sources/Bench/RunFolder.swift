import Foundation
import Results

/// A folder that a run was written to, or a gate, or both.
struct RunFolder {
    /// Absolute.
    let path: String

    var report: String { "\(path)/report.json" }
    private var gateReport: String { "\(path)/gate.json" }

    var holdsRun: Bool { FileManager.default.fileExists(atPath: report) }
    var holdsGate: Bool { FileManager.default.fileExists(atPath: gateReport) }

    /// - Throws: ``RunFolderError``.
    func document() throws(RunFolderError) -> ResultsDocument {
        do throws(ResultsError) {
            return try ResultsDocument(json: AtomicFile.read(report))
        } catch {
            throw RunFolderError(description: "\(report): \(error.description)")
        }
    }

    /// What a gate left.
    ///
    /// - Throws: ``RunFolderError``.
    func gate() throws(RunFolderError) -> GateDocument {
        do throws(ResultsError) {
            return try GateDocument(json: AtomicFile.read(gateReport))
        } catch {
            throw RunFolderError(description: "\(gateReport): \(error.description)")
        }
    }

    /// The run at a path: a folder with a report, or the report itself. Nil where there is none.
    static func at(_ path: String) -> RunFolder? {
        let folder = named(path, documents: ["report.json"])
        return folder.holdsRun ? folder : nil
    }

    /// The gate at a path: a folder with its document, or the document itself. Nil where there is none.
    static func gate(at path: String) -> RunFolder? {
        let folder = named(path, documents: ["gate.json"])
        return folder.holdsGate ? folder : nil
    }

    /// The run or gate at a path, or those right below it in order of their names.
    static func all(at path: String) -> [RunFolder] {
        func whole(_ path: String) -> RunFolder? {
            let folder = named(path, documents: ["report.json", "gate.json"])
            return folder.holdsRun || folder.holdsGate ? folder : nil
        }
        if let run = whole(path) { return [run] }
        let names: [String] = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.sorted().compactMap { whole("\(path)/\($0)") }
    }

    /// - Parameter documents: names of files that stand for the folder they are in.
    private static func named(_ path: String, documents: [String]) -> RunFolder {
        let url = URL(fileURLWithPath: path).standardizedFileURL
        let isDocument: Bool = documents.contains(url.lastPathComponent)
        return RunFolder(path: (isDocument ? url.deletingLastPathComponent() : url).path)
    }
}

/// A document in a folder that cannot be read.
struct RunFolderError: Error, CustomStringConvertible {
    let description: String
}
