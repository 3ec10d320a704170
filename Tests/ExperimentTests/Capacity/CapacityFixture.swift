import Results
import Scenarios
import Statistics

@testable import Experiment

/// Trials of a server with a known send cost, as a capacity search keeps them.
enum CapacityFixture {
    static let environment = Environment(
        hostname: "host", kernel: "6", cpuModel: "a CPU", cpus: 2, memoryBytes: 1, clockSource: "tsc",
        descriptorLimit: 20_000, network: "loopback", serverCPUs: [1], generatorCPUs: [0], benchVersion: "1",
        serverCommand: ["swarm-server"], phaseSeconds: ["steady": 20])

    static func report(
        _ trials: [CapacityTrial], answer: CapacityAnswer, axis: CapacityReport.Axis = .clients
    )
        -> CapacityReport
    {
        var report = CapacityReport(
            scenario: "s", arm: "push", transport: "websocket", runId: "r", startedAt: "2026-01-01T00:00:00Z",
            seed: 1, environment: environment, objective: ["push.deliveryLatency.mean < 20ms"],
            axis: axis,
            rule: CapacityRule(
                start: 100, lowest: 1, highest: 10_000, limit: "--max allows no more", resolution: 0.05,
                confirmations: 5, stepDown: 0.05))
        report.trials = trials
        report.answer = answer
        return report
    }

    /// Of a fan-out at `messageRate`: its mean delivery by the closed form, 20 MB and 8 kB a client, 1,800 bytes down a
    /// client and second.
    static func trial(
        _ position: Int, clients: Int, purpose: CapacityTrial.Purpose = .approach,
        outcome: CapacityTrial.Outcome = .held, messageRate: Double = 70, sendCost: Double = 8.8e-6,
        burstiness: Double = 1.2, noise: Double = 1, tasksPerSecond: Double = 10
    ) -> CapacityTrial {
        let load = FanOutLoad(
            clients: Double(clients), messageRate: messageRate, sendCost: sendCost, burstiness: burstiness)
        let delivery: Double? = load.meanDelivery.map { $0 * 1e3 * noise }
        var figures: Figures = .empty
        figures.deliveryLatencyMs.mean = delivery ?? 500
        figures.messagesPerClientSecond = min(messageRate, messageRate / max(load.load, 1e-9))
        figures.events = 1_200
        figures.server.cpuPercent = min(99, 100 * load.load)
        figures.server.cpuMicrosecondsPerMessage = sendCost * 1e6 * noise
        figures.server.residentBytes = 20e6 + 8_000 * Double(clients)
        figures.traffic.wireBytesPerClientHour.down = 1_800 * 3_600 * noise
        let expression = "push.deliveryLatency.mean < 20ms"
        let condition = ThresholdResult(
            expression: expression, value: figures.deliveryLatencyMs.mean, passed: outcome == .held,
            limit: 20,
            unit: "ms")
        return CapacityTrial(
            position: position, purpose: purpose, clients: clients, tasksPerSecond: tasksPerSecond,
            outcome: outcome,
            reasons: outcome == .held ? [] : ["too slow"], conditions: [condition], figures: figures)
    }

    static func objective() throws -> [ThresholdExpression] {
        [try ThresholdParser.parse("push.deliveryLatency.mean < 20ms")]
    }
}
