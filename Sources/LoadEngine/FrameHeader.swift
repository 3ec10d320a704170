/// The head of a WebSocket frame (RFC 6455 section 5.2) that a server sent.
struct FrameHeader: Equatable {
    var isFinal: Bool
    var opcode: UInt8
    /// Bytes of the head itself.
    var headLength: Int
    var payloadLength: Int

    /// Parses the head at the start of `bytes`; nil when more bytes are needed.
    static func parse(_ bytes: UnsafeRawBufferPointer, limit: Int) throws(FrameError) -> FrameHeader? {
        guard bytes.count >= 2 else { return nil }
        let first: UInt8 = bytes[0]
        let second: UInt8 = bytes[1]
        guard first & 0x70 == 0 else { throw .reservedBits }
        guard second & 0x80 == 0 else { throw .masked }
        let opcode = first & 0x0F
        let isFinal = first & 0x80 != 0
        guard opcode <= 2 || (8...10).contains(opcode) else { throw .unknownOpcode(opcode) }
        let short = Int(second & 0x7F)
        if opcode >= 8 {
            guard isFinal else { throw .fragmentedControl }
            guard short <= 125 else { throw .oversizedControl }
        }
        var headLength = 2
        var length = UInt64(short)
        if short >= 126 {
            let extended = short == 126 ? 2 : 8
            headLength += extended
            guard bytes.count >= headLength else { return nil }
            length = 0
            for index in 2..<headLength { length = length << 8 | UInt64(bytes[index]) }
            guard length > (extended == 2 ? 125 : 0xFFFF) else { throw .lengthNotMinimal }
        }
        guard length <= UInt64(limit) else { throw .tooLarge(length) }
        return FrameHeader(
            isFinal: isFinal, opcode: opcode, headLength: headLength, payloadLength: Int(length))
    }
}
