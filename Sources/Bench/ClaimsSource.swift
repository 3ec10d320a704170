import Foundation
import Results

/// Tested claims that a command is given, by their folder or as a file.
struct ClaimsSource {
    let report: ClaimsReport
    let folder: String
    let file: String

    /// Nil where the path is none of claims: neither `claims.json` nor a folder with one.
    ///
    /// - Throws: ``ReportSourceError`` for one that cannot be read.
    init?(_ path: String) throws(ReportSourceError) {
        var url = URL(fileURLWithPath: path).standardizedFileURL
        if url.lastPathComponent != "claims.json" { url.appendPathComponent("claims.json") }
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        file = url.path
        folder = url.deletingLastPathComponent().path
        do throws(ResultsError) {
            report = try ClaimsReport(json: AtomicFile.read(file))
        } catch {
            throw ReportSourceError(message: "\(file): \(error.description)")
        }
    }
}
