import LoadEngine
import Scenarios

extension ServerLog {
    /// What stands for the log of a target that keeps none.
    ///
    /// With timestamps it is the union of what its clients saw; in probe mode it is the triggers that the
    /// target accepted, each at its intended time.
    static func seen(_ record: LoadRecord, shape: TargetShape, isPush: Bool) -> ServerLog {
        let isProbe: Bool = isPush ? shape.updates.timestamp == nil : shape.poll?.timestamp == nil
        if isProbe { return triggered(record) }
        let entries: [LogEntry] = record.seen.sorted { $0.seq < $1.seq }.map { entry in
            LogEntry(
                seq: entry.seq, event: entry.event, room: EntryIndex.room, timestamp: entry.timestamp)
        }
        var log = ServerLog(entries: entries, complete: true)
        let hasSequence: Bool = isPush ? shape.updates.sequence != nil : shape.poll?.sequence != nil
        log.origin = .clients(hasSequence: hasSequence)
        return log
    }

    /// Turns the target's instants into this host's.
    ///
    /// - Parameter offset: the target's clock minus this host's, nanoseconds.
    mutating func correct(by offset: Int64) {
        guard origin != .triggers else { return }
        for place in entries.indices {
            entries[place].timestamp =
                entries[place].timestamp.subtractingReportingOverflow(offset).partialValue
            if let start = entries[place].startedAt {
                entries[place].startedAt = start.subtractingReportingOverflow(offset).partialValue
            }
        }
    }

    private static func triggered(_ record: LoadRecord) -> ServerLog {
        var names: [UInt64: UInt16] = [:]
        for entry in record.entries.joined() where names[entry.seq] == nil { names[entry.seq] = entry.type }
        var entries: [LogEntry] = []
        for (index, submission) in record.submissions.enumerated() {
            guard let token = submission.taskID else { continue }
            let seq = UInt64(index + 1)
            let name: String? = names[seq].map { record.eventTypes[Int($0)] }
            entries.append(
                LogEntry(
                    seq: seq, event: name ?? "trigger", room: EntryIndex.room,
                    timestamp: submission.intended, taskID: token))
        }
        var log = ServerLog(entries: entries, complete: true)
        log.origin = .triggers
        return log
    }
}
