import Testing

@testable import SocketIO

/// Vectors from the Engine.IO v4 protocol document ("Packet encoding", "HTTP long-polling").
@Suite("Engine.IO packets")
struct EngineIOPacketTests {
    @Test(
        "text packets are their digit and body",
        arguments: [
            ("0{}", EngineIOPacket(.open, text: "{}")), ("1", .close), ("2", .ping), ("3", .pong),
            ("2probe", .probePing), ("3probe", .probePong),
            ("4hello", EngineIOPacket(.message, text: "hello")),
            ("4€", EngineIOPacket(.message, text: "€")), ("5", .upgrade), ("6", .noop),
        ])
    func textFrames(_ text: String, _ packet: EngineIOPacket) throws {
        #expect(try EngineIOPacket(textFrame: Array(text.utf8)) == packet)
        #expect(packet.frame == Array(text.utf8))
    }

    @Test("frames without a known digit or of broken UTF-8 are refused")
    func refuses() {
        #expect(throws: EngineIOError.emptyPacket) { try EngineIOPacket(textFrame: []) }
        for byte in UInt8.min...UInt8.max where !(0x30...0x36).contains(byte) {
            #expect(throws: EngineIOError.unknownType(byte)) { try EngineIOPacket(textFrame: [byte]) }
        }
        #expect(throws: EngineIOError.invalidUTF8) { try EngineIOPacket(textFrame: [0x34, 0xc0, 0x80]) }
    }

    @Test("a binary message over WebSocket is its bare bytes")
    func binaryFrame() {
        #expect(EngineIOPacket(binary: [1, 2, 3, 4]).frame == [1, 2, 3, 4])
    }

    @Test(
        "polling payloads join packets with the record separator and write binary as b and base64",
        arguments: [
            ("4hello", [EngineIOPacket(.message, text: "hello")]),
            (
                "4hello\u{1e}2\u{1e}4world",
                [.init(.message, text: "hello"), .ping, .init(.message, text: "world")]
            ),
            ("4hello\u{1e}bAQIDBA==", [.init(.message, text: "hello"), .init(binary: [1, 2, 3, 4])]),
            ("4test1\u{1e}4test2\u{1e}4test3", (1...3).map { EngineIOPacket(.message, text: "test\($0)") }),
            ("b", [.init(binary: [])]),
        ])
    func payloads(_ text: String, _ packets: [EngineIOPacket]) throws {
        #expect(try EngineIOPayloadDecoder.packets(in: Array(text.utf8)) == packets)
        #expect(EngineIOPayloadEncoder.payload(packets) == Array(text.utf8))
    }

    @Test(
        "malformed payloads are refused",
        arguments: [
            ("", .emptyPacket), ("abc", .unknownType(0x61)), ("4a\u{1e}", .emptyPacket),
            ("\u{1e}4a", .emptyPacket), ("bAQ=D", .invalidBase64), ("bAQI==", .invalidBase64),
            ("bAQ===", .invalidBase64), ("b====", .invalidBase64), ("bA", .invalidBase64),
            ("bAQIDBA=", .invalidBase64), ("bAQ ID", .invalidBase64), ("7", .unknownType(0x37)),
        ] as [(String, EngineIOError)])
    func malformed(_ text: String, _ error: EngineIOError) {
        #expect(throws: error) { try EngineIOPayloadDecoder.packets(in: Array(text.utf8)) }
    }

    @Test("packets before a bad one are handed out first")
    func beforeTheBadOne() throws {
        let bytes = Array("4a\u{1e}x\u{1e}4b".utf8)
        try bytes.withUnsafeBytes { raw in
            var decoder = try EngineIOPayloadDecoder(raw)
            let first = try decoder.next()
            #expect(first == EngineIOPacket(.message, text: "a"))
            #expect(throws: EngineIOError.unknownType(0x78)) { try decoder.next() }
            let afterwards = try decoder.next()
            #expect(afterwards == nil)
        }
    }

    @Test("limits on bytes and on packets hold exactly")
    func limits() throws {
        let limits = EngineIOLimits(maximumPayloadBytes: 5, maximumPackets: 2)
        #expect(try EngineIOPayloadDecoder.packets(in: Array("4a\u{1e}2".utf8), limits: limits).count == 2)
        #expect(throws: EngineIOError.tooManyPackets(limit: 2)) {
            try EngineIOPayloadDecoder.packets(in: Array("2\u{1e}2\u{1e}2".utf8), limits: limits)
        }
        #expect(throws: EngineIOError.payloadTooLarge(bytes: 6, limit: 5)) {
            try EngineIOPayloadDecoder.packets(in: Array("4abcde".utf8), limits: limits)
        }
    }

    private static func take(_ packet: EngineIOPacket, into encoder: inout EngineIOPayloadEncoder) -> Bool {
        encoder.append(packet)
    }

    @Test("an encoder stops where the receiver's limits are")
    func encoderLimits() {
        var encoder = EngineIOPayloadEncoder(
            limits: EngineIOLimits(maximumPayloadBytes: 9, maximumPackets: 3))
        #expect(Self.take(EngineIOPacket(.message, text: "aa"), into: &encoder) == true)
        #expect(Self.take(EngineIOPacket(.message, text: "bbbbb"), into: &encoder) == false)
        #expect(Self.take(EngineIOPacket(binary: [0, 0, 0]), into: &encoder) == true)
        #expect(Self.take(.ping, into: &encoder) == false)
        #expect(String(decoding: encoder.bytes, as: UTF8.self) == "4aa\u{1e}bAAAA")
        var alone = EngineIOPayloadEncoder(limits: EngineIOLimits(maximumPayloadBytes: 1, maximumPackets: 1))
        #expect(Self.take(EngineIOPacket(.message, text: "too long, but first"), into: &alone) == true)
    }

    @Test(
        "base64 follows the vectors of RFC 4648",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func base64(_ text: String, _ encoded: String) {
        var output: [UInt8] = []
        Base64.encode(Array(text.utf8), into: &output)
        #expect(output == Array(encoded.utf8))
        let unpadded = encoded.replacing("=", with: "")
        for variant in [encoded, unpadded, "\r\n" + encoded] {
            #expect(Array(variant.utf8).withUnsafeBytes { Base64.decode($0) } == Array(text.utf8))
        }
    }
}
