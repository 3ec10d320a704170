/// Joins packets into one polling payload and stops at the receiver's limits.
package struct EngineIOPayloadEncoder {
    /// The payload so far.
    package private(set) var bytes: [UInt8] = []
    /// How many packets it holds.
    package private(set) var packetCount = 0
    private let limits: EngineIOLimits

    /// - Parameter limits: The receiver's. A sender that may meet python-engineio keeps to 16 packets.
    package init(limits: EngineIOLimits = .standard) {
        self.limits = limits
    }

    /// Adds a text frame (`digit` and body, as a WebSocket frame would hold it) unless it would pass a limit.
    ///
    /// The first packet always goes in: a single packet over the limit cannot be helped by waiting.
    ///
    /// - Returns: Whether it was added; if not, it belongs in the next payload.
    package mutating func append(textFrame frame: [UInt8]) -> Bool {
        guard makeRoom(for: frame.count) else { return false }
        bytes.append(contentsOf: frame)
        return true
    }

    /// Adds a binary message as `b` and base64 unless it would pass a limit.
    ///
    /// - Returns: Whether it was added; if not, it belongs in the next payload.
    package mutating func append(binary body: [UInt8]) -> Bool {
        guard makeRoom(for: 1 + Base64.encodedCount(of: body.count)) else { return false }
        bytes.append(UInt8(ascii: "b"))
        Base64.encode(body, into: &bytes)
        return true
    }

    /// Adds a packet unless it would pass a limit.
    ///
    /// - Returns: Whether it was added; if not, it belongs in the next payload.
    package mutating func append(_ packet: EngineIOPacket) -> Bool {
        packet.isBinary ? append(binary: packet.body) : append(textFrame: packet.frame)
    }

    /// One payload of all packets, whatever its size.
    package static func payload(_ packets: [EngineIOPacket]) -> [UInt8] {
        var encoder = EngineIOPayloadEncoder(
            limits: EngineIOLimits(maximumPayloadBytes: .max, maximumPackets: .max))
        for packet in packets { _ = encoder.append(packet) }
        return encoder.bytes
    }

    private mutating func makeRoom(for count: Int) -> Bool {
        if packetCount > 0 {
            guard packetCount < limits.maximumPackets else { return false }
            guard bytes.count + 1 + count <= limits.maximumPayloadBytes else { return false }
            bytes.append(EngineIOPayloadDecoder.separator)
        }
        packetCount += 1
        return true
    }
}
