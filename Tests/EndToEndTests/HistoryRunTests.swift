import Foundation
import History
import Results
import TestSupport
import Testing

@Suite("bench run and its history", .serialized)
struct HistoryRunTests {
    private static let scenario = """
        name: tiny
        clients: 5
        arms:
          - name: push
            transport: websocket
        load:
          tasks-per-second: 20
        phases:
          warm-up: 200ms
          steady: 1s
        blocks: 1
        """

    @Test("a run is recorded with its commit, its scenario's hash and its figures")
    func recorded() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(
            "\(UUID().uuidString).sqlite"
        ).path
        defer {
            for suffix in ["", "-wal", "-shm", "-lock"] {
                try? FileManager.default.removeItem(atPath: file + suffix)
            }
        }
        let run = try BenchRun(Self.scenario, ["--quiet"], history: file)
        let status = try await run.exitStatus()
        #expect(status == 0 || status == 3, "\(run.program.errors.text)")
        let history = try RunHistory.open(toRead: file)
        let recorded = try #require(try history.runs().first)
        let document = try run.document()
        #expect(recorded.scenario == "tiny" && recorded.seed == document.seed)
        #expect(recorded.folder == run.directory.appendingPathComponent("run").path)
        #expect(recorded.origin == document.origin)
        #expect(recorded.origin.scenarioHash?.count == 16)
        #expect(try history.document(of: recorded).cells[0].summary == document.cells[0].summary)
    }

    @Test("a history that cannot be written costs a warning, and neither the results nor the exit code")
    func unwritable() async throws {
        let run = try BenchRun(Self.scenario, ["--quiet"], history: "/proc/swarmbench/history.sqlite")
        let status = try await run.exitStatus()
        let errors = run.program.errors.text
        #expect(status == 0 || status == 3, "\(errors)")
        #expect(errors.contains("this run is not in the history"))
        #expect(errors.contains("bench history import"))
        #expect(try !run.document().partial)
    }
}
