import LoadEngine

/// A second or so of a running trial, for those who watch. Its latencies come from a sample; the report has the
/// exact figures.
package struct LivePoint: Sendable, Equatable {
    /// Its end, seconds since the trial's clients began to connect.
    package var second: Double
    /// At its end.
    package var phase: LoadProgress.Phase
    /// Connected, at its end.
    package var clients: Int
    /// Event packets or poll responses.
    package var messagesPerSecond: Double
    /// In it.
    package var errors: Int
    /// Nil when nothing came that has a latency.
    package var latency: LiveLatency?
    /// Of one CPU; nil while unknown.
    package var serverCPUPercent: Double?
    package var residentBytes: Double?

    package init(
        second: Double, phase: LoadProgress.Phase, clients: Int, messagesPerSecond: Double, errors: Int,
        latency: LiveLatency? = nil, serverCPUPercent: Double? = nil, residentBytes: Double? = nil
    ) {
        self.second = second
        self.phase = phase
        self.clients = clients
        self.messagesPerSecond = messagesPerSecond
        self.errors = errors
        self.latency = latency
        self.serverCPUPercent = serverCPUPercent
        self.residentBytes = residentBytes
    }
}

/// Percentiles of a sample, milliseconds, each within some 3 %.
package struct LiveLatency: Sendable, Equatable {
    /// Latencies that the sample stands for.
    package var count: Int
    package var p50: Double
    package var p90: Double
    package var p99: Double
    /// The largest in the sample.
    package var max: Double

    package init(count: Int, p50: Double, p90: Double, p99: Double, max: Double) {
        self.count = count
        self.p50 = p50
        self.p90 = p90
        self.p99 = p99
        self.max = max
    }

    /// Nil without any.
    init?(_ latencies: LiveLatencies) {
        guard let p50 = latencies.value(atQuantile: 0.5), let p90 = latencies.value(atQuantile: 0.9),
            let p99 = latencies.value(atQuantile: 0.99), let max = latencies.value(atQuantile: 1)
        else { return nil }
        self.init(
            count: latencies.count, p50: p50 / 1e6, p90: p90 / 1e6, p99: p99 / 1e6, max: max / 1e6)
    }
}
