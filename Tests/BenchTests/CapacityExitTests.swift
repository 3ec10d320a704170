import ArgumentParser
import Experiment
import Results
import Testing

@testable import Bench

@Suite("How bench capacity ends") struct CapacityExitTests {
    private func code(
        _ kind: CapacityAnswer.Kind, need: Double? = nil, failure: ScenarioRun.Failure? = nil
    ) -> ExitCode {
        let environment = Environment(
            hostname: "host", kernel: "6", cpuModel: "a CPU", cpus: 2, memoryBytes: 1, clockSource: "tsc",
            descriptorLimit: 20_000, network: "loopback", serverCPUs: [1], generatorCPUs: [0],
            benchVersion: "1", serverCommand: ["swarm-server"], phaseSeconds: [:])
        var report = CapacityReport(
            scenario: "s", arm: "push", transport: "websocket", runId: "r", startedAt: "2026-01-01T00:00:00Z",
            seed: 1, environment: environment, objective: [], axis: .clients,
            rule: CapacityRule(
                start: 100, lowest: 1, highest: 10_000, limit: "", resolution: 0.05, confirmations: 5,
                stepDown: 0.05))
        let hasLoad: Bool = kind != .none && kind != .unknown
        report.answer = CapacityAnswer(
            kind: kind, clients: hasLoad ? 1_000 : nil, tasksPerSecond: hasLoad ? 10 : nil)
        report.need = need
        return ExitCodes.code(for: CapacityRun.Outcome(report: report, failure: failure))
    }

    @Test(
        "by its answer, and by what is needed",
        arguments: [
            (CapacityAnswer.Kind.found, nil, 0), (.atLeast, nil, 0), (.none, nil, 99), (.unknown, nil, 3),
            (.stopped, nil, 3), (.found, 1_000, 0), (.found, 1_001, 99), (.atLeast, 1_000, 0),
            (.atLeast, 1_001, 3), (.none, 1, 99), (.unknown, 1, 3), (.stopped, 1, 3),
        ] as [(CapacityAnswer.Kind, Double?, Int32)])
    func answer(kind: CapacityAnswer.Kind, need: Double?, expected: Int32) {
        #expect(code(kind, need: need).rawValue == expected)
    }

    @Test("an end before the end beats what was found")
    func ended() {
        #expect(code(.found, need: 1, failure: .interrupted).rawValue == 130)
        #expect(code(.found, failure: .generator("gone")).rawValue == 3)
    }
}
