import Results
import Scenarios
import Testing

@testable import Experiment

/// Thresholds and trends name figures alike.
@Suite struct MetricNamesTests {
    /// Every value another one.
    private static let figures: Figures = {
        func latency(_ base: Double) -> LatencySummary {
            LatencySummary(
                mean: base + 0.1, p50: base + 0.2, p90: base + 0.3, p99: base + 0.4, p999: base + 0.5,
                max: base + 0.6, count: 20_000, events: 20_000, infinite: 0)
        }
        var figures: Figures = .empty
        figures.updateLatencyMs = latency(10)
        figures.deliveryLatencyMs = latency(20)
        figures.serverDelayMs = latency(30)
        figures.pollWaitMs = latency(40)
        figures.asSeenLatencyMs = latency(50)
        figures.submitToSeenMs = latency(60)
        figures.submissions = SubmissionFigures(
            acceptedPerSecond: 71, responseMs: latency(80), serviceMs: latency(90))
        figures.staleShare = 0.3
        figures.traffic.wireBytesPerClientHour = Directions(up: 1_001, down: 2_002)
        figures.traffic.appBytesPerClientHour = Directions(up: 303, down: 404)
        figures.traffic.heartbeatBytesPerClientHour = 55
        figures.server = ServerCost(
            cpuPercent: 12, userPercent: 7, systemPercent: 5, cpuMicrosecondsPerUpdate: 8_100,
            cpuMicrosecondsPerMessage: 8_200, residentBytes: 9e6, stampLagP99Ms: 0.7)
        figures.updates = 101
        figures.events = 102
        figures.messages = 103
        figures.messagesPerClientSecond = 104
        figures.lost = 105
        figures.duplicated = 106
        figures.reordered = 107
        figures.shed = 108
        figures.coalesced = 109
        figures.disconnects = 110
        figures.errors = ["a": 2, "b": 3]
        figures.generator.cpuPercent = 33
        figures.faults = FaultFigures(
            outcomes: [
                FaultOutcome(
                    name: "reset", kind: "reset", second: 1, seconds: 0, connections: 4, cutOff: 4,
                    neverBack: 0,
                    recovery: FaultOutcome.Recovery(p50Ms: 501, p90Ms: 502, p100Ms: 503),
                    reconnects: FaultOutcome.Reconnects(attempts: 4, peakPerSecond: 504, meanPerSecond: 8))
            ], lost: nil, late: ClientCounts([1, 505]), duplicated: nil, lateAfterMs: 1_500,
            longestLateMs: nil,
            fallbackSeconds: 0, residentBytesBefore: nil, residentBytesAfter: nil)
        return figures
    }()

    @Test("what a threshold can ask about has a trend of the same name and value")
    func same() throws {
        #expect(ThresholdFigure.all.count > 40)
        for figure in ThresholdFigure.all {
            let name: String = figure.path.joined(separator: ".")
            let metric = try #require(Metric.named(name), "\(name)")
            #expect(metric.name == name)
            let asked: Double = try #require(figure.value(figures: Self.figures), "\(name)")
            let shown: Double = try #require(metric.value(Self.figures), "\(name)")
            // Thresholds hold all times in milliseconds.
            #expect(abs(shown * (metric.unit == "us" ? 1e-3 : 1) - asked) < 1e-9, "\(name)")
        }
    }
}
