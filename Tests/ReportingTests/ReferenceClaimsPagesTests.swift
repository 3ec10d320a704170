import Foundation
import Results
import TestSupport
import Testing

@testable import Reporting

/// `Reports/reference/`: tested claims are what this program renders, the pages of their tests included.
@Suite("Reference reports of claims") struct ReferenceClaimsPagesTests {
    private static let folder: URL = RepositoryRoot.url.appendingPathComponent("Reports/reference")

    private static let claims: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter {
            FileManager.default.fileExists(atPath: folder.appendingPathComponent("\($0)/claims.json").path)
        }.sorted()

    @Test("there is one") func exist() { #expect(!Self.claims.isEmpty) }

    @Test(
        "every file is what is rendered from its document now, and there is no other", arguments: claims)
    func rendered(run: String) throws {
        let folder: URL = Self.folder.appendingPathComponent(run)
        let report = try ClaimsReport(
            json: Array(Data(contentsOf: folder.appendingPathComponent("claims.json"))))
        var files: [ReportFile] = ClaimsFiles.render(report)
        var known: Set<String> = Set(files.map(\.path) + ["claims.json"])
        for test in report.tests {
            guard let name = test.folder else { continue }
            let place = "\(name)/report.json"
            let document = try ResultsDocument(
                json: Array(Data(contentsOf: folder.appendingPathComponent(place))))
            let own: [ReportFile] = ReportFormats.render(document, [.html, .markdown])
                .map { ("\(name)/\($0.path)", $0.bytes) }
            files += own
            known.formUnion(own.map(\.path) + [name, place])
        }
        for file in files {
            let there: Data? = try? Data(contentsOf: folder.appendingPathComponent(file.path))
            #expect(
                there.map { Array($0) == file.bytes } == true,
                "\(file.path) is out of date: bench report Reports/reference/\(run)")
        }
        let all = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        #expect(Set(all) == known)
    }
}
