/// Reads what a poll of `GET /api/swarm` tells about possession: the state's `seq` and whose it is.
enum StateScanner {
    struct State {
        var seq: UInt64
        /// Lies in the scanned bytes and is valid as long as they are; nil when the server tells none.
        var serverID: UnsafeRawBufferPointer?
    }

    /// nil when the body is no JSON object with a whole `seq` at its top level. One pass.
    static func scan(_ body: UnsafeRawBufferPointer) -> State? {
        var cursor = JSONCursor(body)
        guard cursor.take(UInt8(ascii: "{")) else { return nil }
        if cursor.take(UInt8(ascii: "}")) { return nil }
        var seq: UInt64?
        var serverID: UnsafeRawBufferPointer?
        repeat {
            guard let name = cursor.name() else { return nil }
            if name.equals("seq") {
                guard let value = cursor.unsigned() else { return nil }
                seq = value
            } else if name.equals("server_id"), cursor.peek() == UInt8(ascii: "\"") {
                guard let text = cursor.string() else { return nil }
                serverID = text
            } else if !cursor.skipValue() {
                return nil
            }
        } while cursor.take(UInt8(ascii: ","))
        guard cursor.take(UInt8(ascii: "}")), cursor.peek() == nil, let seq else { return nil }
        return State(seq: seq, serverID: serverID)
    }
}
