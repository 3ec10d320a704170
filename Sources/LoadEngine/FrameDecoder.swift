/// Takes a server's WebSocket byte stream apart into messages (RFC 6455 section 5).
///
/// Incremental and without copies where a frame lies whole in what was read. After an error the
/// stream is unusable: the connection has to close.
struct FrameDecoder {
    /// A message or a control frame. `payload` is valid until the decoder or the input changes.
    struct Inbound {
        enum Kind: Equatable { case text, binary, ping, pong, close }
        var kind: Kind
        var payload: UnsafeRawBufferPointer
        /// Bytes of all its frames, heads included.
        var wireBytes: Int
        /// Its only frame, which lies around `payload`; nil where it came in several.
        var frame: UnsafeRawBufferPointer?
    }

    /// Longest message accepted, so that a server cannot make the generator grow.
    let limit: Int
    /// A frame, or a message of several, that is still coming in. Made with the first one that comes in
    /// pieces: most clients never need them.
    private var held: ByteStore?
    private var message: ByteStore?
    private var messageOpcode: UInt8 = 0
    private var messageWireBytes = 0
    private var heldIsSpent = false
    private var messageIsSpent = false

    init(limit: Int = 4 << 20) { self.limit = limit }

    /// Whether the next byte is a frame's first, and the frame's message begins with it.
    var isBetweenMessages: Bool { messageOpcode == 0 && held?.isEmpty ?? true }

    /// Takes the next message off the front of `input`; nil when `input` is used up without one.
    mutating func next(_ input: inout UnsafeRawBufferPointer) throws(FrameError) -> Inbound? {
        if heldIsSpent { spendHeld() }
        if messageIsSpent {
            message?.removeAll()
            messageIsSpent = false
        }
        while true {
            guard let (header, payload) = try frame(&input) else { return nil }
            if let inbound = try take(header, payload) { return inbound }
            if heldIsSpent { spendHeld() }
        }
    }

    private mutating func spendHeld() {
        held?.removeAll()
        heldIsSpent = false
    }

    /// The next whole frame, in `input` or put together in `held`.
    private mutating func frame(
        _ input: inout UnsafeRawBufferPointer
    ) throws(FrameError) -> (FrameHeader, UnsafeRawBufferPointer)? {
        guard let held, !held.isEmpty else { return try frameInPlace(&input) }
        while true {
            let header = try FrameHeader.parse(held.bytes, limit: limit)
            // Without a head, one byte more at a time: a head is at most ten bytes.
            let needed = header.map { $0.headLength + $0.payloadLength } ?? held.count + 1
            let taken = min(needed - held.count, input.count)
            held.append(UnsafeRawBufferPointer(rebasing: input[..<taken]))
            input = UnsafeRawBufferPointer(rebasing: input[taken...])
            guard held.count == needed else { return nil }
            guard let header else { continue }
            heldIsSpent = true
            return (header, UnsafeRawBufferPointer(rebasing: held.bytes[header.headLength...]))
        }
    }

    /// The next frame if `input` holds it whole; what there is of one moves to `held` otherwise.
    private mutating func frameInPlace(
        _ input: inout UnsafeRawBufferPointer
    ) throws(FrameError) -> (FrameHeader, UnsafeRawBufferPointer)? {
        guard !input.isEmpty else { return nil }
        if let header = try FrameHeader.parse(input, limit: limit) {
            let total = header.headLength + header.payloadLength
            if input.count >= total {
                let payload = UnsafeRawBufferPointer(rebasing: input[header.headLength..<total])
                input = UnsafeRawBufferPointer(rebasing: input[total...])
                return (header, payload)
            }
        }
        let held = self.held ?? ByteStore()
        self.held = held
        held.append(input)
        input = UnsafeRawBufferPointer(rebasing: input[input.count...])
        return nil
    }

    /// What a frame completes: nil for a fragment that others follow.
    private mutating func take(
        _ header: FrameHeader, _ payload: UnsafeRawBufferPointer
    ) throws(FrameError) -> Inbound? {
        let wireBytes = header.headLength + payload.count
        switch header.opcode {
        case 8:
            try CloseCode.check(payload)
            return Inbound(kind: .close, payload: payload, wireBytes: wireBytes)
        case 9: return Inbound(kind: .ping, payload: payload, wireBytes: wireBytes)
        case 10: return Inbound(kind: .pong, payload: payload, wireBytes: wireBytes)
        case 0:
            guard messageOpcode != 0 else { throw .unexpectedContinuation }
        default:
            guard messageOpcode == 0 else { throw .expectedContinuation }
            if header.isFinal {
                var inbound = try whole(header.opcode, payload, wireBytes: wireBytes)
                inbound.frame = payload.baseAddress.map {
                    UnsafeRawBufferPointer(start: $0 - header.headLength, count: wireBytes)
                }
                return inbound
            }
            messageOpcode = header.opcode
        }
        let message = self.message ?? ByteStore()
        self.message = message
        guard message.count + payload.count <= limit else {
            throw .tooLarge(UInt64(message.count + payload.count))
        }
        message.append(payload)
        messageWireBytes += wireBytes
        guard header.isFinal else { return nil }
        defer {
            messageOpcode = 0
            messageWireBytes = 0
        }
        messageIsSpent = true
        return try whole(messageOpcode, message.bytes, wireBytes: messageWireBytes)
    }

    private func whole(
        _ opcode: UInt8, _ payload: UnsafeRawBufferPointer, wireBytes: Int
    ) throws(FrameError) -> Inbound {
        if opcode == 1 {
            guard UTF8Check.isValid(payload) else { throw .invalidUTF8 }
            return Inbound(kind: .text, payload: payload, wireBytes: wireBytes)
        }
        return Inbound(kind: .binary, payload: payload, wireBytes: wireBytes)
    }
}
