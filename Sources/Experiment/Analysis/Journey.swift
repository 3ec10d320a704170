import LoadEngine

/// How one entry came to one client, by the instants in between; nanoseconds.
struct Journey: Equatable {
    /// When the client first had it, CLOCK_REALTIME.
    var arrival: Int64
    /// From the stamp to the arrival, not below 0.
    var latency: Int64
    /// It arrived before it was stamped, by more than the clocks' distance is known to.
    var isEarly: Bool
    /// The program held the bytes this long after their arrival.
    var lag: UInt32
    var path: Path

    enum Path: Equatable {
        /// The server flushed it `serverDelay` after its stamp; the receipt's place in the join's entries.
        case pushed(serverDelay: Int64, receipt: Int)
        /// It waited so long for the intended instant of the poll that brought it.
        case polled(wait: Int64)
        /// A push client asked for what it missed: nothing was delivered to it, and it waited for no poll.
        case fetched
    }

    /// Push: from the flush to the arrival. Polling: response time of the poll, from its intended instant.
    /// Nil where nothing was delivered.
    var delivery: Int64? {
        switch path {
        case .pushed(let delay, _): max(0, latency - delay)
        case .polled(let wait): latency - wait
        case .fetched: nil
        }
    }
}

extension TrialJoin {
    /// The journey of the entry at this place of the log to the client whose row is filled; nil when it never
    /// came.
    func journey(of entry: Int) -> Journey? {
        guard possession[entry] != .max else { return nil }
        let stamp: Int64 = index.timestamps[entry]
        // A log may claim any instant at all.
        let (difference, overflow) = possession[entry].subtractingReportingOverflow(stamp)
        let latency: Int64 = overflow ? 0 : difference
        var journey = Journey(
            arrival: possession[entry], latency: max(0, latency), isEarly: latency < -clockUncertainty,
            lag: 0, path: .fetched)
        if source[entry] >= 0 {
            let receipt: EntryObservation = entries[source[entry]]
            journey.lag = receipt.lag
            journey.path = .pushed(
                serverDelay: Int64(receipt.serverDelayMicroseconds) * 1_000, receipt: source[entry])
        } else {
            let poll: PollObservation = polls[-2 - source[entry]]
            journey.lag = poll.lag
            if !isPush {
                // An entry can occur between the intended poll and its answer: it did not wait for a poll.
                journey.path = .polled(wait: min(journey.latency, max(0, poll.intended - stamp)))
            }
        }
        return journey
    }
}
