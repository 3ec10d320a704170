/// Where an event's name and arguments lie in its bytes. Building one allocates nothing.
package struct SocketIOEventView: Hashable, Sendable {
    /// The name's place. A number as name (which JavaScript allows) counts as written.
    package let name: JSONString
    /// The arguments' JSON without the brackets: `1,{"a":2}` of `["name",1,{"a":2}]`. Empty without arguments.
    package let arguments: Range<Int>

    /// Finds both in an event's JSON and checks all of that JSON.
    ///
    /// - Parameters:
    ///   - bytes: What the ranges refer to, for instance a whole frame.
    ///   - payload: The JSON's place in `bytes`.
    /// - Throws: `invalidJSON`, or `invalidPayload` unless it is an array that starts with a name. Reserved
    ///   names are `SocketIOPacket`'s to refuse.
    package init(
        checking bytes: UnsafeRawBufferPointer, payload: Range<Int>, maximumDepth: Int = 64
    ) throws(SocketIOError) {
        var reader = Self.reader(of: bytes, payload, maximumDepth)
        name = try Self.name(&reader)
        do throws(JSONError) {
            guard try reader.nextElement() else {
                arguments = reader.position..<reader.position
                try reader.finish()
                return
            }
            _ = reader.peek()
            let start = reader.position
            var end = start
            repeat {
                try reader.skipValue()
                end = reader.position
            } while try reader.nextElement()
            try reader.finish()
            arguments = start..<end
        } catch {
            throw .invalidJSON(error)
        }
    }

    /// Finds both by looking at the name and the last byte only, for bytes whose sender is trusted or whose
    /// arguments are checked later. Takes time of the name's length, whatever the arguments' length.
    ///
    /// - Throws: `invalidJSON`, or `invalidPayload` unless it starts like `["name"` and ends with `]`.
    package init(
        trusting bytes: UnsafeRawBufferPointer, payload: Range<Int>
    ) throws(SocketIOError) {
        var reader = Self.reader(of: bytes, payload, 1)
        name = try Self.name(&reader)
        let next = reader.peek()
        let end = payload.upperBound - 1
        guard reader.position <= end, bytes[end] == UInt8(ascii: "]"),
            next == UInt8(ascii: ",") || reader.position == end
        else { throw .invalidPayload(.event) }
        arguments = min(reader.position + 1, end)..<end
    }

    private static func reader(
        of bytes: UnsafeRawBufferPointer, _ payload: Range<Int>, _ maximumDepth: Int
    ) -> JSONReader {
        let text = UnsafeRawBufferPointer(rebasing: bytes[..<payload.upperBound])
        return JSONReader(text, from: payload.lowerBound, maximumDepth: maximumDepth)
    }

    /// Steps into the array and over its first element, the name.
    private static func name(_ reader: inout JSONReader) throws(SocketIOError) -> JSONString {
        guard reader.peek() == UInt8(ascii: "[") else { throw .invalidPayload(.event) }
        do throws(JSONError) {
            try reader.beginArray()
            if try reader.nextElement() {
                switch reader.peek() {
                case UInt8(ascii: "\""): return try reader.scanString()
                case .some(UInt8(ascii: "0")...UInt8(ascii: "9")), UInt8(ascii: "-"):
                    return JSONString(range: try reader.scanNumber().range, hasEscapes: false)
                default: break
                }
            }
        } catch {
            throw .invalidJSON(error)
        }
        throw .invalidPayload(.event)
    }
}
