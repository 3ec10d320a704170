import Scenarios

extension PushFleet {
    /// An event of a target that is no SwarmBot.
    func takeTargetEvent(
        _ scanner: inout TargetScanner, _ json: UnsafeRawBufferPointer, _ client: PushClient,
        _ read: ReadStamp, wireBytes: Int, isShared: Bool
    ) {
        switch scanner.scan(json) {
        case .other: return
        case .malformed: return recorder.errors.add("protocol")
        case .update: break
        }
        let type = recorder.types.index(of: scanner.type)
        if client.record.sessionStart != 0 {
            recorder.count(
                type: type, entries: scanner.entries.count, bytes: wireBytes, isInWindow: read.isInWindow)
        }
        for entry in scanner.entries {
            guard let occurred = instant(of: entry, isProbe: scanner.isProbe) else { continue }
            if !scanner.isProbe { recorder.seen.note(entry.seq, timestamp: entry.timestamp, type: type) }
            if recorder.window.contains(occurred) {
                client.countEligible(entry.seq)
                recorder.stampToArrival.record(UInt64(max(0, read.arrival &- occurred)))
            }
            recorder.entries.append(
                EntryObservation(
                    seq: entry.seq, arrival: read.arrival, client: client.number, lag: read.lag,
                    serverDelayMicroseconds: 0, stampUncertainty: isShared ? read.uncertainty : 0,
                    type: type, flags: isShared ? .sharedRead : []))
            if recorder.messages >= recorder.live.due, client.isSummarised {
                recorder.live.pick(
                    read.arrival &- occurred, isStamped: !scanner.isProbe, weight: scanner.entries.count,
                    messages: recorder.messages)
            }
        }
    }

    /// When an update occurred, or its trigger was intended; nil for a trigger that is not this trial's.
    private func instant(of entry: UpdateScanner.Entry, isProbe: Bool) -> Int64? {
        guard isProbe else { return entry.timestamp }
        guard entry.seq >= 1, entry.seq <= UInt64(triggerInstants.count) else { return nil }
        return triggerInstants[Int(entry.seq - 1)]
    }
}
