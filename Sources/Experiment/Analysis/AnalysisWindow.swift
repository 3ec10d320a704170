import LoadEngine

/// The instants that figures are taken over, CLOCK_REALTIME nanoseconds.
struct AnalysisWindow: Equatable {
    /// Entries stamped in here are eligible: [t0, t1).
    var eligible: Range<Int64>
    /// What bytes, CPU and messages were counted over.
    var cost: Range<Int64>

    /// Nil when the trial never reached its steady state.
    ///
    /// A trial that was cut short has no drain: what was still on its way when it ended is neither
    /// late nor lost, so entries of the last `settling` nanoseconds are left out.
    init?(_ record: LoadRecord, partial: Bool, settling: Int64) {
        let timeline = record.timeline
        guard timeline.steadyStart > 0, timeline.steadyEnd > timeline.steadyStart else { return nil }
        guard partial else {
            eligible = timeline.steadyStart..<timeline.steadyEnd
            cost = eligible
            return
        }
        let lastSeen: Int64 = record.clients.map(\.sessionEnd).filter { $0 > 0 }.max() ?? timeline.steadyEnd
        let end: Int64 = max(timeline.steadyStart, min(timeline.steadyEnd, lastSeen))
        guard end > timeline.steadyStart else { return nil }
        cost = timeline.steadyStart..<end
        let settled: Int64 = max(timeline.steadyStart, min(timeline.steadyEnd, lastSeen - settling))
        eligible = timeline.steadyStart..<settled
    }

    /// Of a trial as it was planned, cut short or not.
    init?(_ measurement: TrialMeasurement) {
        let settling: Int64 =
            (measurement.arm.transport.pollInterval ?? 0) + measurement.server.largestBatchWindow
        self.init(measurement.record, partial: measurement.partial, settling: settling + 2_000_000_000)
    }

    /// Of the eligible window.
    var eligibleSeconds: Double { Double(eligible.upperBound - eligible.lowerBound) / 1e9 }

    /// Of the cost window.
    var seconds: Double { Double(cost.upperBound - cost.lowerBound) / 1e9 }
}
