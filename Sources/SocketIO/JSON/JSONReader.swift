/// Reads JSON (RFC 8259) front to back from borrowed bytes, either whole values or step by step.
///
/// Strict: UTF-8 is checked, lone surrogates, trailing commas, bare `NaN` and anything after the value are
/// errors. Time is linear in the input and the stack is bounded by the depth limit, whatever the input. Steps
/// (`beginObject`, `nextKey`, `skipValue`...) allocate nothing, which is what a hot path wants.
package struct JSONReader {
    let bytes: UnsafeRawBufferPointer
    /// Offset of the next unread byte.
    package internal(set) var position: Int
    private let maximumDepth: Int
    private var depth = 0
    /// Whether the innermost container was just entered, so that no comma is due.
    private var isAtFirst = false

    /// - Parameters:
    ///   - bytes: The text; it must outlive the reader.
    ///   - position: Where to start, for a value inside a larger text.
    ///   - maximumDepth: Most arrays and objects inside each other.
    package init(_ bytes: UnsafeRawBufferPointer, from position: Int = 0, maximumDepth: Int = 64) {
        self.bytes = bytes
        self.position = position
        self.maximumDepth = maximumDepth
    }

    /// The first byte of what comes next, white space skipped; nil at the end.
    package mutating func peek() -> UInt8? {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 else { return byte }
            position += 1
        }
        return nil
    }

    /// - Throws: `trailingBytes` unless only white space is left.
    package mutating func finish() throws(JSONError) {
        guard peek() == nil else { throw JSONError(.trailingBytes, at: position) }
    }

    /// Steps into an object; then `nextKey` and a value alternate.
    package mutating func beginObject() throws(JSONError) { try begin(UInt8(ascii: "{")) }

    /// Steps into an array; then `nextElement` and a value alternate.
    package mutating func beginArray() throws(JSONError) { try begin(UInt8(ascii: "[")) }

    /// The next member's key, with the reader at its value; nil when the object is over.
    package mutating func nextKey() throws(JSONError) -> JSONString? {
        guard try advance(closing: UInt8(ascii: "}")) else { return nil }
        let key = try scanString()
        try expect(UInt8(ascii: ":"))
        return key
    }

    /// Moves to the next element; false when the array is over.
    package mutating func nextElement() throws(JSONError) -> Bool {
        try advance(closing: UInt8(ascii: "]"))
    }

    /// Checks one value and moves past it, without building it.
    package mutating func skipValue() throws(JSONError) {
        switch peek() {
        case UInt8(ascii: "{"):
            try beginObject()
            while try nextKey() != nil { try skipValue() }
        case UInt8(ascii: "["):
            try beginArray()
            while try nextElement() { try skipValue() }
        case UInt8(ascii: "\""): _ = try scanString()
        case UInt8(ascii: "t"): try literal("true")
        case UInt8(ascii: "f"): try literal("false")
        case UInt8(ascii: "n"): try literal("null")
        default: _ = try scanNumber()
        }
    }

    /// Builds one value.
    package mutating func readValue() throws(JSONError) -> JSONValue {
        switch peek() {
        case UInt8(ascii: "{"):
            var members: [JSONObject.Member] = []
            try beginObject()
            while let key = try nextKey() {
                members.append(JSONObject.Member(text(of: key), try readValue()))
            }
            return .object(JSONObject(members))
        case UInt8(ascii: "["):
            var elements: [JSONValue] = []
            try beginArray()
            while try nextElement() { elements.append(try readValue()) }
            return .array(elements)
        case UInt8(ascii: "\""): return .string(text(of: try scanString()))
        case UInt8(ascii: "t"):
            try literal("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try literal("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try literal("null")
            return .null
        default: return try readNumber()
        }
    }

    private mutating func begin(_ opening: UInt8) throws(JSONError) {
        try expect(opening)
        guard depth < maximumDepth else { throw JSONError(.tooDeep, at: position - 1) }
        depth += 1
        isAtFirst = true
    }

    private mutating func advance(closing: UInt8) throws(JSONError) -> Bool {
        if peek() == closing {
            position += 1
            depth -= 1
            isAtFirst = false
            return false
        }
        if !isAtFirst {
            try expect(UInt8(ascii: ","))
            // A value must follow; reading it reports a closing bracket here as unexpected.
        }
        isAtFirst = false
        return true
    }

    private mutating func expect(_ byte: UInt8) throws(JSONError) {
        guard let next = peek() else { throw JSONError(.unexpectedEnd, at: position) }
        guard next == byte else { throw JSONError(.unexpectedByte, at: position) }
        position += 1
    }

    private mutating func literal(_ word: StaticString) throws(JSONError) {
        let length = word.utf8CodeUnitCount
        var offset = 0
        while offset < length {
            guard position < bytes.count else { throw JSONError(.unexpectedEnd, at: position) }
            guard bytes[position] == word.utf8Start[offset] else {
                throw JSONError(.unexpectedByte, at: position)
            }
            position += 1
            offset += 1
        }
    }
}
