/// A WebSocket client (RFC 6455) that also sends frames no proper client would send.
package final class RawWebSocket {
    /// A frame as received; servers send theirs unmasked.
    package struct Frame: Hashable, Sendable, CustomStringConvertible {
        package let isFinal: Bool
        package let opcode: UInt8
        package let payload: [UInt8]

        /// The payload as text.
        package var text: String { String(decoding: payload, as: UTF8.self) }

        /// The code of a close frame; nil for others and for a close without one.
        package var closeCode: Int? {
            guard opcode == Opcode.close, payload.count >= 2 else { return nil }
            return Int(payload[0]) << 8 | Int(payload[1])
        }

        package var description: String { "frame of opcode \(opcode): \(text.prefix(200).debugDescription)" }
    }

    /// Opcodes of RFC 6455, section 5.2.
    package enum Opcode {
        package static let continuation: UInt8 = 0
        package static let text: UInt8 = 1
        package static let binary: UInt8 = 2
        package static let close: UInt8 = 8
        package static let ping: UInt8 = 9
        package static let pong: UInt8 = 10
    }

    /// The connection below, for bytes that are no frame.
    package let connection: RawConnection
    /// Kept alive as long as the socket is: the program at the other end, which ends with its last reference.
    private let owner: AnyObject?
    private static let mask: [UInt8] = [0x37, 0xfa, 0x21, 0x3d]

    /// The headers of a handshake, with the key of RFC 6455's example.
    package static let handshakeHeaders = [
        "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    ]

    /// Connects and shakes hands.
    ///
    /// - Parameters:
    ///   - target: Path and query.
    ///   - owner: What to keep alive as long as the socket.
    ///   - receiveBuffer: See `RawConnection`.
    ///   - mask: See `RawConnection`.
    /// - Throws: Unless the server switches protocols with the accept key that the RFC's example demands.
    package init(
        port: Int, target: String, owner: AnyObject? = nil, receiveBuffer: Int? = nil, mask: UInt8 = 0
    ) throws {
        self.owner = owner
        connection = try RawConnection(port: port, receiveBuffer: receiveBuffer, mask: mask)
        let answer = try connection.request("GET", target, headers: Self.handshakeHeaders)
        guard answer.status == 101, answer.headers["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
        else {
            throw TestSupportError("no WebSocket: status \(answer.status), \(answer.headers) \(answer.text)")
        }
    }

    /// Sends one masked text message.
    @discardableResult
    package func send(_ text: String) -> Bool { send(opcode: Opcode.text, payload: Array(text.utf8)) }

    /// Sends one masked binary message.
    @discardableResult
    package func send(binary payload: [UInt8]) -> Bool { send(opcode: Opcode.binary, payload: payload) }

    /// Sends any frame.
    ///
    /// - Parameters:
    ///   - reserved: The three reserved bits, 0 to 7.
    ///   - announcedLength: The length in the header; the payload's own unless given.
    @discardableResult
    package func send(
        opcode: UInt8, payload: [UInt8], isFinal: Bool = true, isMasked: Bool = true, reserved: UInt8 = 0,
        announcedLength: Int? = nil
    ) -> Bool {
        let length = announcedLength ?? payload.count
        let maskBit: UInt8 = isMasked ? 0x80 : 0
        var frame: [UInt8] = [(isFinal ? 0x80 : 0) | reserved << 4 | opcode]
        if length < 126 {
            frame.append(maskBit | UInt8(length))
        } else if length <= 0xffff {
            frame += [maskBit | 126, UInt8(length >> 8), UInt8(length & 0xff)]
        } else {
            frame.append(maskBit | 127)
            for shift in stride(from: 56, through: 0, by: -8) {
                frame.append(UInt8(truncatingIfNeeded: length >> shift))
            }
        }
        if isMasked {
            frame += Self.mask
            for (index, byte) in payload.enumerated() { frame.append(byte ^ Self.mask[index & 3]) }
        } else {
            frame += payload
        }
        return connection.send(frame)
    }

    /// Reads the next frame.
    ///
    /// - Throws: When the server closes the connection or `seconds` pass first.
    package func frame(within seconds: Double = 10) throws -> Frame {
        let head = try connection.read(count: 2, within: seconds)
        var length = Int(head[1] & 0x7f)
        if length >= 126 {
            let bytes = try connection.read(count: length == 126 ? 2 : 8, within: seconds)
            length = bytes.reduce(0) { $0 << 8 | Int($1) }
        }
        guard head[1] & 0x80 == 0 else { throw TestSupportError("a masked frame from the server") }
        let payload = try connection.read(count: length, within: seconds)
        return Frame(isFinal: head[0] & 0x80 != 0, opcode: head[0] & 0x0f, payload: payload)
    }

    /// Reads frames until `accept` takes one; the others are passed over.
    package func frame(within seconds: Double = 10, where accept: (Frame) -> Bool) throws -> Frame {
        while true {
            let next = try frame(within: seconds)
            if accept(next) { return next }
        }
    }

    /// The next message that is no Engine.IO ping, as text.
    package func message(within seconds: Double = 10) throws -> String {
        try frame(within: seconds) { $0.text != "2" && $0.opcode <= Opcode.binary }.text
    }

    /// Reads until the server has closed the connection.
    ///
    /// - Returns: The code of its close frame; nil when it closed without one.
    /// - Throws: When it is still open after `seconds`.
    @discardableResult
    package func closure(within seconds: Double = 10) throws -> Int? {
        var code: Int?
        while true {
            let next: Frame
            do {
                next = try frame(within: seconds)
            } catch let error as TestSupportError where error.description.hasPrefix("the peer closed") {
                return code
            }
            guard next.opcode == Opcode.close else { continue }
            code = next.closeCode
            // The answer of a proper client, so that a server waiting for it can close the connection.
            send(opcode: Opcode.close, payload: Array(next.payload.prefix(2)))
        }
    }
}
