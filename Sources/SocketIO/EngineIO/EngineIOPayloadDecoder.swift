/// Takes a polling payload apart, packet by packet, without ever holding more than one of them.
///
/// Packets before a bad one have been handed out when `next` throws, as with the reference server, which
/// processes them and then closes the session.
package struct EngineIOPayloadDecoder {
    /// What joins the packets of a payload: the record separator.
    package static let separator: UInt8 = 0x1e

    private let bytes: UnsafeRawBufferPointer
    private let limits: EngineIOLimits
    private var position = 0
    private var packetsRead = 0
    private var isFinished = false

    /// - Parameter bytes: The body; it must outlive the decoder.
    /// - Throws: `payloadTooLarge` when the body is over the limit.
    package init(_ bytes: UnsafeRawBufferPointer, limits: EngineIOLimits = .standard) throws(EngineIOError) {
        guard bytes.count <= limits.maximumPayloadBytes else {
            throw .payloadTooLarge(bytes: bytes.count, limit: limits.maximumPayloadBytes)
        }
        self.bytes = bytes
        self.limits = limits
    }

    /// The next packet, or nil after the last. An empty payload is an empty packet, hence an error.
    ///
    /// After an error there is no next packet.
    package mutating func next() throws(EngineIOError) -> EngineIOPacket? {
        guard !isFinished else { return nil }
        let start = position
        while position < bytes.count, bytes[position] != Self.separator { position += 1 }
        let piece = UnsafeRawBufferPointer(rebasing: bytes[start..<position])
        isFinished = true
        packetsRead += 1
        guard packetsRead <= limits.maximumPackets else {
            throw .tooManyPackets(limit: limits.maximumPackets)
        }
        let packet: EngineIOPacket
        if piece.first == UInt8(ascii: "b") {
            guard let body = Base64.decode(UnsafeRawBufferPointer(rebasing: piece[1...])) else {
                throw .invalidBase64
            }
            packet = EngineIOPacket(binary: body)
        } else {
            packet = try EngineIOPacket(textFrame: piece)
        }
        if position < bytes.count {
            position += 1
            isFinished = false
        }
        return packet
    }

    /// All packets of a payload.
    ///
    /// - Throws: The first error; use `next` where the packets before it matter.
    package static func packets(
        in bytes: [UInt8], limits: EngineIOLimits = .standard
    ) throws(EngineIOError) -> [EngineIOPacket] {
        try bytes.withRawBytes { (raw) throws(EngineIOError) in
            var decoder = try EngineIOPayloadDecoder(raw, limits: limits)
            var packets: [EngineIOPacket] = []
            while let packet = try decoder.next() { packets.append(packet) }
            return packets
        }
    }
}
