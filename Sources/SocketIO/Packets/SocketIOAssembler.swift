/// Puts packets together from a connection's messages: text alone, or text and the attachments it announces.
///
/// Holds at most one unfinished packet and at most `limits.maximumHeldBytes` of it. After an error the connection
/// is to be closed; the assembler is empty again.
package struct SocketIOAssembler: Sendable {
    private let limits: SocketIOLimits
    private var unfinished: SocketIOPacket?
    /// Bytes of text and attachments held for the unfinished packet.
    package private(set) var heldBytes = 0

    package init(limits: SocketIOLimits = .standard) {
        self.limits = limits
    }

    /// The namespace of the packet whose attachments are due.
    package var unfinishedNamespace: String? { unfinished?.namespace }

    /// Whether binary messages are due.
    package var isWaitingForAttachments: Bool { unfinished != nil }

    /// Takes a text message (without Engine.IO's digit).
    ///
    /// - Returns: The packet, or nil while its attachments are due.
    /// - Throws: Any decoding error; `textWhileAttachmentsDue`; `tooManyHeldBytes`.
    package mutating func receive(text bytes: UnsafeRawBufferPointer) throws(SocketIOError) -> SocketIOPacket?
    {
        guard unfinished == nil else {
            drop()
            throw .textWhileAttachmentsDue
        }
        let packet = try SocketIOPacket(decoding: bytes, limits: limits)
        guard packet.attachmentCount > 0 else {
            if packet.type.isBinary { _ = try packet.value() }
            return packet
        }
        guard packet.payload.count <= limits.maximumHeldBytes else {
            throw .tooManyHeldBytes(limit: limits.maximumHeldBytes)
        }
        heldBytes = packet.payload.count
        unfinished = packet
        return nil
    }

    /// Takes a binary message.
    ///
    /// - Returns: The packet that this attachment completes, or nil while more are due.
    /// - Throws: `unexpectedBinary`, `tooManyHeldBytes` or `invalidPlaceholder`.
    package mutating func receive(
        binary bytes: UnsafeRawBufferPointer
    ) throws(SocketIOError) -> SocketIOPacket? {
        guard var packet = unfinished else { throw .unexpectedBinary }
        guard bytes.count <= limits.maximumHeldBytes - heldBytes else {
            drop()
            throw .tooManyHeldBytes(limit: limits.maximumHeldBytes)
        }
        // Emptied first, or the append would copy every attachment held so far.
        unfinished = nil
        packet.attachments.append(Array(bytes))
        heldBytes += bytes.count
        guard packet.attachments.count == packet.attachmentCount else {
            unfinished = packet
            return nil
        }
        drop()
        _ = try packet.value()
        return packet
    }

    /// Takes a text message (without Engine.IO's digit); see `receive(text:)` over borrowed bytes.
    package mutating func receive(text bytes: [UInt8]) throws(SocketIOError) -> SocketIOPacket? {
        try bytes.withRawBytes { (raw) throws(SocketIOError) in try receive(text: raw) }
    }

    /// Takes a binary message; see `receive(binary:)` over borrowed bytes.
    package mutating func receive(binary bytes: [UInt8]) throws(SocketIOError) -> SocketIOPacket? {
        try bytes.withRawBytes { (raw) throws(SocketIOError) in try receive(binary: raw) }
    }

    private mutating func drop() {
        unfinished = nil
        heldBytes = 0
    }
}
