import Foundation
import Results
import TestSupport
import Testing

/// Long enough that a test can step in.
private let longScenario = smallScenario.replacingOccurrences(of: "steady: 2s", with: "steady: 30s")

@Suite("A run that ends early", .serialized)
struct EarlyEndTests {
    @Test("because the server died: at once, with its last words, a partial report and status 3")
    func serverDies() async throws {
        let run = try BenchRun(longScenario)
        try await run.progress(containing: "warm-up")
        let server = try await run.serverProcess()
        kill(server, SIGKILL)
        let status = try await run.program.exitStatus(within: 20)
        #expect(status == 3)
        #expect(run.program.errors.text.contains("died"))
        #expect(run.program.errors.text.contains("signal 9"))
        #expect(try run.document().partial)
    }

    @Test("by Ctrl-C: a partial report, no server left, status 130")
    func interrupted() async throws {
        let run = try BenchRun(longScenario)
        try await run.progress(containing: "warm-up")
        let server = try await run.serverProcess()
        run.program.send(SIGINT)
        #expect(try await run.program.exitStatus(within: 20) == 130)
        #expect(try run.document().partial)
        #expect(!ProcessTable.exists(server))
    }

    @Test("not because nobody reads what it prints any more")
    func unread() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("unread-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("scenario.yaml").path
        let scenario = smallScenario.replacingOccurrences(of: "steady: 2s", with: "steady: 1s")
        try Data(scenario.utf8).write(to: URL(fileURLWithPath: file))
        let run = folder.appendingPathComponent("run")
        // The status is bench's: `true` has none of its own.
        let program = try RunningProgram(
            URL(fileURLWithPath: "/bin/bash"),
            arguments: [
                "-c", #"set -o pipefail; "$@" 2>&1 | true"#, "shell",
                try BuiltProduct.url(named: "bench").path, "run", file, "--output", run.path, "--no-history",
            ])
        let status = try await program.exitStatus(within: 60)
        // So short a steady state may be judged or be no judgement; it was measured to its end.
        #expect(status == 0 || status == 3 || status == 99)
        let document = try ResultsDocument(
            json: Array(Data(contentsOf: run.appendingPathComponent("report.json"))))
        #expect(!document.partial && document.cells.count == 2)
    }

    @Test("by SIGKILL: the server does not outlive bench")
    func killed() async throws {
        let run = try BenchRun(longScenario)
        try await run.progress(containing: "warm-up")
        let server = try await run.serverProcess()
        run.program.send(SIGKILL)
        _ = try await run.program.exitStatus(within: 10)
        try await eventually(within: 10, "the server has ended") { !ProcessTable.exists(server) }
    }

    @Test("in a later trial keeps the trials before it")
    func keepsEarlierTrials() async throws {
        let scenario = smallScenario.replacingOccurrences(of: "blocks: 1", with: "blocks: 50")
        let run = try BenchRun(scenario)
        try await eventually(within: 60, "a counted trial is in the report") {
            guard let document = try? run.document() else { return false }
            return document.cells.contains { $0.trials.contains { !$0.discarded && !$0.partial } }
        }
        run.program.send(SIGINT)
        #expect(try await run.program.exitStatus(within: 20) == 130)
        let document = try run.document()
        #expect(document.partial)
        #expect(document.cells.contains { $0.trials.contains { !$0.discarded && !$0.partial } })
        #expect(try run.markdown().lowercased().contains("partial"))
        let junit = try run.text("junit.xml")
        #expect(junit.contains("<error type=\"invalid\"") && junit.contains("the run ended early"))
        #expect(try run.text("metrics.txt").hasSuffix("# EOF\n"))
    }
}
