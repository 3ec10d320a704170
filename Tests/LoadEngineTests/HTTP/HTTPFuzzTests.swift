import Testing

@testable import LoadEngine

@Suite("HTTP answers cut and damaged at random")
struct HTTPFuzzTests {
    /// All valid framings that leave the connection usable, one behind the other, and one that ends it.
    static let conversation: [UInt8] = {
        let framings = HTTPResponseParserTests.framings
        let kept =
            framings.filter(\.allowsReuse).map(\.text) + [
                "HTTP/1.1 200 OK\r\nContent-Length: 3000\r\n\r\n" + String(repeating: "z", count: 3000)
            ]
        return Array((kept.joined() + "HTTP/1.1 200 OK\r\n\r\nthe rest").utf8)
    }()

    @Test("However the bytes are cut, the answers are the same", arguments: [1, 2, 3, 4] as [UInt64])
    func cuts(seed: UInt64) {
        var random = SeededGenerator(seed: seed, stream: 0)
        let bytes = Self.conversation
        let whole = ParsedAnswers(bytes)
        #expect(whole.error == nil)
        #expect(whole.answers.count == HTTPResponseParserTests.framings.count { $0.allowsReuse } + 2)
        for _ in 0..<100 {
            let share = random.unit() * random.unit()
            let cuts = (1..<bytes.count).filter { _ in random.unit() < share }
            #expect(ParsedAnswers(bytes, cuts: cuts) == whole)
        }
        #expect(ParsedAnswers(bytes, cuts: Array(1..<bytes.count)) == whole)
    }

    @Test("Damaged bytes never crash, hang or outgrow the limits", arguments: [1, 2, 3, 4] as [UInt64])
    func damage(seed: UInt64) {
        var random = SeededGenerator(seed: seed, stream: 1)
        let limits = HTTPLimits(head: 2000, fields: 20, body: 4000)
        let interesting = Array("0123456789abcdefF:;,- \r\n\t\"HTTP/1.chunked".utf8) + [0, 0x80, 0xFF]
        var failed = 0
        for _ in 0..<1000 {
            var bytes = Self.conversation
            for _ in 0...Int(random.unit() * 8) {
                let place = Int(random.unit() * Double(bytes.count - 1))
                switch Int(random.unit() * 4) {
                case 0: bytes[place] = interesting[Int(random.unit() * Double(interesting.count))]
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(interesting[Int(random.unit() * Double(interesting.count))], at: place)
                default: bytes.removeSubrange(place..<min(bytes.count, place + 50))
                }
            }
            let cuts = (1..<bytes.count).filter { _ in random.unit() < 0.01 }
            let parsed = ParsedAnswers(bytes, cuts: cuts, limits: limits)
            #expect(parsed == ParsedAnswers(bytes, limits: limits))
            #expect(parsed.answers.allSatisfy { $0.body.count <= limits.body })
            #expect(parsed.answers.reduce(0) { $0 + Int($1.consumed) } <= bytes.count)
            if parsed.error != nil { failed += 1 }
        }
        // The damage is such that errors occur, and such that some survives it.
        #expect(failed > 100 && failed < 995)
    }
}
