import Foundation
import History
import Results
import TestSupport
import Testing

@Suite("bench gate against a stored run", .serialized)
struct GateBaselineTests {
    @Test("a scenario is run with the blocks that --trials says, and compared with a stored run of it")
    func baselineOfScenario() async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
            "swarmbench-\(UUID().uuidString)", isDirectory: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let scenario = gateScenario.replacing(
            "arms:", with: "arms:\n  - {name: polling, transport: interval-polling, interval: 100ms}")
        try Data(scenario.utf8).write(to: directory.appendingPathComponent("two.yaml"))
        let server = try BuiltProduct.url(named: "swarm-server").path
        func bench(_ arguments: [String]) async throws -> (status: Int32, text: String) {
            let program = try RunningProgram(
                try BuiltProduct.url(named: "bench"), arguments: arguments + ["two.yaml", "--quiet"],
                directory: directory)
            let status: Int32 = try await program.exitStatus(within: 120)
            return (status, program.output.text + program.errors.text)
        }
        _ = try await bench(["run", "--trials", "1", "--no-history", "--server", server, "--output", "old"])
        let gate = try await bench([
            "gate", "--baseline", "old", "--trials", "2", "--head", server, "--output", "new",
        ])
        // A single block has no interval, on whatever machine.
        #expect(gate.status == 3, "\(gate.text)")
        let document = try ResultsDocument(
            json: Array(Data(contentsOf: directory.appendingPathComponent("new/report.json"))))
        #expect(document.cells.count == 2)
        let history = try RunHistory.open(
            toRead: directory.appendingPathComponent("Reports/history.sqlite").path)
        #expect(try history.runs().map(\.runId) == ["new"])
        #expect(try history.judgements().map(\.verdict) == ["cannotTell"])
        for cell in document.cells { #expect(Set(cell.trials.filter(\.counts).map(\.block)) == [0, 1]) }
        for file in ["gate.json", "gate.md", "gate-junit.xml", "junit.xml"] {
            #expect(
                FileManager.default.fileExists(atPath: directory.appendingPathComponent("new/\(file)").path))
        }
    }

    @Test("a comparison with a stored run has a folder of its own, with its test cases beside those of a run")
    func baselineFiles() async throws {
        let run = RepositoryRoot.url.appendingPathComponent("Reports/reference/polling-vs-push").path
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "swarmbench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let program = try RunningProgram(
            try BuiltProduct.url(named: "bench"), arguments: ["gate", "--baseline", run, run],
            directory: folder)
        // What three blocks say is any verdict but a regression.
        let status: Int32 = try await program.exitStatus(within: 30)
        #expect([0, 3].contains(status), "\(program.errors.text)")
        let gates = folder.appendingPathComponent("Reports/gates")
        let names = try FileManager.default.contentsOfDirectory(atPath: gates.path)
        let own = try #require(names.first)
        #expect(names.count == 1 && own.hasSuffix("-baseline"))
        let files = try FileManager.default.contentsOfDirectory(
            atPath: gates.appendingPathComponent(own).path)
        #expect(files.sorted() == ["gate-junit.xml", "gate.json", "gate.md"])
        #expect(program.output.text.contains("\(own)/gate.md"))
        // In its own folder a gate has the history of that folder.
        let history = try RunHistory.open(
            toRead: folder.appendingPathComponent("Reports/history.sqlite").path)
        let kept = try #require(try history.judgements().first)
        #expect(kept.kind == .baseline && kept.runId == own && kept.scenario == "polling-vs-push")
        #expect(kept.pairs == 3 && kept.change == 0)
        #expect(try history.runs().isEmpty)
    }

    @Test(
        "a run that lost updates where the stored one did not fails, though its ratios are those of the stored one"
    )
    func lossyRun() async throws {
        let reference = RepositoryRoot.url.appendingPathComponent("Reports/reference/polling-vs-push")
        var document = try ResultsDocument(
            json: Array(Data(contentsOf: reference.appendingPathComponent("report.json"))))
        let trial: Int = try #require(document.cells[0].trials.firstIndex { $0.counts })
        document.cells[0].trials[trial].figures.lost = 5
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "swarmbench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(document.json()).write(to: folder.appendingPathComponent("report.json"))
        let program = try RunningProgram(
            try BuiltProduct.url(named: "bench"),
            arguments: [
                "gate", "--baseline", reference.path, folder.path, "--no-history", "--output",
                folder.appendingPathComponent("gate").path,
            ])
        #expect(try await program.exitStatus(within: 30) == 99, "\(program.errors.text)")
        #expect(
            program.output.text.hasPrefix("Regressed: the new run has 5 defects"), "\(program.output.text)")
    }

    @Test("a run whose server died in the first trial is told with its reason, and exits with 3")
    func deadServer() async throws {
        let reference = RepositoryRoot.url.appendingPathComponent("Reports/reference/polling-vs-push")
        var document = try ResultsDocument(
            json: Array(Data(contentsOf: reference.appendingPathComponent("report.json"))))
        document.cells = []
        document.comparisons = []
        document.partial = true
        document.verdict = .invalid
        document.reasons = ["the server ended with status 1", "nothing was measured"]
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "swarmbench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(document.json()).write(to: folder.appendingPathComponent("report.json"))
        let program = try RunningProgram(
            try BuiltProduct.url(named: "bench"),
            arguments: [
                "gate", "--baseline", reference.path, folder.path, "--no-history", "--output",
                folder.appendingPathComponent("gate").path,
            ])
        #expect(try await program.exitStatus(within: 30) == 3, "\(program.errors.text)")
        #expect(
            program.output.text.hasPrefix(
                "Cannot tell: the new run is invalid: the server ended with status 1"),
            "\(program.output.text)")
    }
}
