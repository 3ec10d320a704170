import Foundation
import Results
import TestSupport
import Testing

@testable import Reporting

/// `Reports/reference/`: what is shown of this program has to be what it renders.
@Suite("Reference reports") struct ReferenceReportTests {
    private static let folder: URL = RepositoryRoot.url.appendingPathComponent("Reports/reference")

    private static let runs: [String] = holding("report.json")
    private static let gates: [String] = holding("gate.json")
    private static let searches: [String] = holding("capacity.json")

    private static func holding(_ document: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter {
            FileManager.default.fileExists(atPath: folder.appendingPathComponent("\($0)/\(document)").path)
        }.sorted()
    }

    @Test("there is one of a run, one of a gate, and one of a capacity search") func exist() {
        #expect(!Self.runs.isEmpty && !Self.gates.isEmpty && !Self.searches.isEmpty)
    }

    @Test(
        "every file of a gate is what is rendered from its document now, and there is no other",
        arguments: gates)
    func renderedGate(gate: String) throws {
        let folder: URL = Self.folder.appendingPathComponent(gate)
        let document = try GateDocument(
            json: Array(Data(contentsOf: folder.appendingPathComponent("gate.json"))))
        try check(GateFiles.render(document), in: folder, beside: ["gate.json"])
    }

    @Test(
        "every file is what is rendered from the run's document now, and there is no other", arguments: runs)
    func rendered(run: String) throws {
        let folder: URL = Self.folder.appendingPathComponent(run)
        let document = try ResultsDocument(
            json: Array(Data(contentsOf: folder.appendingPathComponent("report.json"))))
        let files: [ReportFile] = ReportFormats.render(document)
        try check(files, in: folder, beside: ["report.json", PercentileFiles.folder])
    }

    @Test("so is every file of a capacity search", arguments: searches)
    func searched(search: String) throws {
        let folder: URL = Self.folder.appendingPathComponent(search)
        let report = try CapacityReport(
            json: Array(Data(contentsOf: folder.appendingPathComponent("capacity.json"))))
        try check(CapacityFiles.render(report), in: folder, beside: ["capacity.json"])
    }

    private func check(_ files: [ReportFile], in folder: URL, beside others: [String]) throws {
        let run: String = folder.lastPathComponent
        let all = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        #expect(Set(all) == Set(files.map(\.path) + others))
        for file in files {
            let there: Data? = try? Data(contentsOf: folder.appendingPathComponent(file.path))
            #expect(
                there.map { Array($0) == file.bytes } == true,
                "\(file.path) is out of date: bench report Reports/reference/\(run)")
        }
    }
}
