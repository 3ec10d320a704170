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

    private static func holding(_ document: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter {
            FileManager.default.fileExists(atPath: folder.appendingPathComponent("\($0)/\(document)").path)
        }.sorted()
    }

    @Test("there is one of a run, and one of a gate") func exist() {
        #expect(!Self.runs.isEmpty && !Self.gates.isEmpty)
    }

    @Test(
        "every file of a gate is what is rendered from its document now, and there is no other",
        arguments: gates)
    func renderedGate(gate: String) throws {
        let folder: URL = Self.folder.appendingPathComponent(gate)
        let document = try GateDocument(
            json: Array(Data(contentsOf: folder.appendingPathComponent("gate.json"))))
        let files: [ReportFile] = GateFiles.render(document)
        for file in files {
            let there: Data? = try? Data(contentsOf: folder.appendingPathComponent(file.path))
            #expect(
                there.map { Array($0) == file.bytes } == true,
                "\(file.path) is out of date: bench report Reports/reference/\(gate)")
        }
        let known: Set<String> = Set(files.map(\.path) + ["gate.json"])
        #expect(Set(try FileManager.default.contentsOfDirectory(atPath: folder.path)) == known)
    }

    @Test(
        "every file is what is rendered from the run's document now, and there is no other", arguments: runs)
    func rendered(run: String) throws {
        let folder: URL = Self.folder.appendingPathComponent(run)
        let document = try ResultsDocument(
            json: Array(Data(contentsOf: folder.appendingPathComponent("report.json"))))
        let files: [ReportFile] = ReportFormats.render(document)
        for file in files {
            let there: Data? = try? Data(contentsOf: folder.appendingPathComponent(file.path))
            #expect(
                there.map { Array($0) == file.bytes } == true,
                "\(file.path) is out of date: bench report Reports/reference/\(run)")
        }
        let all = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        let known: Set<String> = Set(files.map(\.path) + ["report.json", PercentileFiles.folder])
        #expect(Set(all) == known)
    }
}
