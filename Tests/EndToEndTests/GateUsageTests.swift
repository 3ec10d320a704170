import Foundation
import Results
import TestSupport
import Testing

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
            (["--again", "absent.json", "--no-history"], "--no-history cannot be used here"),
            (["--again", "absent.json", "--history", "h.sqlite"], "--history cannot be used here"),
            (
                ["--baseline", "absent.json", "scenarios/gate.yaml"],
                "there is no absent.json: name the folder"
            ),
            (
                ["--baseline", "Reports/reference/polling-vs-push", "scenarios/gate.yaml"],
                "it has push/polling@0, push/polling@0.2, push/polling@10, the scenario push at 80"
            ),
            (["--baseline", "Reports/reference/polling-vs-push", "absent.yaml"], "absent.yaml"),
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
            arguments: ["gate", "--baseline", run, run, "--no-history", "--output", output.path],
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

    @Test("results that cannot be written exit with 73 before any load is sent")
    func unwritable() async throws {
        let result = try await bench([
            "--base", "sh", "--head", "sh", "scenarios/gate.yaml", "--output", "/proc/swarmbench",
        ])
        #expect(result.status == 73, "\(result.errors)")
        #expect(result.errors.contains("/proc/swarmbench"))
    }
}
