import Foundation
import GRDB
import Reporting
import Results
import TestSupport
import Testing

@testable import History

@Suite("Gates in the history") struct JudgementTests {
    private func history(_ folder: TemporaryFolder) throws -> RunHistory {
        try RunHistory.open(toWrite: folder.path("history.sqlite"), stamp: "20261123-000000")
    }

    private func bench(_ arguments: [String], _ folder: TemporaryFolder) async throws -> RunningProgram {
        let program = try RunningProgram(
            try BuiltProduct.url(named: "bench"),
            arguments: arguments + ["--history", folder.path("history.sqlite")], directory: folder.url)
        _ = try await program.exitStatus(within: 60)
        return program
    }

    @Test("a verdict comes back as it was recorded, with what was found in a line")
    func roundTrip() throws {
        let folder = try TemporaryFolder()
        let judgement = SampleGate.judgement(7)
        try history(folder).record(judgement)
        let found = try RunHistory.open(toRead: folder.path("history.sqlite")).judgements()
        #expect(found == [judgement])
        #expect(found[0].verdict == "regressed" && found[0].pairs == 6 && found[0].change == 0.08)
        #expect(found[0].finding == "CPU per message +8.0 %, at least +6.0 %, 6 pairs")
        #expect(found[0].origin.commit == String(repeating: "07", count: 20))
    }

    @Test("a gate of a build and itself is kept with what it would find; banked pairs are no verdict")
    func modes() throws {
        let null = try #require(
            Judgement(.pairs(SampleGate.report(1, mode: .null, verdict: .noDifference)), folder: "/x"))
        #expect(null.kind == .null)
        #expect(null.finding == "finds +5.7 % of CPU per message in 80 of 100 gates, 6 pairs")
        #expect(Judgement(.pairs(SampleGate.report(1, mode: .bank)), folder: "/x") == nil)
        var empty = SampleGate.report(1)
        empty.pairs = []
        #expect(Judgement(.pairs(empty), folder: "/x") == nil)
    }

    @Test(
        "the bound is the one that the verdict rests on",
        arguments: [
            (GateVerdict.regressed, 0.08, "at least +6.0 %"), (.improved, -0.08, "at most -4.0 %"),
            (.noDifference, 0.01, "at most +4.0 %"), (.cannotTell, 0.04, "at most +7.0 %"),
        ])
    func bounds(verdict: GateVerdict, change: Double, bound: String) throws {
        let report = SampleGate.report(1, verdict: verdict, change: change)
        let judgement = try #require(Judgement(.pairs(report), folder: "/x"))
        #expect(judgement.finding.hasSuffix(", \(bound), 6 pairs"), "\(judgement.finding)")
    }

    @Test("what a head lost stands before the change, and a gate that ended early with its reason")
    func reasons() throws {
        var report = SampleGate.report(1, verdict: .cannotTell)
        report.partial = true
        report.reasons = ["it ran out of time after 6 of 20 pairs (--max-time)"]
        let judgement = try #require(Judgement(.pairs(report), folder: "/x"))
        #expect(judgement.partial)
        #expect(judgement.finding.hasPrefix("it ran out of time after 6 of 20 pairs (--max-time), CPU per"))
    }

    @Test("gates are listed newest first, by scenario, and no more than asked for; a copied folder is none")
    func list() throws {
        let folder = try TemporaryFolder()
        let writer = try history(folder)
        for number in [2, 3, 1] { try writer.record(SampleGate.judgement(number)) }
        try writer.record(SampleGate.judgement(2, folder: "/copy"))
        try writer.record(SampleGate.judgement(1, change: 0.2, folder: "/another/one"))
        #expect(
            try writer.judgements().map(\.runId)
                == ["20261103-gate", "20261102-gate", "20261101-gate", "20261101-gate"])
        #expect(try writer.judgements(scenario: "gate", limit: 1).map(\.runId) == ["20261103-gate"])
        #expect(try writer.judgements(scenario: "absent").isEmpty)
    }

    @Test("a kind that a later version writes is passed over")
    func laterKind() throws {
        let folder = try TemporaryFolder()
        let writer = try history(folder)
        try writer.record(SampleGate.judgement(1))
        try writer.record(SampleGate.judgement(2))
        try writer.queue.write {
            try $0.execute(sql: "UPDATE judgements SET kind = 'oracle' WHERE runId = '20261101-gate'")
        }
        #expect(try writer.judgements().map(\.runId) == ["20261102-gate"])
    }

    @Test("import takes gates, runs and folders that hold both, and history lists them apart")
    func imported() async throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(SampleGate.report(5))
        let both = try folder.write(SampleRun.document(6))
        try AtomicFile.write(try Self.comparison().json(), to: "\(both)/gate.json")
        let program = try await bench(
            ["history", "import", folder.path("gates"), folder.path("runs")], folder)
        #expect(try await program.exitStatus() == 0, "\(program.errors.text)")
        #expect(program.output.text.contains("recorded 1 run and 2 gates"))

        let list = try await bench(["history"], folder)
        let lines = list.output.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0].hasPrefix("run ") && lines[1].hasPrefix("20261106-sample"))
        #expect(lines[3].hasPrefix("gate "))
        #expect(lines[4].hasPrefix("20261106-sample") && lines[4].contains("ratios, stored ones"))
        #expect(lines[4].contains("no difference") && lines[4].contains("3 blocks against 20261101-sample"))
        #expect(lines[5].hasPrefix("20261105-gate") && lines[5].contains("two builds"))
        #expect(lines[5].contains("  regressed  "))
        #expect(lines[5].contains("0505050505"))

        let json = try await bench(["history", "--gates", "--json", "--limit", "1"], folder)
        let gates = try JSONDecoder().decode([Judgement].self, from: Data(json.output.text.utf8))
        #expect(gates.map(\.kind) == [.baseline])
        let runs = try await bench(["history", "--json"], folder)
        #expect(try JSONDecoder().decode([RunSummary].self, from: Data(runs.output.text.utf8)).count == 1)
    }

    @Test("a history without gates says so when asked for them")
    func noGates() async throws {
        let folder = try TemporaryFolder()
        try history(folder).record(SampleRun.document(1), folder: nil)
        let list = try await bench(["history", "--gates"], folder)
        #expect(try await list.exitStatus() == 64)
        #expect(list.errors.text.contains("holds no gate yet"), "\(list.errors.text)")
    }

    @Test("a gate.json that cannot be read is named, and the others are recorded")
    func unreadable() async throws {
        let folder = try TemporaryFolder()
        _ = try folder.write(SampleGate.report(5))
        let broken = folder.path("gates/broken")
        try FileManager.default.createDirectory(atPath: broken, withIntermediateDirectories: true)
        try Data(#"{"kind":"gate"}"#.utf8).write(to: URL(fileURLWithPath: "\(broken)/gate.json"))
        let program = try await bench(["history", "import", folder.path("gates")], folder)
        #expect(try await program.exitStatus() == 64)
        #expect(program.errors.text.contains("\(broken)/gate.json: "), "\(program.errors.text)")
        #expect(program.output.text.contains("1 gate"))
    }

    private static func comparison() -> BaselineReport {
        let row = BaselineReport.Row(
            metric: "server.cpuPercent", load: LoadPoint(tasksPerSecond: 10), candidate: "push",
            baseline: "polling", stored: 2, current: 2.02, change: 0.01, lower: -0.01, settledUpper: 0.03,
            storedPairs: 3, currentPairs: 3, state: .noDifference)
        var report = BaselineReport(
            stored: .init(SampleRun.document(1)), current: .init(SampleRun.document(6)), smallestEffect: 0.05,
            alpha: 0.01, settledConfidence: 0.99, verdict: .noDifference, rows: [row], notes: [])
        report.comparedAt = "2026-11-06T09:00:00Z"
        return report
    }
}
