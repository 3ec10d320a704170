import Results

/// A figure that arms are compared by.
struct ComparedFigure: Sendable {
    /// Path in the document.
    var name: String
    var unit: String
    /// Below this on either side a ratio means nothing, and the difference is given.
    var nearZero: Double = 0
    /// The distribution it is of, for latencies.
    var latency: (@Sendable (Figures) -> LatencySummary?)?
    var value: @Sendable (Figures) -> Double?

    static let all: [ComparedFigure] = [
        ComparedFigure(
            name: "updateLatency.mean", unit: "ms", latency: { $0.updateLatencyMs },
            value: { $0.updateLatencyMs.mean }),
        ComparedFigure(
            name: "updateLatency.p50", unit: "ms", latency: { $0.updateLatencyMs },
            value: { $0.updateLatencyMs.p50 }),
        ComparedFigure(
            name: "submitToSeen.mean", unit: "ms", latency: { $0.submitToSeenMs },
            value: { $0.submitToSeenMs?.mean }),
        // A thousand bytes an hour is less than one poll a minute.
        ComparedFigure(
            name: "traffic", unit: "bytes/client/h", nearZero: 1_000,
            value: { $0.traffic.wireTotalWithHeartbeats }),
        // Half a percent is what timers and the log reader cost an idle server.
        ComparedFigure(
            name: "server.cpuPercent", unit: "%", nearZero: 0.5, value: { $0.server.cpuPercent }),
        ComparedFigure(
            name: "server.residentBytes", unit: "bytes", nearZero: 1_000_000,
            value: { $0.server.residentBytes }),
    ]
}
