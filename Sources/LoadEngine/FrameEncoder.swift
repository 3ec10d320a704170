/// Client frames: always masked, never fragmented (RFC 6455 sections 5.2 and 5.3).
enum FrameEncoder {
    enum Opcode: UInt8 {
        case text = 1
        case binary = 2
        case close = 8
        case ping = 9
        case pong = 10
    }

    /// Appends one frame. The mask comes from the run's seed: it guards proxies, not secrets.
    static func append(
        _ opcode: Opcode, _ payload: some Collection<UInt8>, mask: UInt32, to bytes: inout [UInt8]
    ) {
        bytes.append(0x80 | opcode.rawValue)
        let count = payload.count
        if count < 126 {
            bytes.append(0x80 | UInt8(count))
        } else if count <= 0xFFFF {
            bytes.append(0x80 | 126)
            bytes.append(UInt8(count >> 8))
            bytes.append(UInt8(truncatingIfNeeded: count))
        } else {
            bytes.append(0x80 | 127)
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: count >> shift))
            }
        }
        let key: (UInt8, UInt8, UInt8, UInt8) = (
            UInt8(truncatingIfNeeded: mask >> 24), UInt8(truncatingIfNeeded: mask >> 16),
            UInt8(truncatingIfNeeded: mask >> 8), UInt8(truncatingIfNeeded: mask)
        )
        bytes.append(key.0)
        bytes.append(key.1)
        bytes.append(key.2)
        bytes.append(key.3)
        for (index, byte) in payload.enumerated() {
            switch index & 3 {
            case 0: bytes.append(byte ^ key.0)
            case 1: bytes.append(byte ^ key.1)
            case 2: bytes.append(byte ^ key.2)
            default: bytes.append(byte ^ key.3)
            }
        }
    }
}
