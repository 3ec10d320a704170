import Results

@testable import Reporting

/// A search as a report keeps it: 800 clients confirmed, 1,600 not.
enum CapacitySample {
    static func report(_ kind: CapacityAnswer.Kind = .found, reason: String? = nil) -> CapacityReport {
        var report = CapacityReport(
            scenario: "fan|out", arm: "push", transport: "websocket", runId: "r",
            startedAt: "2026-01-01T00:00:00Z", seed: 7, environment: SampleDocument.empty().environment,
            objective: ["push.deliveryLatency.p99 < 50ms"], axis: .clients,
            rule: CapacityRule(
                start: 400, lowest: 1, highest: 19_744, limit: "the descriptors", resolution: 0.05,
                confirmations: 5, stepDown: 0.05))
        let isConfirmed: Bool = kind == .found || kind == .atLeast
        report.answer = CapacityAnswer(
            kind: kind, clients: isConfirmed || kind == .stopped ? 1_200 : nil,
            tasksPerSecond: isConfirmed || kind == .stopped ? 10 : nil, reason: reason)
        report.trials = [
            trial(1, 400, 12, .held), trial(2, 800, 21, .held), trial(3, 1_600, 190, .failed),
            trial(4, 1_200, 44, .held),
        ]
        guard isConfirmed else { return report }
        report.trials += (5..<10).map { trial($0, 1_200, 44, .held, .confirmation) }
        report.trials += [2_000, 2_500, 3_100].enumerated().map {
            trial(10 + $0, $1, 400, .failed, .saturation)
        }
        report.answer.edge = [
            CapacityEdge(
                expression: "push.deliveryLatency.p99 < 50ms", unit: "ms", limit: 50, mean: 44,
                confidence95: [41, 47.2], values: [44, 44, 44, 44, 44])
        ]
        report.costs = [
            CapacityCost(
                title: "memory per client", unit: "bytes",
                estimate: CapacityEstimate(8_000, lower: 7_500, upper: 8_500),
                source: "resident memory over 3 client counts")
        ]
        addModels(to: &report)
        report.plan = CapacityPlanRecord(
            clientsPerServer: 1_200, headroom: 0.3, spareServers: 1, coresPerServer: 1,
            assumptions: ["one server carries 1200 clients", "30 % of that stays free"],
            rows: [
                CapacityPlanRecord.Row(
                    users: 1e6, servers: 1_192, cores: 1_192, memoryBytes: 3.2e10, egressBytesPerMonth: 4.7e15
                )
            ])
        report.seconds = 95
        return report
    }

    private static func addModels(to report: inout CapacityReport) {
        report.fanOut = FanOutRecord(
            formula: "b rho S/(2(1-rho)) + (N+1)s/2",
            sendCostMicroseconds: CapacityEstimate(8.8, lower: 8.4, upper: 9.2),
            burstiness: CapacityEstimate(1.2, lower: 0.4, upper: nil), eventLoops: 1,
            messagesPerClientSecond: 70, messagesPerTask: 0,
            saturation: CapacityEstimate(1_623, lower: 1_550, upper: 1_700),
            forecasts: [
                FanOutRecord.Forecast(
                    expression: "push.deliveryLatency.p99 < 50ms",
                    level: CapacityEstimate(1_310, lower: 1_250, upper: 1_380))
            ],
            residuals: [
                residual(400, 4, 4.2, heldOut: 4.3), residual(800, 0.9921772497640066 / 1e3 * 1e3, 8.8),
            ])
        report.scalability = ScalabilityRecord(
            formula: "X", lambda: CapacityEstimate(70, lower: 60, upper: nil),
            sigma: CapacityEstimate(6e-4, lower: 0, upper: 1e-3),
            kappa: CapacityEstimate(0, lower: 0, upper: 2e-8), peakClients: nil, largestGoodput: 1.1e5,
            forecastLimit: 4_500,
            residuals: [1_600, 2_000, 2_500, 3_100].map { residual($0, goodput($0) / $0 * $0, 1.12e5) })
    }

    private static func residual(
        _ clients: Double, _ measured: Double, _ fitted: Double, heldOut: Double? = nil
    ) -> CapacityResidual {
        CapacityResidual(
            clients: clients, tasksPerSecond: 10, measured: measured, fitted: fitted, heldOut: heldOut)
    }

    /// Of a sender that sends one after the other, with something of its own at each load.
    private static func goodput(_ clients: Double) -> Double {
        clients.truncatingRemainder(dividingBy: 1_000) == 0 ? 1.1e5 : 1.12e5
    }

    static func trial(
        _ position: Int, _ clients: Int, _ p99: Double, _ outcome: CapacityTrial.Outcome,
        _ purpose: CapacityTrial.Purpose = .approach
    ) -> CapacityTrial {
        var figures: Figures = .empty
        figures.server.cpuPercent = 50
        figures.messagesPerClientSecond =
            clients < 1_600 ? 70 : goodput(Double(clients)) / Double(clients)
        figures.deliveryLatencyMs.mean = [400: 4, 800: 0.9921772497640066][clients] ?? 20
        return CapacityTrial(
            position: position, purpose: purpose, clients: clients, tasksPerSecond: 10, outcome: outcome,
            reasons: outcome == .held
                ? [] : ["threshold push.deliveryLatency.p99 < 50ms: measured \(p99) ms"],
            conditions: [
                ThresholdResult(
                    expression: "push.deliveryLatency.p99 < 50ms", value: p99, passed: outcome == .held,
                    limit: 50,
                    unit: "ms")
            ], figures: figures)
    }
}
