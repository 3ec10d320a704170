import Collections

/// One event that occurred.
package struct LogEntry: Sendable, Equatable {
    /// Its place in the log: 1 for the first, without gaps.
    package let sequence: UInt64
    package let type: EventType
    /// The room it went to.
    package let room: String
    /// When it occurred, CLOCK_REALTIME nanoseconds.
    package let timestamp: Int64
    /// The event's payload: the same JSON object that clients got, `seq` and `timestamp` included.
    package let data: [UInt8]
}

/// The latest events, bounded in number and in bytes; the oldest go first.
package struct EventLog: Sendable {
    /// Largest number of entries kept.
    package let capacity: Int
    /// Largest sum of `data` kept, bytes. The latest entry is kept whatever its size.
    package let byteCapacity: Int
    private var entries: Deque<LogEntry> = []
    private var bytes = 0
    /// `seq` of the latest entry that occurred, 0 before the first.
    package private(set) var lastSequence: UInt64 = 0

    /// - Parameter capacity: at least 1 is kept.
    package init(capacity: Int = 100_000, byteCapacity: Int = 256 << 20) {
        self.capacity = max(1, capacity)
        self.byteCapacity = max(0, byteCapacity)
    }

    /// `seq` of the oldest entry kept; one past the latest while nothing is kept.
    package var firstSequence: UInt64 { lastSequence - UInt64(entries.count) + 1 }

    /// What an entry weighs on a page beside its `data`: the names and stamps around it.
    package static let entryOverhead = 160

    /// The entries after a `seq`, oldest first, at most `limit` and no more than the budget holds.
    ///
    /// - Returns: nil when entries after it are gone for good, or the log never came that far (it is another log
    ///   than the reader's), so that the reader must start over.
    package func entries(
        after sequence: UInt64, limit: Int, budget: PageBudget = PageBudget(bytes: .max)
    ) -> [LogEntry]? {
        guard sequence <= lastSequence, sequence + 1 >= firstSequence else { return nil }
        guard sequence < lastSequence, limit > 0 else { return [] }
        let start = Int(sequence + 1 - firstSequence)
        let last = min(entries.count, start + min(limit, entries.count))
        var budget = budget
        var end = start
        while end < last, !budget.isSpent {
            budget.spend(entries[end].data.count + EventLog.entryOverhead)
            end += 1
        }
        return Array(entries[start..<end])
    }

    /// The latest entries, newest first, at most `count`.
    package func latest(_ count: Int) -> [LogEntry] {
        entries.suffix(count).reversed()
    }

    /// Appends an entry under the next `seq`, which it must bear.
    mutating func append(_ entry: LogEntry) {
        precondition(entry.sequence == lastSequence + 1, "log entries come without gaps")
        lastSequence = entry.sequence
        entries.append(entry)
        bytes += entry.data.count
        while entries.count > capacity || (bytes > byteCapacity && entries.count > 1) {
            bytes -= entries.removeFirst().data.count
        }
    }
}
