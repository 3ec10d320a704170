import Foundation
import History
import Reporting
import Results
import TestSupport
import Testing

/// A gate of a second or so a trial.
let gateScenario = """
    name: tiny
    clients: 20
    arms:
      - name: push
        transport: websocket
    load:
      tasks-per-second: 20
      arrivals: stratified
    phases:
      warm-up: 200ms
      steady: 1s
    """

@Suite("bench gate, from the command line to the verdict", .serialized)
struct GateTests {
    private let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("swarmbench-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try Data(gateScenario.utf8).write(to: directory.appendingPathComponent("tiny.yaml"))
    }

    private func start(_ arguments: [String]) throws -> RunningProgram {
        try RunningProgram(
            try BuiltProduct.url(named: "bench"),
            arguments: ["gate", directory.appendingPathComponent("tiny.yaml").path] + arguments,
            directory: directory)
    }

    private func stored(_ folder: String) throws -> GateReport {
        try GateReport(
            json: Array(Data(contentsOf: directory.appendingPathComponent("\(folder)/gate.json"))))
    }

    @Test("measures pairs of both builds, judges them, and judges them the same again")
    func gate() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        let server = try BuiltProduct.url(named: "swarm-server").path
        let output = directory.appendingPathComponent("run").path
        let gate = try start([
            "--base", server, "--head", "'\(server)'", "--head-env", "GATE_TEST=1", "--max-pairs", "3",
            "--output", output,
        ])
        let status = try await gate.exitStatus(within: 120)
        let report = try stored("run")
        // What a busy machine makes of three pairs is any verdict; it and the status agree.
        let expected: [GateVerdict: Int32] = [.regressed: 99, .improved: 0, .noDifference: 0, .cannotTell: 3]
        #expect(status == expected[report.verdict], "\(status): \(gate.errors.text)")
        #expect(report.head.command.starts(with: ["/usr/bin/env", "GATE_TEST=1"]))
        #expect(report.transport == "websocket" && report.clients == 20 && report.load?.tasksPerSecond == 20)
        guard report.ended == nil else { return }
        #expect(report.pairs.map(\.number) == [0, 1, 2])
        #expect(report.looks.map(\.pairs) == [3])
        // The first two pairs are a block: ABBA or BAAB.
        #expect(report.pairs[0].baseFirst != report.pairs[1].baseFirst)
        for pair in report.pairs {
            #expect(pair.base.values.count == 4 && pair.head.values.count == 4)
            // The same arrivals: the same events, and nearly the same traffic.
            let base = try #require(pair.base.values["traffic"])
            let head = try #require(pair.head.values["traffic"])
            #expect(abs(head / base - 1) < 0.2)
        }
        let markdown = try String(contentsOfFile: output + "/gate.md", encoding: .utf8)
        #expect(gate.output.text.contains("CPU per message"))
        #expect(gate.errors.text.contains("the same program, byte for byte"))
        #expect(markdown.contains("the same program, byte for byte"))
        #expect(gate.errors.text.contains("gate: look at 3 pairs"))
        #expect(markdown.hasPrefix("# Gate: tiny"))
        #expect(ProcessTable.children(of: gate.processID).isEmpty)
        let again = try RunningProgram(
            try BuiltProduct.url(named: "bench"), arguments: ["gate", "--again", output + "/gate.json"])
        #expect(try await again.exitStatus(within: 30) == status, "\(again.errors.text)")
        #expect(
            again.output.text.split(separator: "\n").first == gate.output.text.split(separator: "\n").first)
        let history = try RunHistory.open(
            toRead: directory.appendingPathComponent("Reports/history.sqlite").path)
        let kept = try history.judgements()
        #expect(kept == [try #require(Judgement(.pairs(report), folder: output))])
        #expect(kept[0].kind == .gate && kept[0].verdict == report.verdict.rawValue && kept[0].pairs == 3)
        #expect(kept[0].origin.scenarioHash?.isEmpty == false)
    }

    @Test("Ctrl-C leaves a report and no server, and ends with 130")
    func interrupted() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        let server = try BuiltProduct.url(named: "swarm-server").path
        let gate = try start([
            "--null", "--base", server, "--output", directory.appendingPathComponent("run").path,
        ])
        try await eventually(within: 60, "the first pair is under way", else: { gate.errors.text }) {
            gate.errors.text.contains("trial 2/41")
        }
        gate.send(SIGINT)
        #expect(try await gate.exitStatus(within: 20) == 130)
        let report = try stored("run")
        #expect(report.partial)
        #expect(report.verdict == .cannotTell)
        #expect(report.ended?.contains("interrupted") == true)
        #expect(ProcessTable.children(of: gate.processID).isEmpty)
    }

    @Test("pairs that can no longer be written are told, with the reason and 73")
    func lostFolder() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        let server = try BuiltProduct.url(named: "swarm-server").path
        let output = directory.appendingPathComponent("run")
        let history = directory.appendingPathComponent("history.sqlite").path
        let gate = try start(["--null", "--base", server, "--output", output.path, "--history", history])
        try await eventually(within: 60, "the first pair is under way", else: { gate.errors.text }) {
            gate.errors.text.contains("trial 2/41")
        }
        try FileManager.default.removeItem(at: output)
        #expect(try await gate.exitStatus(within: 60) == 73)
        let list = try RunningProgram(
            BuiltProduct.url(named: "bench"), arguments: ["history", "--history", history],
            directory: directory)
        #expect(try await list.exitStatus(within: 30) == 0, "\(list.errors.text)")
        #expect(list.output.text.contains("gate"), "\(list.output.text)")
        #expect(gate.errors.text.contains("cannot write results to \(output.path)"))
        #expect(gate.output.text.contains("CPU per message"), "\(gate.output.text)")
    }

    @Test("a build that ends at once is told with its last words, and nothing is decided")
    func brokenBuild() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        let server = try BuiltProduct.url(named: "swarm-server").path
        let gate = try start([
            "--base", server, "--head", "sh -c 'echo no such table >&2; exit 1'", "--output",
            directory.appendingPathComponent("run").path, "--quiet",
        ])
        #expect(try await gate.exitStatus(within: 60) == 3)
        #expect(gate.output.text.contains("Cannot tell"))
        #expect((gate.output.text + gate.errors.text).contains("no such table"))
    }

    @Test("time that is up ends it undecided")
    func outOfTime() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        let server = try BuiltProduct.url(named: "swarm-server").path
        let gate = try start([
            "--null", "--base", server, "--max-time", "1s", "--quiet", "--no-history", "--output",
            directory.appendingPathComponent("run").path,
        ])
        #expect(try await gate.exitStatus(within: 60) == 3)
        #expect(gate.output.text.contains("Cannot tell: it ran out of time"))
        #expect(!FileManager.default.fileExists(atPath: directory.appendingPathComponent("Reports").path))
    }
}
