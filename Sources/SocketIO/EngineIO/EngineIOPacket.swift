/// One Engine.IO v4 packet, as a WebSocket frame or as a piece of a polling payload carries it.
///
/// A text packet is its type digit followed by its body. A binary packet is always a message: over WebSocket
/// it is the bare binary frame, in a polling payload it is `b` and base64.
package struct EngineIOPacket: Hashable, Sendable {
    /// What the packet is for.
    package let type: EngineIOPacketType
    /// What follows the type digit: UTF-8 text, or raw bytes when `isBinary`.
    package let body: [UInt8]
    /// Whether the packet travels as a binary frame; only messages can.
    package let isBinary: Bool

    /// A text packet of any type; `body` must be UTF-8 that the caller vouches for.
    package init(_ type: EngineIOPacketType, body: [UInt8] = []) {
        self.type = type
        self.body = body
        self.isBinary = false
    }

    /// A binary message.
    package init(binary body: [UInt8]) {
        self.type = .message
        self.body = body
        self.isBinary = true
    }

    /// A text packet whose body is `text`.
    package init(_ type: EngineIOPacketType, text: String) {
        self.init(type, body: Array(text.utf8))
    }

    /// Reads the content of a WebSocket text frame.
    ///
    /// Control packets may carry a body (`2probe`); UTF-8 is checked, so a WebSocket layer that has done so may
    /// use `EngineIOPacketType(digit:)` on the first byte instead.
    ///
    /// - Throws: `emptyPacket`, `unknownType` or `invalidUTF8`.
    package init(textFrame bytes: UnsafeRawBufferPointer) throws(EngineIOError) {
        guard let first = bytes.first else { throw .emptyPacket }
        guard let type = EngineIOPacketType(digit: first) else { throw .unknownType(first) }
        let body = UnsafeRawBufferPointer(rebasing: bytes[1...])
        guard UTF8Validation.isValid(body) else { throw .invalidUTF8 }
        self.init(type, body: Array(body))
    }

    /// Reads the content of a WebSocket text frame.
    ///
    /// - Throws: `emptyPacket`, `unknownType` or `invalidUTF8`.
    package init(textFrame bytes: [UInt8]) throws(EngineIOError) {
        self = try bytes.withRawBytes { (raw) throws(EngineIOError) in try EngineIOPacket(textFrame: raw) }
    }

    /// The content of the WebSocket frame that carries this packet: text with its digit, or the raw bytes.
    package var frame: [UInt8] {
        guard !isBinary else { return body }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(body.count + 1)
        bytes.append(type.digit)
        bytes.append(contentsOf: body)
        return bytes
    }

    /// The packet whose digit alone is the frame: `ping` is `2`, `noop` is `6`.
    package static let ping = EngineIOPacket(.ping)
    /// `3`, a client's answer to a ping.
    package static let pong = EngineIOPacket(.pong)
    /// `1`, which ends the session.
    package static let close = EngineIOPacket(.close)
    /// `6`, which releases a waiting GET during an upgrade.
    package static let noop = EngineIOPacket(.noop)
    /// `5`, with which a client completes an upgrade.
    package static let upgrade = EngineIOPacket(.upgrade)
    /// `2probe`, a client's first packet on a WebSocket that would take over a polling session.
    package static let probePing = EngineIOPacket(.ping, text: "probe")
    /// `3probe`, the server's answer to `2probe`.
    package static let probePong = EngineIOPacket(.pong, text: "probe")
}
