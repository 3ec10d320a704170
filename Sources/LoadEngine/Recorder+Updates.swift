/// What one read knows about the messages in it.
struct ReadStamp {
    /// CLOCK_REALTIME nanoseconds, as recorded.
    var arrival: Int64
    var lag: UInt32
    /// Since the client's previous read, for messages that are not the last of theirs.
    var uncertainty: UInt32
    var isInWindow: Bool
}

/// A client that events are pushed to, over whichever transport.
protocol UpdateReceiver: AnyObject {
    var number: UInt32 { get }
    /// Its session has begun.
    var hasJoined: Bool { get }
    /// The cell's latencies are its, too: it is no slow reader.
    var isSummarised: Bool { get }
    /// Counts an entry stamped in the steady state, unless it came before.
    func countEligible(_ seq: UInt64)
}

extension Recorder {
    /// Records the entries that a scanner holds, and the message that brought them.
    ///
    /// On the path of every pushed message: specialised for each kind of client, and without allocation but
    /// for whole chunks of the log.
    @inline(__always)
    func record<Client: UpdateReceiver>(
        _ scanner: UpdateScanner, of client: Client, _ read: ReadStamp, bytes: Int, isShared: Bool
    ) {
        let type = types.index(of: scanner.type)
        if client.hasJoined {
            count(type: type, entries: scanner.entries.count, bytes: bytes, isInWindow: read.isInWindow)
        }
        var flags: EntryObservation.Flags = []
        if isShared { flags.insert(.sharedRead) }
        if scanner.isBatch { flags.insert(.batched) }
        // By place: a walk over the array would hold on to it, which costs more than what it does.
        for place in 0..<scanner.entries.count {
            let entry: UpdateScanner.Entry = scanner.entries[place]
            var delay: UInt32 = 0
            if scanner.isBatch {
                let (nanoseconds, overflow) = scanner.flush.subtractingReportingOverflow(entry.timestamp)
                delay = overflow ? .max : UInt32(clamping: nanoseconds / 1000)
            }
            if window.contains(entry.timestamp) {
                client.countEligible(entry.seq)
                let sent = scanner.isBatch ? scanner.flush : entry.timestamp
                stampToArrival.record(UInt64(max(0, read.arrival &- sent)))
            }
            entries.append(
                EntryObservation(
                    seq: entry.seq, arrival: read.arrival, client: client.number, lag: read.lag,
                    serverDelayMicroseconds: delay, stampUncertainty: isShared ? read.uncertainty : 0,
                    type: type, flags: flags))
        }
        if messages >= live.due, client.isSummarised {
            pickUpdate(scanner.entries, arrival: read.arrival)
        }
    }
}
