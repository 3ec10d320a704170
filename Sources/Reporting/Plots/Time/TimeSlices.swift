import Results

/// A trial over time in no more slices than a plot can show without becoming a scribble: neighbours of one phase
/// are joined.
struct TimeSlices: Sendable {
    struct Slice: Sendable {
        /// Seconds from the start of the steady state; negative in the warm-up.
        var from: Double
        var to: Double
        var phase: String
        /// Of update latency, in milliseconds. Joined slices: means of their quantiles, weighted by their
        /// updates, and the largest of all.
        var latency: TrialSeries.SliceLatency?
        /// A second, all clients.
        var messages: Double
        var errors: Double?
        var reconnects: Double?
        /// At its end.
        var clients: Double?
        var cpuPercent: Double?
        var residentBytes: Double?

        var middle: Double { (from + to) / 2 }
        var seconds: Double { to - from }
    }

    let slices: [Slice]
    /// Slices of the document in each one shown, at most.
    let joined: Int

    /// Nil where there is nothing to show, or where times are no numbers.
    init?(_ series: TrialSeries, most: Int = 40) {
        let all: [Slice] = series.slices.indices.compactMap { Self.slice(series, $0) }
        guard all.count == series.slices.count, all.count >= 2 else { return nil }
        joined = (all.count + most - 1) / most
        var result: [Slice] = []
        var group: [Slice] = []
        for slice in all {
            if let first = group.first, first.phase != slice.phase || group.count == joined {
                result.append(Self.join(group))
                group = []
            }
            group.append(slice)
        }
        result.append(Self.join(group))
        slices = result
    }

    private static func slice(_ series: TrialSeries, _ place: Int) -> Slice? {
        let own: TrialSeries.Slice = series.slices[place]
        let length: Double = series.length(of: place)
        guard own.second.isFinite, length.isFinite, length > 0, own.second.magnitude < 1e9, length < 1e9
        else {
            return nil
        }
        let latency: TrialSeries.SliceLatency? = own.updateLatencyMs.flatMap { latency in
            [latency.mean, latency.p50, latency.p90, latency.p99, latency.max].allSatisfy {
                $0.isFinite && $0 >= 0
            } && latency.count > 0 ? latency : nil
        }
        return Slice(
            from: own.second, to: own.second + length, phase: own.phase, latency: latency,
            messages: Double(own.messages) / length, errors: own.errors.map { Double($0) / length },
            reconnects: own.reconnects.map { Double($0) / length },
            clients: own.clients.map(Double.init), cpuPercent: own.serverCPUPercent,
            residentBytes: own.residentBytes)
    }

    private static func join(_ group: [Slice]) -> Slice {
        guard group.count > 1, var joined = group.first, let last = group.last else { return group[0] }
        joined.to = last.to
        func mean(_ value: (Slice) -> Double?) -> Double? {
            let known: [(value: Double, seconds: Double)] = group.compactMap { slice in
                value(slice).map { ($0, slice.seconds) }
            }
            let seconds: Double = known.reduce(0) { $0 + $1.seconds }
            return known.isEmpty ? nil : known.reduce(0) { $0 + $1.value * $1.seconds } / seconds
        }
        joined.messages = mean(\.messages) ?? 0
        joined.errors = mean(\.errors)
        joined.reconnects = mean(\.reconnects)
        joined.cpuPercent = mean(\.cpuPercent)
        joined.residentBytes = mean(\.residentBytes)
        joined.clients = last.clients
        joined.latency = join(group.compactMap(\.latency))
        return joined
    }

    private static func join(_ all: [TrialSeries.SliceLatency]) -> TrialSeries.SliceLatency? {
        let count: Int = all.reduce(0) { $0 &+ $1.count }
        guard count > 0 else { return nil }
        func mean(_ value: (TrialSeries.SliceLatency) -> Double) -> Double {
            all.reduce(0) { $0 + value($1) * Double($1.count) } / Double(count)
        }
        return TrialSeries.SliceLatency(
            count: count, mean: mean(\.mean), p50: mean(\.p50), p90: mean(\.p90), p99: mean(\.p99),
            max: all.map(\.max).max() ?? 0)
    }
}
