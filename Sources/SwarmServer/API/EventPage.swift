import SwarmCore

/// An answer of `GET /api/events`.
struct EventPage: Sendable {
    /// How many entries a reader may ask for.
    static let limits = 1...10_000
    /// How many it gets unless it says so.
    static let defaultLimit = 1_000

    /// nil when what was asked for is no longer kept.
    let entries: [LogEntry]?
    let firstSequence: UInt64
    let lastSequence: UInt64

    /// The entries after `after`, from the oldest one kept without it.
    init(_ log: EventLog, after: UInt64?, limit: Int) {
        entries = log.entries(after: after ?? log.firstSequence - 1, limit: limit, budget: .events)
        firstSequence = log.firstSequence
        lastSequence = log.lastSequence
    }

    /// `{"events":[{"seq","event","room","timestamp","data"}],"firstSeq","lastSeq"}`.
    func encoded() -> [UInt8]? {
        guard let entries else { return nil }
        var formatter = Timestamp()
        var json = JSONBytes()
        json.reserve(entries.reduce(100) { $0 + $1.data.count + EventLog.entryOverhead })
        json.beginObject()
        json.key("events")
        json.beginArray()
        for entry in entries {
            json.beginObject()
            json.key("seq")
            json.integer(Int64(entry.sequence))
            json.field("event", entry.type.rawValue)
            json.field("room", entry.room)
            json.key("timestamp")
            json.timestamp(entry.timestamp, &formatter)
            json.key("data")
            json.raw(entry.data)
            json.endObject()
        }
        json.endArray()
        json.key("firstSeq")
        json.integer(Int64(firstSequence))
        json.key("lastSeq")
        json.integer(Int64(lastSequence))
        json.endObject()
        return json.bytes
    }
}
