import Foundation
import History
import Results
import TestSupport
import Testing

@Suite("A run whose results can no longer be written", .serialized)
struct LostResultsTests {
    /// A trial that does not count, and `blocks` that do.
    private static func scenario(blocks: Int) -> String {
        """
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
        blocks: \(blocks)
        """
    }

    private static func begin(
        _ blocks: Int, history: String? = nil, summary: String = ""
    ) throws -> BenchRun {
        try BenchRun(
            scenario(blocks: blocks), history: history, environment: ["GITHUB_STEP_SUMMARY": summary])
    }

    /// Puts a file where a folder was: nothing can be written below it, not by root either.
    private static func replaceByFile(_ folder: URL) throws {
        try FileManager.default.moveItem(at: folder, to: folder.appendingPathExtension("gone"))
        try Data().write(to: folder)
    }

    private static func temporary(_ name: String) -> String {
        FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString)-\(name)").path
    }

    private static func remove(_ path: String) {
        for suffix in ["", "-wal", "-shm", "-lock"] {
            try? FileManager.default.removeItem(atPath: path + suffix)
        }
    }

    @Test("prints the figures, records them and ends with 73")
    func lostFolder() async throws {
        let history = Self.temporary("history.sqlite")
        let summary = Self.temporary("summary.md")
        defer {
            Self.remove(history)
            Self.remove(summary)
        }
        // So many that a test on a busy machine is in time.
        let run = try Self.begin(30, history: history, summary: summary)
        try await run.progress(containing: "trial 2/31")
        let folder = run.directory.appendingPathComponent("run")
        try Self.replaceByFile(folder)
        #expect(try await run.exitStatus() == 73)
        let errors: String = run.program.errors.text
        #expect(errors.contains("cannot write \(folder.path)/report.json: Not a directory"), "\(errors)")
        #expect(!errors.contains("trial 31/31"), "what would be lost is not measured: \(errors)")
        #expect(errors.contains("not in \(folder.path), but in the history"), "\(errors)")
        #expect(run.program.output.text.contains("Update latency"), "\(run.program.output.text)")
        let recorded = try RunHistory.open(toRead: history)
        let document = try recorded.document(of: try #require(try recorded.runs().first))
        #expect(document.partial && document.cells.first?.trials.contains { $0.counts } == true)
        #expect(document.reasons.contains { $0.contains("cannot write results to") }, "\(document.reasons)")
        #expect(try String(contentsOfFile: summary, encoding: .utf8).contains("push"))
    }

    @Test("but for a trial's raw data has all else: every format, the history, the table")
    func lostRawData() async throws {
        let history = Self.temporary("history.sqlite")
        let summary = Self.temporary("summary.md")
        defer {
            Self.remove(history)
            Self.remove(summary)
        }
        let run = try Self.begin(1, history: history, summary: summary)
        let folder = run.directory.appendingPathComponent("run")
        // A file has the name of the last trial's folder.
        let trials = folder.appendingPathComponent("trials")
        try FileManager.default.createDirectory(at: trials, withIntermediateDirectories: true)
        try Data().write(to: trials.appendingPathComponent("001-push@20"))
        #expect(try await run.exitStatus() == 73)
        let errors: String = run.program.errors.text
        #expect(errors.contains("cannot write results to \(folder.path)/trials/"), "\(errors)")
        #expect(errors.contains("\(folder.path)/report.json holds all figures"), "\(errors)")
        // All trials ran: nothing is missing in it.
        let document = try run.document()
        #expect(!document.partial && document.cells.first?.trials.contains { $0.counts } == true)
        #expect(try run.text("junit.xml").contains("<testsuite"))
        #expect(try run.text("metrics.txt").hasSuffix("# EOF\n"))
        #expect(try RunHistory.open(toRead: history).runs().count == 1)
        #expect(try String(contentsOfFile: summary, encoding: .utf8).contains("push"))
        #expect(run.program.output.text.contains("Update latency"))
        #expect(run.program.output.text.contains("report: \(folder.path)/report.html"))
    }

    @Test("in neither folder nor history says so, and promises no file that is not there")
    func lostEverything() async throws {
        let run = try Self.begin(30, history: "/proc/swarmbench/history.sqlite")
        try await run.progress(containing: "trial 2/31")
        try Self.replaceByFile(run.directory.appendingPathComponent("run"))
        #expect(try await run.exitStatus() == 73)
        let errors: String = run.program.errors.text
        #expect(errors.contains("this run is not in the history"), "\(errors)")
        #expect(!errors.contains("complete in") && !errors.contains("history import"), "\(errors)")
        #expect(errors.contains("the figures printed here are in no file"), "\(errors)")
        #expect(run.program.output.text.contains("Update latency"))
        #expect(!run.program.output.text.contains("report: "), "\(run.program.output.text)")
    }
}
