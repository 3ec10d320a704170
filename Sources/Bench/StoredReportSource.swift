import Foundation
import Results

/// A capacity search, or tested claims, that a command is given: by the folder or as the file.
struct StoredReportSource<Report: StoredReport> {
    let report: Report
    let folder: String
    let file: String

    /// Nil where the path is none such: neither `capacity.json` (`claims.json`) nor a folder with one.
    ///
    /// - Throws: ``ReportSourceError`` for one that cannot be read.
    init?(_ path: String) throws(ReportSourceError) {
        let name = "\(Report.kind).json"
        var url = URL(fileURLWithPath: path).standardizedFileURL
        if url.lastPathComponent != name { url.appendPathComponent(name) }
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        file = url.path
        folder = url.deletingLastPathComponent().path
        do throws(ResultsError) {
            report = try Report(json: AtomicFile.read(file))
        } catch {
            throw ReportSourceError(message: "\(file): \(error.description)")
        }
    }
}
