import NIOCore
import SocketIO
import Testing

@testable import SocketIOServer

@Suite("Targets, ids and shared frames")
struct EncodingTests {
    @Test(
        "a query is percent-decoded, and its last value of a name counts",
        arguments: [
            ("/socket.io/?EIO=4&transport=polling", ["EIO": "4", "transport": "polling"]),
            ("/a?x=1&x=2", ["x": "2"]), ("/a?x=%41%c3%A9+b", ["x": "Aé b"]),
            ("/a?x=%4&y=%zz", ["x": "%4", "y": "%zz"]),
            ("/a?", [:]), ("/a", [:]), ("/a?&&x", ["x": ""]), ("/a?x=a=b", ["x": "a=b"]), ("/a?%", ["%": ""]),
        ] as [(String, [String: String])])
    func query(target: String, expected: [String: String]) {
        let parsed = RequestTarget(target)
        #expect(parsed.query == expected)
        #expect(parsed.path == target.prefix { $0 != "?" })
    }

    @Test("an id names its event loop, and ids do not repeat", arguments: [0, 1, 63, 64, 4095])
    func ids(shard: Int) {
        let ids = (0..<1000).map { _ in EngineIdentifier.make(shard: shard) }
        #expect(Set(ids).count == 1000)
        #expect(ids.allSatisfy { EngineIdentifier.shard(of: $0) == shard && $0.utf8.count == 20 })
    }

    @Test(
        "what cannot be an id has no event loop",
        arguments: ["", "abc", "äääääääääääääääääää!", "...................."])
    func noID(text: String) {
        #expect(EngineIdentifier.shard(of: text) == nil)
    }

    /// Heads by RFC 6455, section 5.2: 7 bits up to 125, then 16, then 64.
    @Test(
        "a frame's head bears its length",
        arguments: [
            (1, [0x81, 1]), (125, [0x81, 125]), (126, [0x81, 126, 0, 126]),
            (65_535, [0x81, 126, 0xff, 0xff]),
            (65_536, [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]),
        ] as [(Int, [UInt8])])
    func frameHead(length: Int, head: [UInt8]) {
        let text = [UInt8](repeating: 0x34, count: length)
        let message = OutgoingMessage(text: text)
        #expect(Array(message.frames.readableBytesView) == head + text)
        var payload = ByteBuffer()
        message.append(toPayload: &payload)
        #expect(Array(payload.readableBytesView) == text)
    }

    @Test("one message serves both transports, attachments as binary frames and as base64")
    func attachments() {
        let message = OutgoingMessage(text: Array("451-[]".utf8), attachments: [[1, 2, 3, 4]])
        #expect(
            Array(message.frames.readableBytesView) == [0x81, 6] + Array("451-[]".utf8) + [
                0x82, 4, 1, 2, 3, 4,
            ])
        var payload = ByteBuffer(string: "2")
        message.append(toPayload: &payload)
        #expect(String(buffer: payload) == "2\u{1e}451-[]\u{1e}bAQIDBA==")
        #expect(message.packetCount == 2)
    }
}
