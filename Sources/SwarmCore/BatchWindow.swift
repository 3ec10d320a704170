/// One open or closed batch window: events of one kind for the clients of one tier.
///
/// The window opens with its first event and belongs to that event's room. Kinds have one window a tier,
/// not one a room: an event for another room closes it first, so that nobody who is in both rooms ever
/// sees `seq` fall within a kind.
struct BatchWindow {
    /// The kind of the events inside.
    let type: EventType
    let tier: QualityTier
    /// The room of the events inside, meaningless while closed.
    private(set) var room = ""
    /// Number of events inside; 0 while closed.
    private(set) var count = 0
    /// Counts openings, so that the timer of an earlier opening is known to be stale.
    private(set) var opening: UInt64 = 0
    private var firstSequence: UInt64 = 0
    private var lastSequence: UInt64 = 0
    private var items: [UInt8] = []

    init(type: EventType, tier: QualityTier) {
        self.type = type
        self.tier = tier
    }

    var isOpen: Bool { count > 0 }

    /// Puts an event in and opens the window if this is its first.
    mutating func add(_ item: [UInt8], sequence: UInt64, room: String) {
        if count == 0 {
            self.room = room
            opening += 1
            firstSequence = sequence
        } else {
            items.append(UInt8(ascii: ","))
        }
        items.append(contentsOf: item)
        lastSequence = sequence
        count += 1
    }

    /// Closes the window and gives the batch `{type, batch[], count, timestamp}`, stamped with the flush.
    mutating func flush(now: Int64, formatter: inout Timestamp) -> Emission {
        var json = JSONBytes()
        json.reserve(items.count + 100)
        json.beginObject()
        json.field("type", type.rawValue)
        json.key("batch")
        json.beginArray()
        json.raw(items)
        json.endArray()
        json.field("count", count)
        json.key("timestamp")
        json.timestamp(now, &formatter)
        json.endObject()
        let emission = Emission(
            event: type.batchName ?? type.rawValue, type: type, room: room, audience: .tier(tier),
            payload: json.bytes, firstSequence: firstSequence, lastSequence: lastSequence, count: count)
        items.removeAll(keepingCapacity: items.capacity <= 65_536)
        count = 0
        return emission
    }

    /// Closes the window without sending: its tier has no clients any more.
    mutating func discard() {
        items.removeAll()
        count = 0
    }
}
