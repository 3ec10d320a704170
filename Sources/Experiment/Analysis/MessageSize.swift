import LoadEngine

/// What an entry of one type costs by what clients received of its type.
struct MessageSize {
    /// Bytes of WebSocket frames, heads included, an entry.
    var bytesPerEntry: Double
    var messagesPerEntry: Double

    /// From the steady state, or the whole trial when nothing of the type came in it; nil when none
    /// came at all.
    init?(ofType type: String, in record: LoadRecord) {
        guard let place = record.eventTypes.firstIndex(of: type), place < record.typeTraffic.count else {
            return nil
        }
        let traffic: TypeTraffic = record.typeTraffic[place]
        let isSeen: Bool = traffic.windowEntries > 0
        let entries = Double(isSeen ? traffic.windowEntries : traffic.entries)
        guard entries > 0 else { return nil }
        bytesPerEntry = Double(isSeen ? traffic.windowBytes : traffic.bytes) / entries
        messagesPerEntry = Double(isSeen ? traffic.windowMessages : traffic.messages) / entries
    }
}
