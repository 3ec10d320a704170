import NIOCore
import NIOWebSocket
import SocketIO

/// Puts a client's WebSocket frames together to messages and enforces RFC 6455's rules for a server without
/// extensions: masked frames, no reserved bits, fragments in order, UTF-8, the size limit.
struct WebSocketAssembler {
    /// What a frame amounts to.
    enum Event {
        /// A message is complete; a text is UTF-8.
        case message(ByteBuffer, isBinary: Bool)
        /// More fragments follow.
        case wait
        case ping(ByteBuffer)
        case pong
        /// The peer closes, with its code when it gave one.
        case close(WebSocketErrorCode?)
        /// The frame must not be: close with this code.
        case violation(WebSocketErrorCode)
    }

    private let maximumBytes: Int
    private var fragments: ByteBuffer?
    private var isBinary = false

    init(maximumBytes: Int) {
        self.maximumBytes = maximumBytes
    }

    mutating func receive(_ frame: WebSocketFrame) -> Event {
        guard frame.maskKey != nil, !frame.rsv1, !frame.rsv2, !frame.rsv3 else {
            return .violation(.protocolError)
        }
        switch frame.opcode {
        case .ping: return .ping(frame.unmaskedData)
        case .pong: return .pong
        case .connectionClose: return close(frame.unmaskedData)
        case .text, .binary:
            guard fragments == nil else { return .violation(.protocolError) }
            isBinary = frame.opcode == .binary
            guard frame.length <= maximumBytes else { return .violation(.messageTooLarge) }
            if frame.fin { return complete(frame.unmaskedData) }
            fragments = frame.unmaskedData
            return .wait
        case .continuation:
            guard var collected = fragments else { return .violation(.protocolError) }
            guard collected.readableBytes + frame.length <= maximumBytes else {
                fragments = nil
                return .violation(.messageTooLarge)
            }
            fragments = nil
            var data = frame.unmaskedData
            collected.writeBuffer(&data)
            if frame.fin { return complete(collected) }
            fragments = collected
            return .wait
        default: return .violation(.protocolError)
        }
    }

    private func complete(_ data: ByteBuffer) -> Event {
        guard isBinary || data.withUnsafeReadableBytes({ UTF8Validation.isValid($0) }) else {
            return .violation(.dataInconsistentWithMessage)
        }
        return .message(data, isBinary: isBinary)
    }

    /// Section 5.5.1 and 7.4: a code if there is a body, one that may be sent, and a reason in UTF-8.
    private func close(_ data: ByteBuffer) -> Event {
        var data = data
        guard data.readableBytes > 0 else { return .close(nil) }
        guard let number = data.readInteger(as: UInt16.self) else { return .violation(.protocolError) }
        let isAllowed =
            switch number {
            case 1000...1003, 1007...1011, 3000...4999: true
            default: false
            }
        guard isAllowed else { return .violation(.protocolError) }
        guard data.withUnsafeReadableBytes({ UTF8Validation.isValid($0) }) else {
            return .violation(.dataInconsistentWithMessage)
        }
        return .close(WebSocketErrorCode(codeNumber: Int(number)))
    }
}
