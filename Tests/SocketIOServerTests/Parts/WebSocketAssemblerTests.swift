import NIOCore
import NIOWebSocket
import Testing

@testable import SocketIOServer

/// Rules of RFC 6455 as `WebSocketAssembler` sees frames.
@Suite("WebSocket messages")
struct WebSocketAssemblerTests {
    private static let key: WebSocketMaskingKey = [1, 2, 3, 4]

    private func frame(
        _ opcode: WebSocketOpcode, _ bytes: [UInt8], fin: Bool = true, isMasked: Bool = true,
        rsv1: Bool = false
    ) -> WebSocketFrame {
        var data = ByteBuffer(bytes: bytes)
        if isMasked { data.webSocketMask(Self.key) }
        return WebSocketFrame(
            fin: fin, rsv1: rsv1, opcode: opcode, maskKey: isMasked ? Self.key : nil, data: data)
    }

    private func text(_ event: WebSocketAssembler.Event) -> String {
        switch event {
        case .message(let data, let isBinary):
            (isBinary ? "binary " : "text ") + String(decoding: data.readableBytesView, as: UTF8.self)
        case .wait: "wait"
        case .ping(let data): "ping " + String(decoding: data.readableBytesView, as: UTF8.self)
        case .pong: "pong"
        case .close(let code): "close " + (code.map { String(UInt16(webSocketErrorCode: $0)) } ?? "nil")
        case .violation(let code): "violation \(UInt16(webSocketErrorCode: code))"
        }
    }

    @Test("fragments become one message, with control frames in between")
    func fragments() {
        var assembler = WebSocketAssembler(maximumBytes: 100)
        let texts = [
            frame(.text, Array("4he".utf8), fin: false), frame(.ping, Array("p".utf8)),
            frame(.continuation, Array("ll".utf8), fin: false), frame(.pong, []),
            frame(.continuation, Array("o".utf8)), frame(.binary, Array("raw".utf8)),
        ].map { text(assembler.receive($0)) }
        #expect(texts == ["wait", "ping p", "wait", "pong", "text 4hello", "binary raw"])
    }

    @Test("a character may be split between fragments; only the whole is checked as UTF-8")
    func splitCharacter() {
        var assembler = WebSocketAssembler(maximumBytes: 100)
        let bytes = Array("4é".utf8)
        #expect(text(assembler.receive(frame(.text, Array(bytes[..<2]), fin: false))) == "wait")
        #expect(text(assembler.receive(frame(.continuation, Array(bytes[2...])))) == "text 4é")
    }

    @Test(
        "bad UTF-8 is refused with 1007",
        arguments: [[0xff], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]] as [[UInt8]])
    func badText(bytes: [UInt8]) {
        var assembler = WebSocketAssembler(maximumBytes: 100)
        #expect(text(assembler.receive(frame(.text, [0x34] + bytes))) == "violation 1007")
    }

    @Test("unmasked frames, reserved bits and opcodes, and fragments out of order are refused with 1002")
    func protocolErrors() {
        let single = [
            frame(.text, [0x34], isMasked: false), frame(.text, [0x34], rsv1: true),
            frame(.continuation, [0x34]), frame(WebSocketOpcode(encodedWebSocketOpcode: 3) ?? .text, [0x34]),
            frame(WebSocketOpcode(encodedWebSocketOpcode: 11) ?? .text, [0x34]),
        ]
        for frame in single {
            var assembler = WebSocketAssembler(maximumBytes: 100)
            #expect(text(assembler.receive(frame)) == "violation 1002")
        }
        var assembler = WebSocketAssembler(maximumBytes: 100)
        _ = assembler.receive(frame(.text, [0x34], fin: false))
        #expect(text(assembler.receive(frame(.text, [0x34]))) == "violation 1002")
    }

    @Test("the limit holds for the whole message, to the byte")
    func limit() {
        var assembler = WebSocketAssembler(maximumBytes: 4)
        #expect(text(assembler.receive(frame(.text, Array("4abc".utf8)))) == "text 4abc")
        #expect(text(assembler.receive(frame(.text, Array("4abcd".utf8)))) == "violation 1009")
        #expect(text(assembler.receive(frame(.text, Array("4a".utf8), fin: false))) == "wait")
        #expect(text(assembler.receive(frame(.continuation, Array("bcd".utf8)))) == "violation 1009")
    }

    @Test(
        "close frames need a code that may be sent, and a reason in UTF-8",
        arguments: [
            ([], "close nil"), ([0x03, 0xe8], "close 1000"), ([0x0f, 0xa0, 0x68, 0x69], "close 4000"),
            ([0x03], "violation 1002"), ([0x03, 0xed], "violation 1002"), ([0x00, 0x01], "violation 1002"),
            ([0x03, 0xe8, 0xff], "violation 1007"),
        ] as [([UInt8], String)])
    func close(bytes: [UInt8], expected: String) {
        var assembler = WebSocketAssembler(maximumBytes: 100)
        #expect(text(assembler.receive(frame(.connectionClose, bytes))) == expected)
    }
}
