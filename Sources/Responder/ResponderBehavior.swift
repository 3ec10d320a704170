/// What a `ResponderServer` does. Durations are nanoseconds; shares are probabilities.
package struct ResponderBehavior: Sendable, Equatable, Codable {
    /// Chooses added delays, drops, doubles and swaps. Draw it at run time, so that what measures
    /// cannot know it.
    package var seed: UInt64
    /// Log entries a second that come by themselves; 0 for none.
    package var eventsPerSecond: Double = 50
    /// Added between an immediate event's stamp and its sending, drawn for each event.
    package var addedDelay: ClosedRange<Int64> = 0...0
    /// Added for each client that comes before in the fan-out: client i gets a message i times later.
    package var positionDelay: Int64 = 0
    /// Each sending takes the one sender there is so long, so that messages queue for it; 0 sends at once. Takes the
    /// place of `positionDelay`.
    package var sendCost: Int64 = 0
    /// Share of the events that go out in batches (as `agent_update_batch`; others are `task_completed`).
    package var batchedShare: Double = 0
    /// How long a batch collects.
    package var batchWindow: Int64 = 50_000_000
    /// For each client and message; where clients poll for events, for each client and entry of a page.
    package var dropShare: Double = 0
    package var doubleShare: Double = 0
    /// Sent after the client's next message of the same type, or on a page behind the next entry.
    package var swapShare: Double = 0
    /// Added before the answer of `GET /api/swarm`, drawn for each request.
    package var pollDelay: ClosedRange<Int64> = 0...0
    /// After this many good ones, polls are answered with `badPollStatus` and `badPollBody`.
    package var goodPolls = Int.max
    package var badPollStatus = 500
    package var badPollBody = ""
    /// The state bears an entity tag, and is answered with 304 to who has it.
    package var sendsEntityTags = true
    /// The same before a page of `GET /api/events` for a client, which is who has asked for the state before.
    package var pageDelay: ClosedRange<Int64> = 0...0
    /// `GET /api/events` gives at most so many entries at once, and only the latest so many at all.
    package var eventPage = Int.max
    package var keptEntries = Int.max
    /// Before the answer of `POST /api/tasks`.
    package var taskDelay: Int64 = 0
    /// From a task's acceptance to its `task_completed`; nil emits nothing for tasks.
    package var taskDuration: Int64?
    /// Sends each client an entry (`seq` 1, type `early`) between its CONNECT and its `connection_established`.
    package var sendsEarlyEntry = false
    package var pingInterval: Int64 = 25_000_000_000
    package var pingTimeout: Int64 = 20_000_000_000
    /// False announces heartbeats and never sends one.
    package var sendsPings = true
    /// Extra members put into every event, to make payloads as long as real ones.
    package var padding = 0
    /// False forgets deliveries, for long runs at high rates.
    package var keepsDeliveries = true

    /// Lies about every instant of its record by this much: what checks against the record has to notice.
    package var recordShift: Int64 = 0
    /// Keeps second sendings of the same message out of its record, for the same end.
    package var hidesDoubles = false

    package init(seed: UInt64) { self.seed = seed }
}
