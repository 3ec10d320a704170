import Metering

/// How late the server stamps: a stalled server stamps late and so looks fast.
enum StampLag {
    /// Stamp of every `task_completed` in the window minus (its start + the duration drawn for it).
    ///
    /// The start is what the server tells, or else the latest `agent_update` to processing of the
    /// agent that completed the task; tasks with neither are left out.
    ///
    /// - Parameter standstills: in which the server was stopped on purpose: what ran into one is left out.
    static func histogram(
        _ log: ServerLog, window: Range<Int64>, standstills: [Range<Int64>] = []
    ) -> LatencyHistogram {
        var histogram = LatencyHistogram()
        var processingSince: [String: Int64] = [:]
        for entry in log.entries {
            if entry.event == "agent_update", let agent = entry.agentID, entry.newStatus == "processing" {
                processingSince[agent] = entry.timestamp
            }
            guard entry.event == "task_completed", window.contains(entry.timestamp),
                let drawn = entry.drawnDurationMilliseconds, drawn.isFinite, abs(drawn) < 1e9,
                let start = entry.startedAt ?? entry.agentID.flatMap({ processingSince[$0] })
            else { continue }
            // A start that is no time of this trial says nothing, and must not overflow.
            let (elapsed, overflow) = entry.timestamp.subtractingReportingOverflow(start)
            guard !overflow, elapsed.magnitude < LatencyHistogram.largestTracked else { continue }
            if standstills.contains(where: { $0.lowerBound < entry.timestamp && start < $0.upperBound }) {
                continue
            }
            let lag: Int64 = elapsed - Int64(drawn * 1e6)
            histogram.record(UInt64(max(0, lag)))
        }
        return histogram
    }
}
