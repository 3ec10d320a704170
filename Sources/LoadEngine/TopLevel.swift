/// Members of one JSON object, found at its top level only.
struct TopLevel {
    /// The object, from its `{` on; what follows its `}` is ignored.
    private let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// A member that is a whole number; nil when it is missing, otherwise, or the JSON malformed.
    func unsigned(_ name: StaticString) -> UInt64? {
        find(name) { cursor in cursor.unsigned() }
    }

    /// A member that is a string, escapes left as they are.
    func string(_ name: StaticString) -> UnsafeRawBufferPointer? {
        find(name) { cursor in cursor.string() }
    }

    private func find<Value>(
        _ wanted: StaticString, _ read: (inout JSONCursor) -> Value?
    ) -> Value? {
        var cursor = JSONCursor(bytes)
        guard cursor.take(UInt8(ascii: "{")) else { return nil }
        var value: Value?
        if cursor.take(UInt8(ascii: "}")) { return nil }
        repeat {
            guard let name = cursor.name() else { return nil }
            if name.equals(wanted) {
                value = read(&cursor)
                guard value != nil else { return nil }
            } else if !cursor.skipValue() {
                return nil
            }
        } while cursor.take(UInt8(ascii: ","))
        return cursor.take(UInt8(ascii: "}")) ? value : nil
    }
}
