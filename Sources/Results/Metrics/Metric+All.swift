extension Metric {
    /// Every metric, in the order of reports.
    package static let all: [Metric] =
        latencies + traffic + server + counts + generator + faults

    private static var latencies: [Metric] {
        distribution("updateLatency") { $0.updateLatencyMs }
            + distribution("deliveryLatency") { $0.deliveryLatencyMs }
            + distribution("serverDelay") { $0.serverDelayMs }
            + distribution("pollWait") { $0.pollWaitMs }
            + distribution("asSeenLatency") { $0.asSeenLatencyMs }
            + distribution("submitToSeen") { $0.submitToSeenMs }
            + distribution("submissions.responseTime") { $0.submissions?.responseMs }
            + distribution("submissions.serviceTime") { $0.submissions?.serviceMs }
            + [
                Metric("submissions.acceptedPerSecond", unit: "tasks/s") {
                    $0.submissions?.acceptedPerSecond
                },
                Metric("staleShare", unit: "") { $0.staleShare },
            ]
    }

    private static func distribution(
        _ name: String, _ latency: @escaping @Sendable (Figures) -> LatencySummary?
    ) -> [Metric] {
        let values: [(String, @Sendable (LatencySummary) -> Double?)] = [
            ("mean", { $0.mean }), ("p50", { $0.p50 }), ("p90", { $0.p90 }), ("p99", { $0.p99 }),
            ("p999", { $0.p999 }), ("max", { $0.max }),
        ]
        return values.map { part, value in
            Metric("\(name).\(part)", unit: "ms", distribution: latency) { latency($0).flatMap(value) }
        }
    }

    // A thousand bytes an hour is less than one poll a minute.
    private static var traffic: [Metric] {
        let unit = "bytes/client/h"
        return [
            Metric("traffic", unit: unit, nearZero: 1_000) { $0.traffic.wireTotalWithHeartbeats },
            Metric("traffic.up", unit: unit, nearZero: 1_000) { $0.traffic.wireBytesPerClientHour.up },
            Metric("traffic.down", unit: unit, nearZero: 1_000) { $0.traffic.wireBytesPerClientHour.down },
            Metric("appTraffic", unit: unit, nearZero: 1_000) { $0.traffic.appBytesPerClientHour.total },
            Metric("appTraffic.up", unit: unit, nearZero: 1_000) { $0.traffic.appBytesPerClientHour.up },
            Metric("appTraffic.down", unit: unit, nearZero: 1_000) { $0.traffic.appBytesPerClientHour.down },
            Metric("traffic.heartbeat", unit: unit, nearZero: 1_000) {
                $0.traffic.heartbeatBytesPerClientHour
            },
            Metric("traffic.handshakeBytes", unit: "bytes") { $0.traffic.handshakeBytes },
            Metric("traffic.retransmittedSegments", unit: "") { Double($0.traffic.retransmittedSegments) },
        ]
    }

    // Half a percent is what timers and the log reader cost an idle server.
    private static var server: [Metric] {
        [
            Metric("server.cpuPercent", unit: "%", nearZero: 0.5) { $0.server.cpuPercent },
            Metric("server.userPercent", unit: "%", nearZero: 0.5) { $0.server.userPercent },
            Metric("server.systemPercent", unit: "%", nearZero: 0.5) { $0.server.systemPercent },
            Metric("server.cpuMicrosecondsPerUpdate", unit: "us") { $0.server.cpuMicrosecondsPerUpdate },
            Metric("server.cpuMicrosecondsPerMessage", unit: "us") { $0.server.cpuMicrosecondsPerMessage },
            Metric("server.residentBytes", unit: "bytes", nearZero: 1_000_000) { $0.server.residentBytes },
            Metric("server.stampLagP99", unit: "ms") { $0.server.stampLagP99Ms },
        ]
    }

    private static var counts: [Metric] {
        [
            count("updates") { $0.updates }, count("events") { $0.events },
            count("messages") { $0.messages },
            Metric("messagesPerClientSecond", unit: "messages/client/s") { $0.messagesPerClientSecond },
            count("lost") { $0.lost }, count("duplicated") { $0.duplicated },
            count("reordered") { $0.reordered }, count("shed") { $0.shed },
            count("coalesced") { $0.coalesced },
            count("errors") { $0.errors.values.reduce(0, &+) },
            count("disconnects") { $0.disconnects },
        ]
    }

    private static func count(
        _ name: String, _ value: @escaping @Sendable (Figures) -> Int?
    ) -> Metric {
        Metric(name, unit: "") { value($0).map(Double.init) }
    }

    private static var faults: [Metric] {
        [
            Metric("recovery.p50", unit: "ms") { $0.faults?.recoveryMs(\.p50Ms) },
            Metric("recovery.p90", unit: "ms") { $0.faults?.recoveryMs(\.p90Ms) },
            Metric("recovery.p100", unit: "ms") { $0.faults?.recoveryMs(\.p100Ms) },
            Metric("reconnects.peakPerSecond", unit: "/s") { $0.faults?.peakPerSecond },
            Metric("reconnects.peakToMean", unit: "") { $0.faults?.peakToMean },
            count("late") { $0.faults?.late?.total },
        ]
    }

    private static var generator: [Metric] {
        [
            Metric("generator.cpuPercent", unit: "%", nearZero: 0.5) { $0.generator.cpuPercent },
            Metric("generator.lagP99Microseconds", unit: "us") { $0.generator.lagP99Microseconds },
            count("generator.missedIntended") { $0.generator.missedIntended },
        ]
    }
}
