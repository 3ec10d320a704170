import NIOCore
import SocketIO

/// One message encoded for every transport, shared by all its receivers.
///
/// Holds complete unmasked WebSocket frames (RFC 6455, section 5.2) in one buffer; a polling payload takes the
/// text out of the same bytes.
package struct OutgoingMessage: Sendable {
    /// The text frame followed by one binary frame for each attachment.
    let frames: ByteBuffer
    /// Where the text frame's payload lies in `frames`; empty for a message of binary frames alone.
    private let textLength: Int
    private let textOffset: Int
    /// What the binary frames hold.
    private let attachments: [[UInt8]]
    /// Whether it is a Socket.IO EVENT, for the count of those sent.
    let isEvent: Bool

    /// Engine.IO packets it consists of.
    var packetCount: Int { (textLength > 0 ? 1 : 0) + attachments.count }
    /// Its weight against the limit of pending bytes.
    var byteCount: Int { frames.readableBytes }

    /// - Parameters:
    ///   - text: An Engine.IO text packet with its digit; empty for none.
    ///   - attachments: Binary messages that follow at once.
    ///   - isEvent: Whether it counts as a Socket.IO EVENT.
    package init(text: [UInt8], attachments: [[UInt8]] = [], isEvent: Bool = false) {
        self.isEvent = isEvent
        var capacity = text.count + 10
        for attachment in attachments { capacity += attachment.count + 10 }
        var buffer = ByteBufferAllocator().buffer(capacity: capacity)
        if !text.isEmpty { buffer.writeWebSocketHeader(opcode: 0x1, length: text.count) }
        textOffset = buffer.readableBytes
        textLength = text.count
        buffer.writeBytes(text)
        for attachment in attachments {
            buffer.writeWebSocketHeader(opcode: 0x2, length: attachment.count)
            buffer.writeBytes(attachment)
        }
        frames = buffer
        self.attachments = attachments
    }

    /// A message of a Socket.IO packet whose text bears Engine.IO's digit.
    package init(_ message: SocketIOMessage, isEvent: Bool = false) {
        self.init(text: message.text, attachments: message.attachments, isEvent: isEvent)
    }

    /// An Engine.IO packet on its own.
    package init(_ packet: EngineIOPacket) {
        if packet.isBinary {
            self.init(text: [], attachments: [packet.body])
        } else {
            self.init(text: packet.frame)
        }
    }

    /// Appends the packets as a polling payload carries them, after a separator if it holds some already.
    func append(toPayload payload: inout ByteBuffer) {
        if textLength > 0 {
            separate(&payload)
            if var text = frames.getSlice(at: frames.readerIndex + textOffset, length: textLength) {
                payload.writeBuffer(&text)
            }
        }
        for attachment in attachments {
            separate(&payload)
            var encoded: [UInt8] = [UInt8(ascii: "b")]
            Base64.encode(attachment, into: &encoded)
            payload.writeBytes(encoded)
        }
    }

    private func separate(_ payload: inout ByteBuffer) {
        if payload.readableBytes > 0 { payload.writeInteger(EngineIOPayloadDecoder.separator) }
    }
}

extension ByteBuffer {
    /// Appends the head of a final, unmasked frame (RFC 6455, section 5.2).
    mutating func writeWebSocketHeader(opcode: UInt8, length: Int) {
        writeInteger(0x80 | opcode)
        if length < 126 {
            writeInteger(UInt8(length))
        } else if length <= Int(UInt16.max) {
            writeInteger(UInt8(126))
            writeInteger(UInt16(length))
        } else {
            writeInteger(UInt8(127))
            writeInteger(UInt64(length))
        }
    }
}
