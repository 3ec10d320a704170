import Testing

@testable import LoadEngine

@Suite("WebSocket frames from the server")
struct FrameDecoderTests {
    /// Kind and payload of every message in `bytes`, fed in pieces of `size`.
    private func decode(
        _ bytes: [UInt8], pieces size: Int = .max, limit: Int = 1 << 20
    ) throws -> [(FrameDecoder.Inbound.Kind, [UInt8], Int)] {
        var decoder = FrameDecoder(limit: limit)
        var found: [(FrameDecoder.Inbound.Kind, [UInt8], Int)] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            let piece = Array(bytes[start..<(size == .max ? bytes.count : min(start + size, bytes.count))])
            try piece.withUnsafeBytes { raw in
                var input = raw
                while let inbound = try decoder.next(&input) {
                    found.append((inbound.kind, Array(inbound.payload), inbound.wireBytes))
                }
                #expect(input.isEmpty)
            }
            if size == .max { break }
        }
        return found
    }

    private static let hello = Array("Hello".utf8)

    @Test("The examples of RFC 6455 section 5.7")
    func examples() throws {
        let single = try decode([0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F])
        #expect(single.map(\.1) == [Self.hello])
        #expect(single[0].0 == .text && single[0].2 == 7)
        let fragmented = try decode([0x01, 0x03, 0x48, 0x65, 0x6C, 0x80, 0x02, 0x6C, 0x6F])
        #expect(fragmented.map(\.1) == [Self.hello])
        #expect(fragmented[0].2 == 9)
        let ping = try decode([0x89, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F])
        #expect(ping[0].0 == .ping && ping[0].1 == Self.hello)
        let body = [UInt8](repeating: 7, count: 256)
        #expect(try decode([0x82, 0x7E, 0x01, 0x00] + body).map(\.1) == [body])
        let large = [UInt8](repeating: 9, count: 65_536)
        #expect(try decode([0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0] + large).map(\.1) == [large])
    }

    @Test("A control frame may come between fragments, however the bytes are cut", arguments: 1...20)
    func fragmentsAndPieces(size: Int) throws {
        let stream: [UInt8] =
            [0x01, 0x01, 0x61] + [0x89, 0x01, 0x70] + [0x00, 0x00] + [0x80, 0x02, 0x62, 0x63]
            + [0x81, 0x00] + [0x82, 0x7E, 0x00, 0x80] + [UInt8](repeating: 1, count: 128)
            + [0x88, 0x02, 0x03, 0xE8]
        let found = try decode(stream, pieces: size)
        #expect(found.map(\.0) == [.ping, .text, .text, .binary, .close])
        #expect(found.map(\.1.count) == [1, 3, 0, 128, 2])
        #expect(found[1].1 == Array("abc".utf8))
        #expect(found[1].2 == 3 + 2 + 4)
    }

    @Test("It knows where a message may begin, and which one came in a frame of its own", arguments: 1...12)
    func betweenMessages(size: Int) throws {
        // "a" in a frame, a ping, "bcd" in two frames with a pong between them, "ef" in one.
        let messages: [[UInt8]] = [
            [0x81, 1, 0x61], [0x89, 0], [0x01, 1, 0x62, 0x8A, 0, 0x80, 2, 0x63, 0x64], [0x81, 2, 0x65, 0x66],
        ]
        let stream = messages.flatMap { $0 }
        let ends: Set<Int> = [3, 5, 14, 18]
        var decoder = FrameDecoder()
        var framed: [[UInt8]?] = []
        #expect(decoder.isBetweenMessages)
        for start in stride(from: 0, to: stream.count, by: size) {
            let end = min(start + size, stream.count)
            try Array(stream[start..<end]).withUnsafeBytes { raw in
                var input = raw
                while let inbound = try decoder.next(&input) {
                    guard inbound.kind == .text else { continue }
                    framed.append(inbound.frame.map { Array($0) })
                }
            }
            #expect(decoder.isBetweenMessages == ends.contains(end), "\(end)")
        }
        #expect(framed == [messages[0], nil, messages[3]])
    }

    @Test(
        "What the protocol forbids is an error",
        arguments: [
            ([0x81, 0x85, 1, 2, 3, 4], .masked), ([0xC1, 0x00], .reservedBits),
            ([0x83, 0x00], .unknownOpcode(3)), ([0x8B, 0x00], .unknownOpcode(11)),
            ([0x09, 0x00], .fragmentedControl), ([0x89, 0x7E, 0x00, 0x7E], .oversizedControl),
            ([0x82, 0x7E, 0x00, 0x7D], .lengthNotMinimal),
            ([0x82, 0x7F, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], .lengthNotMinimal),
            ([0x80, 0x00], .unexpectedContinuation), ([0x01, 0x00, 0x81, 0x00], .expectedContinuation),
            ([0x82, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .tooLarge(.max)),
            ([0x82, 0x7E, 0x04, 0x01], .tooLarge(1025)),
            ([0x81, 0x01, 0x80], .invalidUTF8), ([0x81, 0x02, 0xC0, 0x80], .invalidUTF8),
            ([0x88, 0x01, 0x03], .invalidClose), ([0x88, 0x02, 0x03, 0xED], .invalidClose),
            ([0x88, 0x03, 0x03, 0xE8, 0xFF], .invalidUTF8),
        ] as [([UInt8], FrameError)])
    func violations(bytes: [UInt8], expected: FrameError) {
        #expect(throws: expected) { try decode(bytes, limit: 1024) }
        #expect(throws: expected) { try decode(bytes, pieces: 1, limit: 1024) }
    }

    @Test("Fragments together may not exceed the limit either")
    func fragmentsAreLimited() {
        let part = [UInt8](repeating: 0, count: 100)
        let stream = [0x02, 0x64] + part + [0x00, 0x64] + part + [0x80, 0x64] + part
        #expect(throws: FrameError.tooLarge(300)) { try decode(stream, limit: 250) }
    }

    @Test("Random and mutated bytes never trap, and never grow past the limit", arguments: 0..<20)
    func fuzz(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let valid: [UInt8] =
            [0x81, 0x05] + Self.hello + [0x01, 0x01, 0x61, 0x80, 0x00] + [0x88, 0x02, 0x03, 0xE8]
        for _ in 0..<2000 {
            var bytes = valid
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                bytes[at] = UInt8.random(in: 0...255, using: &random)
            }
            if Bool.random(using: &random) {
                bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
            }
            let found = try? decode(bytes, pieces: Int.random(in: 1...8, using: &random), limit: 64)
            #expect((found ?? []).allSatisfy { $0.1.count <= 64 })
        }
    }
}
