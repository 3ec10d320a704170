import Foundation
import Reporting
import Results

/// Gates with figures that are chosen, not measured.
enum SampleGate {
    /// A gate whose head costs `cpu` times as much CPU a message as its base, by a rule that was through at six pairs.
    ///
    /// - Parameter number: tells gates apart: id, day and commit.
    static func report(
        _ number: Int, mode: GateReport.Mode = .compare, verdict: GateVerdict = .regressed,
        change: Double = 0.08
    ) -> GateReport {
        let run = SampleRun.document(number)
        var report = GateReport(
            mode: mode, scenario: "gate", runId: run.runId.replacing("-sample", with: "-gate"),
            startedAt: run.startedAt, seed: 1, environment: run.environment,
            base: GateSide(command: ["old"]), head: GateSide(command: ["new"]),
            rule: GateRuleRecord(
                smallestEffect: 0.05, alpha: 0.01, settledConfidence: 0.99, maxPairs: 20,
                looks: [6, 9, 12, 16, 20], maxSeconds: 360))
        report.origin = run.origin
        report.verdict = verdict
        report.pairs = (0..<6).map { pair in
            func trial(_ cpu: Double) -> GateTrial {
                GateTrial(
                    values: ["server.cpuMicrosecondsPerMessage": cpu], defects: 0, serverCPUPercent: 80,
                    generatorCPUPercent: 60)
            }
            return GatePair(number: pair, baseFirst: true, base: trial(5), head: trial(5 * (1 + change)))
        }
        var metric = GateMetric(
            name: "server.cpuMicrosecondsPerMessage", title: "CPU per message", unit: "us", role: .primary,
            share: 0.5)
        metric.verdict = GateMetric.State(rawValue: verdict.rawValue) ?? .open
        metric.change = change
        metric.lower = change - 0.02
        metric.upper = change + 0.04
        metric.settledUpper = change + 0.03
        metric.detectable = 0.057
        report.metrics = [metric]
        return report
    }

    static func judgement(_ number: Int, change: Double = 0.08, folder: String = "/gates/one") -> Judgement {
        guard let judgement = Judgement(.pairs(report(number, change: change)), folder: folder) else {
            preconditionFailure("a gate with pairs has a verdict")
        }
        return judgement
    }
}

extension TemporaryFolder {
    /// Writes a gate's folder as `bench gate` would, and names it.
    func write(_ report: GateReport) throws -> String {
        let folder: String = path("gates/\(report.runId)")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try AtomicFile.write(report.json(), to: "\(folder)/gate.json")
        return folder
    }
}
