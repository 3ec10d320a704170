import Foundation
import Results

/// A capacity search that a command is given, by its folder or as a file.
struct CapacitySource {
    let report: CapacityReport
    let folder: String
    let file: String

    /// Nil where the path is no search's: neither `capacity.json` nor a folder with one.
    ///
    /// - Throws: ``ReportSourceError`` for one that cannot be read.
    init?(_ path: String) throws(ReportSourceError) {
        var url = URL(fileURLWithPath: path).standardizedFileURL
        if url.lastPathComponent != "capacity.json" { url.appendPathComponent("capacity.json") }
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        file = url.path
        folder = url.deletingLastPathComponent().path
        do throws(ResultsError) {
            report = try CapacityReport(json: AtomicFile.read(file))
        } catch {
            throw ReportSourceError(message: "\(file): \(error.description)")
        }
    }
}
