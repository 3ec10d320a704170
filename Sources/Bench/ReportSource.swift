import Foundation
import Results

/// A results document that a command is given, by its run's folder or as a file.
struct ReportSource {
    let document: ResultsDocument
    /// Where the document lies.
    let folder: String
    let file: String

    /// - Throws: ``ReportSourceError`` saying what is missing or wrong, and what to do.
    init(_ path: String) throws(ReportSourceError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw ReportSourceError(
                message: "there is no \(path): name the folder of a run, or its report.json")
        }
        let url = URL(fileURLWithPath: path, isDirectory: isFolder.boolValue)
        file = isFolder.boolValue ? url.appendingPathComponent("report.json").path : url.path
        folder = isFolder.boolValue ? url.path : url.deletingLastPathComponent().path
        guard FileManager.default.fileExists(atPath: file) else {
            throw ReportSourceError(
                message: "\(path) holds no report.json: it is no run's folder, or its run ended before the "
                    + "first trial did")
        }
        do throws(ResultsError) {
            document = try ResultsDocument(json: AtomicFile.read(file))
        } catch {
            throw ReportSourceError(message: "\(file): \(error.description)")
        }
    }
}

/// Results that cannot be read.
struct ReportSourceError: Error, CustomStringConvertible {
    var message: String
    var description: String { message }
}
