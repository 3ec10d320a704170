/// Payloads of WebSocket close frames (RFC 6455 sections 5.5.1 and 7.4).
enum CloseCode {
    static let normal: UInt16 = 1000
    static let protocolError: UInt16 = 1002

    /// Throws unless the payload is empty, or a code that may be sent followed by UTF-8.
    static func check(_ payload: UnsafeRawBufferPointer) throws(FrameError) {
        if payload.isEmpty { return }
        guard payload.count >= 2 else { throw .invalidClose }
        let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: break
        default: throw .invalidClose
        }
        guard UTF8Check.isValid(UnsafeRawBufferPointer(rebasing: payload[2...])) else { throw .invalidUTF8 }
    }

    static func payload(_ code: UInt16) -> [UInt8] {
        [UInt8(code >> 8), UInt8(truncatingIfNeeded: code)]
    }
}
