import LoadEngine

/// Time in which a client had no way to get updates although it meant to. Instants are CLOCK_REALTIME nanoseconds.
struct ClientOutage: Sendable, Equatable {
    var client: Int
    /// When its connection ended, or the intended instant of the first poll that failed or was late.
    var start: Int64
    /// When it was back: joined again, or a poll was answered; nil when it never was.
    var end: Int64?
    /// When it tried to come back, ascending, the try that succeeded included.
    var attempts: [Int64]
    /// A connection was lost or a poll failed; false where polls were only slower than their interval.
    var isBroken = true

    init(client: Int, start: Int64, end: Int64?, attempts: [Int64] = []) {
        self.client = client
        self.start = start
        self.end = end
        self.attempts = attempts
    }
}

extension ClientOutage {
    /// The outages of a client that polls: from the intended instant of a poll that failed, or that was not answered
    /// when the next one was due, to the arrival of the next answer that bears a state.
    ///
    /// - Parameter polls: of this client alone, in the order in which the engine recorded them: one that was
    ///   skipped stands before the answer that it had to wait for.
    static func of(client: Int, polls: some Sequence<PollObservation>) -> [ClientOutage] {
        var outages: [ClientOutage] = []
        var open: ClientOutage?
        for poll in polls {
            switch poll.outcome {
            case .skipped:
                guard open == nil else { continue }
                open = ClientOutage(client: client, start: poll.intended, end: nil)
                open?.isBroken = false
            case .answered where poll.status == 200 || poll.status == 304:
                guard var outage = open else { continue }
                if poll.intended < outage.start {
                    // It had been sent before anything was wrong, and was no try to come back.
                    outage.start = poll.intended
                } else {
                    outage.attempts.append(poll.sent)
                }
                outage.end = poll.arrival
                outages.append(outage)
                open = nil
            case .answered, .failed:
                guard var outage = open, poll.intended >= outage.start else {
                    let attempts: [Int64] = open?.attempts ?? []
                    open = ClientOutage(client: client, start: poll.intended, end: nil, attempts: attempts)
                    continue
                }
                if poll.sent > 0 { outage.attempts.append(poll.sent) }
                outage.isBroken = true
                open = outage
            }
        }
        if let open { outages.append(open) }
        return outages
    }

    /// Of all clients of a trial, by the loss of connections or by polls.
    static func all(_ record: LoadRecord, isPush: Bool) -> [ClientOutage] {
        guard !isPush else {
            return record.behaviours.flatMap { own in
                own.outages.filter { !$0.isOwn }.map { outage in
                    ClientOutage(
                        client: Int(own.client), start: outage.start, end: outage.end > 0 ? outage.end : nil,
                        attempts: outage.attempts)
                }
            }
        }
        let polls: [PollObservation] =
            record.polls.count == 1 ? record.polls[0] : Array(record.polls.joined())
        let groups = ClientGroups(clients: record.clients.count, observations: polls.count) {
            polls[$0].client
        }
        return record.clients.indices.flatMap { client in
            of(client: client, polls: groups.places(of: client).lazy.map { polls[Int($0)] })
        }
    }
}
