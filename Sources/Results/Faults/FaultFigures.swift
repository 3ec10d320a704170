/// What the faults that were injected into a trial, or into the trials of a cell, did to its clients.
package struct FaultFigures: Codable, Sendable, Equatable {
    /// Of a trial: each fault that was injected, in the order of their beginnings. Of a cell: one a name, all its
    /// times in all trials together.
    package var outcomes: [FaultOutcome]
    /// Updates that clients never got; null where the server's log does not tell.
    @ExplicitNull package var lost: ClientCounts?
    /// Updates that they got more than `lateAfterMs` after the stamp.
    @ExplicitNull package var late: ClientCounts?
    /// Receipts of updates that they already had.
    @ExplicitNull package var duplicated: ClientCounts?
    /// What the arm takes without faults, and a second: its polling interval or the largest batching window.
    package var lateAfterMs: Double
    /// From the stamp to the possession of the latest of the late ones; null without any.
    @ExplicitNull package var longestLateMs: Double?
    /// Time in which push did not work and clients asked for the state instead, summed over the clients.
    package var fallbackSeconds: Double
    /// Resident memory of the server before the first fault and at the end of the drain.
    @ExplicitNull package var residentBytesBefore: Double?
    @ExplicitNull package var residentBytesAfter: Double?

    package init(
        outcomes: [FaultOutcome], lost: ClientCounts?, late: ClientCounts?, duplicated: ClientCounts?,
        lateAfterMs: Double, longestLateMs: Double?, fallbackSeconds: Double, residentBytesBefore: Double?,
        residentBytesAfter: Double?
    ) {
        self.outcomes = outcomes
        self.lost = lost
        self.late = late
        self.duplicated = duplicated
        self.lateAfterMs = lateAfterMs
        self.longestLateMs = longestLateMs
        self.fallbackSeconds = fallbackSeconds
        self.residentBytesBefore = residentBytesBefore
        self.residentBytesAfter = residentBytesAfter
    }
}

extension FaultFigures {
    /// Clients that were not back when their trial ended, over all faults.
    package var neverBack: Int { outcomes.reduce(0) { $0 &+ $1.neverBack } }

    /// Of the fault that took longest: 0 where nobody was cut off, nil where so many never came back, and where no
    /// fault was injected.
    package func recoveryMs(_ share: (FaultOutcome.Recovery) -> Double?) -> Double? {
        guard !outcomes.isEmpty else { return nil }
        var longest: Double = 0
        for outcome in outcomes where outcome.cutOff > 0 {
            guard let time = outcome.recovery.flatMap(share) else { return nil }
            longest = max(longest, time)
        }
        return longest
    }

    /// Of the fault with the sharpest return: the busiest 100 ms, as a rate; 0 where nobody had to come back, nil
    /// where no fault was injected.
    package var peakPerSecond: Double? {
        outcomes.isEmpty ? nil : outcomes.compactMap { $0.reconnects?.peakPerSecond }.max() ?? 0
    }
    package var peakToMean: Double? { outcomes.compactMap { $0.reconnects?.peakToMean }.max() }
}

/// A count of every client, told as a distribution over the clients.
package struct ClientCounts: Codable, Sendable, Equatable {
    package var total: Int
    package var mean: Double
    package var p50: Int
    package var p90: Int
    package var max: Int
    /// Clients with more than none, and all.
    package var affected: Int
    package var clients: Int

    /// Nil without clients.
    package init?(_ counts: [Int]) {
        guard !counts.isEmpty else { return nil }
        let ordered: [Int] = counts.sorted()
        // The smallest count that this share of the clients does not exceed.
        func quantile(_ share: Double) -> Int {
            ordered[Swift.max(0, Int((share * Double(ordered.count) - 1e-9).rounded(.up)) - 1)]
        }
        total = ordered.reduce(0, &+)
        mean = Double(total) / Double(ordered.count)
        p50 = quantile(0.5)
        p90 = quantile(0.9)
        max = ordered[ordered.count - 1]
        affected = ordered.count { $0 > 0 }
        clients = ordered.count
    }
}
