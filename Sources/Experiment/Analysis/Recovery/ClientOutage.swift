import LoadEngine

/// Time in which a client had no way to get updates although it meant to. Instants are CLOCK_REALTIME nanoseconds.
struct ClientOutage: Sendable, Equatable {
    var client: Int
    /// When its connection ended, or its first poll failed.
    var start: Int64
    /// When it was back: joined again, or a poll was answered; nil when it never was.
    var end: Int64?
    /// When it tried to come back, ascending, the try that succeeded included.
    var attempts: [Int64]

    init(client: Int, start: Int64, end: Int64?, attempts: [Int64] = []) {
        self.client = client
        self.start = start
        self.end = end
        self.attempts = attempts
    }
}

extension ClientOutage {
    /// The outages of a client that polls: from the intended instant of a poll that failed to the arrival of the
    /// next answer that bears a state. Polls that were skipped say nothing: their predecessor is still out.
    ///
    /// - Parameter polls: of this client alone, in the order of their intended instants.
    static func of(client: Int, polls: some Sequence<PollObservation>) -> [ClientOutage] {
        var outages: [ClientOutage] = []
        var open: ClientOutage?
        for poll in polls {
            switch poll.outcome {
            case .skipped: continue
            case .answered where poll.status == 200 || poll.status == 304:
                guard var outage = open else { continue }
                outage.attempts.append(poll.sent)
                outage.end = poll.arrival
                outages.append(outage)
                open = nil
            case .answered, .failed:
                if open == nil {
                    open = ClientOutage(client: client, start: poll.intended, end: nil)
                } else if poll.sent > 0 {
                    open?.attempts.append(poll.sent)
                }
            }
        }
        if let open { outages.append(open) }
        return outages
    }
}
