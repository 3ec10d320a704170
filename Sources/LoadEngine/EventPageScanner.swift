/// Reads a page of `GET /api/events` without allocating.
enum EventPageScanner {
    struct Entry {
        var seq: UInt64
        /// The event's type; lies in the scanned bytes and is valid as long as they are.
        var type: UnsafeRawBufferPointer
        /// Of the entry on the page, its comma included.
        var byteCount: Int
    }

    /// Tells every entry in the page's order. The newest `seq` that the server had, or nil when the
    /// body is no such page; entries before the fault have been told then.
    static func scan(_ body: UnsafeRawBufferPointer, _ tell: (Entry) -> Void) -> UInt64? {
        var cursor = JSONCursor(body)
        guard cursor.take(UInt8(ascii: "{")) else { return nil }
        var lastSeq: UInt64?
        var hasEvents = false
        repeat {
            guard let name = cursor.name() else { return nil }
            if name.equals("events") {
                guard entries(&cursor, tell) else { return nil }
                hasEvents = true
            } else if name.equals("lastSeq") {
                guard let value = cursor.unsigned() else { return nil }
                lastSeq = value
            } else if !cursor.skipValue() {
                return nil
            }
        } while cursor.take(UInt8(ascii: ","))
        guard cursor.take(UInt8(ascii: "}")), cursor.peek() == nil, hasEvents else { return nil }
        return lastSeq
    }

    private static func entries(_ cursor: inout JSONCursor, _ tell: (Entry) -> Void) -> Bool {
        guard cursor.take(UInt8(ascii: "[")) else { return false }
        if cursor.take(UInt8(ascii: "]")) { return true }
        repeat {
            let start = cursor.position
            guard var entry = entry(&cursor) else { return false }
            entry.byteCount = cursor.position - start + 1
            tell(entry)
        } while cursor.take(UInt8(ascii: ","))
        return cursor.take(UInt8(ascii: "]"))
    }

    private static func entry(_ cursor: inout JSONCursor) -> Entry? {
        guard cursor.take(UInt8(ascii: "{")) else { return nil }
        var seq: UInt64?
        var type: UnsafeRawBufferPointer?
        repeat {
            guard let name = cursor.name() else { return nil }
            if name.equals("seq") {
                guard let value = cursor.unsigned() else { return nil }
                seq = value
            } else if name.equals("event") {
                guard let text = cursor.string() else { return nil }
                type = text
            } else if !cursor.skipValue() {
                return nil
            }
        } while cursor.take(UInt8(ascii: ","))
        guard cursor.take(UInt8(ascii: "}")), let seq, let type else { return nil }
        return Entry(seq: seq, type: type, byteCount: 0)
    }
}
