import Foundation
import Results
import TestSupport
import Testing

private let gateScenario = """
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
        let gate = try start(["--null", "--base", server, "--output", output.path])
        try await eventually(within: 60, "the first pair is under way", else: { gate.errors.text }) {
            gate.errors.text.contains("trial 2/41")
        }
        try FileManager.default.removeItem(at: output)
        #expect(try await gate.exitStatus(within: 60) == 73)
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
            "--null", "--base", server, "--max-time", "1s", "--quiet", "--output",
            directory.appendingPathComponent("run").path,
        ])
        #expect(try await gate.exitStatus(within: 60) == 3)
        #expect(gate.output.text.contains("Cannot tell: it ran out of time"))
    }
}

@Suite("Mistakes with bench gate")
struct GateUsageTests {
    private func bench(_ arguments: [String]) async throws -> (status: Int32, errors: String) {
        let program = try RunningProgram(
            try BuiltProduct.url(named: "bench"), arguments: ["gate"] + arguments,
            directory: RepositoryRoot.url)
        return (try await program.exitStatus(within: 30), program.errors.text)
    }

    @Test(
        "exit with 64 and name the remedy",
        arguments: [
            (["--base", "sh", "--head", "sh", "scenarios/absent.yaml"], "scenarios/absent.yaml"),
            (
                ["--base", "/nonexistent/server", "--head", "sh", "scenarios/gate.yaml"],
                "--base /nonexistent/server"
            ),
            (
                ["--base", "sh", "--head", "/nonexistent/server", "scenarios/gate.yaml"],
                "--head /nonexistent/server"
            ),
            (["--base", "sh", "--head", "'sh", "scenarios/gate.yaml"], "not closed"),
            (
                ["--base", "sh", "--head", "sh", "scenarios/polling-vs-push.yaml"],
                "--arm, one of polling, push"
            ),
            (["scenarios/gate.yaml"], "--base and --head"),
            (["--again", "absent.json"], "absent.json"),
            (["--baseline", "absent.json", "scenarios/gate.yaml"], "absent.json"),
            (
                [
                    "--baseline", "Reports/reference/polling-vs-push", "--head", "sh",
                    "Reports/reference/polling-vs-push",
                ], "--head cannot be used here: Reports/reference/polling-vs-push is a run that"
            ),
        ])
    func usage(arguments: [String], mentions: String) async throws {
        let result = try await bench(arguments)
        #expect(result.status == 64, "\(result.errors)")
        #expect(result.errors.contains(mentions), "\(result.errors)")
    }

    @Test("a report that cannot be written exits with 73, and the verdict is told all the same")
    func unwritableReport() async throws {
        let output = FileManager.default.temporaryDirectory.appendingPathComponent(
            "swarmbench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: output) }
        // A folder where a file has to go.
        try FileManager.default.createDirectory(
            at: output.appendingPathComponent("gate.md"), withIntermediateDirectories: true)
        let run = "Reports/reference/polling-vs-push"
        let program = try RunningProgram(
            try BuiltProduct.url(named: "bench"),
            arguments: ["gate", "--baseline", run, run, "--output", output.path],
            directory: RepositoryRoot.url)
        #expect(try await program.exitStatus(within: 30) == 73)
        #expect(program.errors.text.contains(output.path), "\(program.errors.text)")
        #expect(
            program.output.text.contains("server.cpuPercent of push to polling"), "\(program.output.text)")
    }

    @Test("pairs are judged again for another change that matters")
    func againForAnotherChange() async throws {
        let reference = RepositoryRoot.url.appendingPathComponent(
            "Reports/reference/polling-vs-push/report.json")
        let environment = try ResultsDocument(json: Array(Data(contentsOf: reference))).environment
        var report = GateReport(
            mode: .compare, scenario: "gate", runId: "run", startedAt: "2026-11-23T03:00:00Z", seed: 1,
            environment: environment, base: GateSide(command: ["old"]), head: GateSide(command: ["new"]),
            rule: GateRuleRecord(
                smallestEffect: 0.05, alpha: 0.01, settledConfidence: 0.99, maxPairs: 20,
                looks: [6, 9, 12, 16, 20], maxSeconds: nil))
        // The head's CPU per message is 8 % more, give or take 1 % of a pair; nothing else changed.
        let others: [String: Double] = [
            "updateLatency.p50": 60, "traffic": 5e6, "server.residentBytes": 4e7,
        ]
        report.pairs = (0..<20).map { number in
            func trial(_ cpu: Double) -> GateTrial {
                GateTrial(
                    values: others.merging(["server.cpuMicrosecondsPerMessage": cpu]) { $1 }, defects: 0,
                    serverCPUPercent: 80, generatorCPUPercent: 60)
            }
            return GatePair(
                number: number, baseFirst: true, base: trial(8),
                head: trial(8 * 1.08 * (number.isMultiple(of: 2) ? 1.01 : 1 / 1.01)))
        }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(
            "swarmbench-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(report.json()).write(to: file)
        let expected: [(effect: String?, status: Int32, word: String)] = [
            (nil, 99, "Regressed"), ("10", 0, "No difference of 10 % or more"),
        ]
        for (effect, status, word) in expected {
            let program = try RunningProgram(
                try BuiltProduct.url(named: "bench"),
                arguments: ["gate", "--again", file.path] + (effect.map { ["--smallest-effect", $0] } ?? []))
            #expect(try await program.exitStatus(within: 30) == status, "\(program.errors.text)")
            #expect(program.output.text.hasPrefix(word), "\(program.output.text)")
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
                "gate", "--baseline", reference.path, folder.path, "--output",
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
                "gate", "--baseline", reference.path, folder.path, "--output",
                folder.appendingPathComponent("gate").path,
            ])
        #expect(try await program.exitStatus(within: 30) == 3, "\(program.errors.text)")
        #expect(
            program.output.text.hasPrefix(
                "Cannot tell: the new run is invalid: the server ended with status 1"),
            "\(program.output.text)")
    }

    @Test("results that cannot be written exit with 73 before any load is sent")
    func unwritable() async throws {
        let result = try await bench([
            "--base", "sh", "--head", "sh", "scenarios/gate.yaml", "--output", "/proc/swarmbench",
        ])
        #expect(result.status == 73, "\(result.errors)")
        #expect(result.errors.contains("/proc/swarmbench"))
    }
}
