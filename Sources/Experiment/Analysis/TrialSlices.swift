import LoadEngine
import Metering
import Results

/// What a trial did over time: takes what the join finds client by client, and puts it into slices.
///
/// Latencies are in the slice in which an update arrived, so that a slice shows what clients met then; its
/// figures in a window (``WindowTally``), as a trial's, go by the entry's stamp.
struct TrialSlices {
    let edges: SliceEdges
    private let measurement: TrialMeasurement
    private let width: Int64
    /// By slice; nil without samples.
    private var updates: [LatencyHistogram?]
    private var deliveries: [LatencyHistogram?]

    /// Nil for a trial that never reached its steady state.
    ///
    /// - Parameter width: of a slice, nanoseconds; nil chooses one by the trial's length.
    init?(_ measurement: TrialMeasurement, width: Int64? = nil) {
        let timeline: Timeline = measurement.record.timeline
        self.width = max(1, width ?? SliceEdges.width(of: timeline))
        guard let edges = SliceEdges(timeline, width: self.width) else { return nil }
        self.edges = edges
        self.measurement = measurement
        updates = Array(repeating: nil, count: edges.slices.count)
        deliveries = Array(repeating: nil, count: edges.slices.count)
    }

    /// Every update that the client whose row is filled got, whenever it was stamped. Clients that are slow by
    /// their own choice are left out, as in the trial's figures.
    mutating func take(_ join: TrialJoin, _ row: TrialJoin.Row) {
        guard join.isWitness else { return }
        for session in row.sessions {
            for entry in join.index.byTime where session.contains(join.index.timestamps[entry]) {
                guard let journey = join.journey(of: entry), let place = edges.place(of: journey.arrival)
                else { continue }
                Self.record(journey.latency, in: &updates[place])
                if let delivery = journey.delivery { Self.record(delivery, in: &deliveries[place]) }
            }
        }
    }

    private static func record(_ nanoseconds: Int64, in histogram: inout LatencyHistogram?) {
        // A hundredth is finer than a plot shows, and there are hundreds of these.
        if histogram == nil { histogram = LatencyHistogram(precision: .twoDigits) }
        histogram?.record(UInt64(nanoseconds))
    }

    /// Once every client was taken.
    func series(_ join: TrialJoin) -> TrialSeries {
        let start: Int64 = measurement.record.timeline.steadyStart
        let counts = SliceCounts(measurement, index: join.index, edges: edges)
        let cpu = SampledCPU(measurement.allSamples)
        let slices: [TrialSeries.Slice] = edges.slices.enumerated().map { place, slice in
            TrialSeries.Slice(
                second: Self.rounded(Double(slice.range.lowerBound - start) / 1e9, places: 1e6),
                phase: slice.phase.rawValue,
                updateLatencyMs: updates[place].flatMap(TrialSeries.SliceLatency.init),
                deliveryLatencyMs: deliveries[place].flatMap(TrialSeries.SliceLatency.init),
                messages: counts.messages[place], submissions: counts.submissions[place],
                clients: counts.clients[place], errors: counts.errors?[place],
                serverCPUPercent: cpu.share(coveringMostOf: slice.range).map {
                    Self.rounded(100 * $0, places: 100)
                },
                residentBytes: cpu.residentBytes(in: slice.range).map { $0.rounded() })
        }
        var series = TrialSeries(sliceSeconds: Double(width) / 1e9, slices: slices)
        guard measurement.faults != nil else { return series }
        for place in series.slices.indices { series.slices[place].reconnects = 0 }
        for attempt in join.outages.lazy.flatMap(\.attempts) {
            guard let place = edges.place(of: attempt) else { continue }
            series.slices[place].reconnects = (series.slices[place].reconnects ?? 0) + 1
        }
        return series
    }

    private static func rounded(_ value: Double, places: Double) -> Double {
        (value * places).rounded() / places
    }
}

extension TrialSeries.SliceLatency {
    /// In milliseconds to the microsecond; nil without samples.
    init?(_ histogram: LatencyHistogram) {
        guard let mean = histogram.mean else { return nil }
        func milliseconds(_ nanoseconds: Double) -> Double { (nanoseconds / 1e3).rounded() / 1e3 }
        let values: [UInt64] = histogram.values(atQuantiles: [0.5, 0.9, 0.99])
        guard values.count == 3 else { return nil }
        self.init(
            count: Int(clamping: histogram.count), mean: milliseconds(mean),
            p50: milliseconds(Double(values[0])), p90: milliseconds(Double(values[1])),
            p99: milliseconds(Double(values[2])), max: milliseconds(Double(histogram.max)))
    }
}

extension LatencyHistogram {
    /// The finite values at ascending quantiles by nearest rank, in one pass; empty without any.
    func values(atQuantiles quantiles: [Double]) -> [UInt64] {
        guard count > 0 else { return [] }
        var result: [UInt64] = []
        var seen: UInt64 = 0
        for (value, number) in recorded() {
            seen += number
            while result.count < quantiles.count {
                // The tolerance keeps 0.99 x 100 at rank 99, whatever the product's last bit says.
                let rank: Double = (Double(count) * (quantiles[result.count] - 1e-12)).rounded(.up)
                guard Double(seen) >= rank else { break }
                result.append(Swift.min(value, max))
            }
        }
        return result
    }
}
