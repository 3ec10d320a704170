/// What precedes the JSON in a Socket.IO packet: `type[attachments-][/namespace,][id]`.
///
/// Scanning allocates nothing: namespace and payload are offsets into the scanned bytes.
package struct SocketIOHeader: Hashable, Sendable {
    package let type: SocketIOPacketType
    /// How many binary messages follow; 0 for types that carry none.
    package let attachmentCount: Int
    /// Where the namespace lies, its query (`/a?b`) left out; empty means `/`.
    package let namespace: Range<Int>
    /// The number that ties an acknowledgement to its event.
    package let acknowledgementID: Int?
    /// Where the JSON lies; empty when there is none. Not checked.
    package let payload: Range<Int>

    /// - Parameter bytes: A text message without Engine.IO's digit: `2["name",1]`.
    /// - Throws: `emptyPacket`, `unknownType`, `invalidAttachmentCount`, `tooManyAttachments` or
    ///   `invalidAcknowledgementID`.
    package init(
        scanning bytes: UnsafeRawBufferPointer, maximumAttachments: Int = 10
    ) throws(SocketIOError) {
        guard let first = bytes.first else { throw .emptyPacket }
        guard let type = SocketIOPacketType(digit: first) else { throw .unknownType(first) }
        self.type = type
        var position = 1
        if type.isBinary {
            guard let count = Self.number(in: bytes, at: &position), position < bytes.count,
                bytes[position] == UInt8(ascii: "-")
            else { throw .invalidAttachmentCount }
            guard count <= maximumAttachments else {
                throw .tooManyAttachments(count, limit: maximumAttachments)
            }
            attachmentCount = count
            position += 1
        } else {
            attachmentCount = 0
        }
        namespace = Self.namespace(in: bytes, at: &position)
        if position < bytes.count, Self.isDigit(bytes[position]) {
            guard let id = Self.number(in: bytes, at: &position) else { throw .invalidAcknowledgementID }
            acknowledgementID = id
        } else {
            acknowledgementID = nil
        }
        payload = position..<bytes.count
    }

    /// Moves past `/namespace,` if there is one. Without a comma the namespace takes the rest.
    private static func namespace(in bytes: UnsafeRawBufferPointer, at position: inout Int) -> Range<Int> {
        let start = position
        guard start < bytes.count, bytes[start] == UInt8(ascii: "/") else { return start..<start }
        var query: Int?
        while position < bytes.count, bytes[position] != UInt8(ascii: ",") {
            if query == nil, bytes[position] == UInt8(ascii: "?") { query = position }
            position += 1
        }
        let end = query ?? position
        if position < bytes.count { position += 1 }
        return start..<end
    }

    /// The decimal number at `position`; nil without a digit or past 63 bits.
    private static func number(in bytes: UnsafeRawBufferPointer, at position: inout Int) -> Int? {
        guard position < bytes.count, isDigit(bytes[position]) else { return nil }
        var value = 0
        while position < bytes.count, isDigit(bytes[position]) {
            let (scaled, overflowed) = value.multipliedReportingOverflow(by: 10)
            let (next, passed) = scaled.addingReportingOverflow(Int(bytes[position] - UInt8(ascii: "0")))
            if overflowed || passed { return nil }
            value = next
            position += 1
        }
        return value
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
