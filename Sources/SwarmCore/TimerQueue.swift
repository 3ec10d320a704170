import Collections

/// What is to happen at known instants.
///
/// Timers are not taken back: whoever sets one checks when it is due whether it still means anything. Each
/// kind therefore carries what tells a stale timer apart.
struct TimerQueue {
    enum Event {
        /// An agent's part of an execution ends.
        case part(execution: UInt64, part: Int)
        /// An execution has taken too long.
        case timeout(execution: UInt64)
        /// An agent has been in error long enough.
        case recovery(agent: String, statusChanges: UInt64)
        /// A batch window is over.
        case window(slot: Int, opening: UInt64)
        case metrics
        case status
        case queueUpdate
    }

    private struct Entry: Comparable {
        var deadline: Int64
        let order: UInt64
        let event: Event

        static func < (left: Entry, right: Entry) -> Bool {
            (left.deadline, left.order) < (right.deadline, right.order)
        }

        static func == (left: Entry, right: Entry) -> Bool {
            (left.deadline, left.order) == (right.deadline, right.order)
        }
    }

    private var entries: Heap<Entry> = []
    private var lastOrder: UInt64 = 0

    var count: Int { entries.count }

    /// Sets a timer; equal deadlines come in the order they were set.
    mutating func set(_ event: Event, at deadline: Int64) {
        lastOrder += 1
        entries.insert(Entry(deadline: deadline, order: lastOrder, event: event))
    }

    /// The earliest timer.
    var first: (deadline: Int64, event: Event)? {
        entries.min.map { ($0.deadline, $0.event) }
    }

    mutating func removeFirst() {
        entries.removeMin()
    }

    /// Moves every deadline, after the clock was set.
    mutating func shift(by nanoseconds: Int64) {
        entries = Heap(
            entries.unordered.map { entry in
                var moved = entry
                moved.deadline += nanoseconds
                return moved
            })
    }

    /// Drops timers that mean nothing any more.
    mutating func compact(keeping isLive: (Event) -> Bool) {
        entries = Heap(entries.unordered.filter { isLive($0.event) })
    }
}
