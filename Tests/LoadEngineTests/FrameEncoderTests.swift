import Testing

@testable import LoadEngine

@Suite("WebSocket frames to the server")
struct FrameEncoderTests {
    @Test("The masked example of RFC 6455 section 5.7")
    func maskedHello() {
        var bytes: [UInt8] = []
        FrameEncoder.append(.text, "Hello".utf8, mask: 0x37FA_213D, to: &bytes)
        #expect(bytes == [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58])
    }

    @Test(
        "Lengths take 7, 16 or 64 bits",
        arguments: [
            (125, [0x82, 0xFD]), (126, [0x82, 0xFE, 0x00, 0x7E]), (65_535, [0x82, 0xFE, 0xFF, 0xFF]),
            (65_536, [0x82, 0xFF, 0, 0, 0, 0, 0, 1, 0, 0]),
        ] as [(Int, [UInt8])])
    func lengths(count: Int, head: [UInt8]) {
        var bytes: [UInt8] = []
        FrameEncoder.append(.binary, [UInt8](repeating: 0, count: count), mask: 0, to: &bytes)
        #expect(Array(bytes.prefix(head.count)) == head)
        #expect(bytes.count == head.count + 4 + count)
    }
}

@Suite("The WebSocket handshake")
struct UpgradeTests {
    @Test(
        "SHA-1 of the vectors of RFC 3174 section 7.3",
        arguments: [
            ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
            ),
            (String(repeating: "a", count: 1_000_000), "34aa973cd4c4daa4f61eeb2bdbad27316534016f"),
            (String(repeating: "01234567", count: 80), "dea356a2cddd90c7a7ecedc5ebb563934f460452"),
            ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        ])
    func sha1(text: String, expected: String) {
        let hex = SHA1.digest(Array(text.utf8)).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
        #expect(hex == expected)
    }

    @Test(
        "Base 64 of the vectors of RFC 4648 section 10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
        ])
    func base64(text: String, expected: String) {
        #expect(Base64.encode(Array(text.utf8)) == expected)
    }

    @Test("The accept key of RFC 6455 section 1.3")
    func acceptKey() {
        #expect(Upgrade.accept(for: "dGhlIHNhbXBsZSBub25jZQ==") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    }

    private static let good =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\nconnection: keep-alive, Upgrade\r\n"
        + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"

    private func answer(_ text: String, pieces: Int = .max) -> (Upgrade.Answer, left: Int) {
        // RFC 6455's "the sample nonce".
        var upgrade = Upgrade(nonce: (0x706D_6173_2065_6874, 0x6563_6E6F_6E20_656C))
        #expect(upgrade.key == "dGhlIHNhbXBsZSBub25jZQ==")
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBytes { raw in
            var rest = raw
            while true {
                var piece = UnsafeRawBufferPointer(rebasing: rest.prefix(pieces))
                let before = piece.count
                let answer = upgrade.receive(&piece)
                rest = UnsafeRawBufferPointer(rebasing: rest[(before - piece.count)...])
                if answer != .incomplete || rest.isEmpty { return (answer, rest.count) }
            }
        }
    }

    @Test("A good answer is accepted, and leaves what follows it", arguments: [1, 7, Int.max])
    func accepted(pieces: Int) {
        let (answer, left) = answer(Self.good + "\u{1}\u{2}", pieces: pieces)
        #expect(answer == .accepted(headLength: Self.good.utf8.count))
        #expect(left == 2)
    }

    @Test(
        "Anything else is refused, and named",
        arguments: [
            ("HTTP/1.1 503 Busy\r\n\r\n", "http 503"), ("HTTP/1.1 200 OK\r\n\r\n", "http 200"),
            ("SSH-2.0-x\r\n\r\n", "upgrade: no HTTP answer"), ("\r\n\r\n", "upgrade: no HTTP answer"),
            (good.replacing("K+xOo", with: "K+xOO"), "upgrade: wrong accept key"),
            (good.replacing("Upgrade: WebSocket\r\n", with: ""), "upgrade: not to websocket"),
            (
                good.replacing("\r\n\r\n", with: "\r\nSec-WebSocket-Extensions: x\r\n\r\n"),
                "upgrade: unasked extension"
            ),
            (String(repeating: "x", count: 20_000), "upgrade: endless head"),
        ])
    func refused(text: String, kind: String) {
        #expect(answer(text).0 == .refused(kind))
    }

    @Test("The request asks for Engine.IO 4 over WebSocket, with a fresh key")
    func request() {
        var random = SeededGenerator(seed: 1)
        let first = Upgrade(random: &random)
        let second = Upgrade(random: &random)
        #expect(first.key != second.key)
        #expect(first.key.count == 24)
        let text = String(decoding: first.request(to: Endpoint(host: "127.0.0.1", port: 80)), as: UTF8.self)
        #expect(
            text.hasPrefix("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:80\r\n"))
        #expect(text.contains("\r\nSec-WebSocket-Key: \(first.key)\r\n"))
        #expect(text.hasSuffix("\r\n\r\n"))
    }
}
