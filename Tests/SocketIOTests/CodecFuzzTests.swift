import Testing

@testable import SocketIO

/// Random and mutated input from fixed seeds: whatever the bytes, decoding returns or throws, what it returns
/// means the same after being written again, and what is held stays under the declared limits.
@Suite("Codec under random input")
struct CodecFuzzTests {
    private static let seeds: [String] = [
        #"0{"sid":"a","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}"#,
        "4hello\u{1e}2\u{1e}bAQIDBA==",
        #"2/admin,456["project:delete",123,{"a":[1.5e-7,null,true,"\u20ac\ud83d\ude00"]}]"#,
        #"52-["hello",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]"#, "61-/a,1[{}]",
        #"4/x,{"message":"Invalid namespace"}"#, "0/a?b=c,{}", "1/a,", "é€😀",
        String(repeating: "[", count: 80), String(repeating: #"{"a":"#, count: 80),
    ]

    @Test("random bytes never trap any decoder", arguments: 1...8)
    func randomBytes(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<4000 {
            let count = Int.random(in: 0...96, using: &random)
            Self.exercise((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
        }
    }

    @Test("mutated valid input never traps any decoder", arguments: 1...8)
    func mutated(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let interesting =
            Array("0123456789\"\\{}[],:-+.eEu/?b= \u{1e}".utf8) + [0x00, 0x80, 0xc0, 0xed, 0xff]
        for round in 0..<4000 {
            var bytes = Array(Self.seeds[round % Self.seeds.count].utf8)
            for _ in 0...Int.random(in: 0...4, using: &random) {
                let index = Int.random(in: 0..<max(bytes.count, 1), using: &random)
                let byte = interesting[Int.random(in: 0..<interesting.count, using: &random)]
                switch Int.random(in: 0..<5, using: &random) {
                case 0 where index < bytes.count: bytes[index] = byte
                case 1: bytes.insert(byte, at: min(index, bytes.count))
                case 2 where index < bytes.count: bytes.remove(at: index)
                case 3: bytes.removeLast(bytes.count - min(index, bytes.count))
                default: bytes += bytes.prefix(index)
                }
            }
            Self.exercise(bytes)
        }
    }

    @Test("an assembler fed at random never holds more than its limit", arguments: 1...8)
    func assembler(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let limit = 512
        var assembler = SocketIOAssembler(limits: SocketIOLimits(maximumHeldBytes: limit))
        var completed = 0
        for _ in 0..<4000 {
            let due = Int.random(in: 0...12, using: &random)
            var text = Array("5\(due)-[\"e\"".utf8)
            for number in 0..<due { text += Array(#",{"_placeholder":true,"num":\#(number)}"#.utf8) }
            text.append(UInt8(ascii: "]"))
            if (try? assembler.receive(text: text)) ?? nil != nil { completed += 1 }
            #expect(assembler.heldBytes <= limit)
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                let size = Int.random(in: 0...100, using: &random)
                let binary = [UInt8](repeating: 7, count: size)
                if (try? assembler.receive(binary: binary)) ?? nil != nil { completed += 1 }
                #expect(assembler.heldBytes <= limit)
            }
        }
        #expect(completed > 100, "the input must also reach the end of the path")
    }

    @Test("random values survive writing and reading", arguments: 1...8)
    func roundTrip(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let arguments = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                Self.value(depth: 4, using: &random)
            }
            let count = arguments.reduce(0) { $0 + $1.binaryCount }
            let message = try SocketIOEncoder(framing: .bare).event(
                "name", namespace: "/n", acknowledgementID: 5, arguments: arguments, maximumAttachments: count
            )
            var assembler = SocketIOAssembler(limits: SocketIOLimits(maximumAttachments: count))
            var packet = try assembler.receive(text: message.text)
            for attachment in message.attachments { packet = try assembler.receive(binary: attachment) }
            let received = try #require(packet)
            #expect(try received.arguments() == arguments)
            #expect(received.acknowledgementID == 5)
        }
    }

    /// Sends `bytes` through every decoder; what decodes must mean the same after being written again.
    private static func exercise(_ bytes: [UInt8]) {
        if let value = try? JSONValue(parsing: bytes) {
            #expect((try? JSONValue(parsing: value.encoded())) == value)
        }
        if let packets = try? EngineIOPayloadDecoder.packets(in: bytes) {
            let again = EngineIOPayloadEncoder.payload(packets)
            #expect((try? EngineIOPayloadDecoder.packets(in: again)) == packets)
        }
        _ = try? EngineIOPacket(textFrame: bytes)
        _ = try? EngineIOHandshake(body: bytes)
        if let packet = try? SocketIOPacket(decoding: bytes) {
            #expect(packet.payload.count <= bytes.count)
            #expect(packet.attachmentCount <= 10)
            _ = try? packet.arguments()
        }
        bytes.withUnsafeBytes { raw in
            #expect(UTF8Validation.isValid(raw) == (String(validating: bytes, as: UTF8.self) != nil))
            _ = try? SocketIOEventView(trusting: raw, payload: 0..<raw.count)
        }
    }

    private static func value(depth: Int, using random: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2:
            return .int(
                Int64.random(in: .min ... .max, using: &random) >> Int64.random(in: 0...60, using: &random))
        case 3:
            let double = Double(bitPattern: random.next())
            // Whole doubles come back as integers: JSON does not tell 1 from 1.0.
            return double.isFinite && Int64(exactly: double) == nil ? .double(double) : .int(1)
        case 4:
            let count = Int.random(in: 0...8, using: &random)
            let scalars = (0..<count).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: 0...0x10ffff, using: &random))
            }
            return .string(String(String.UnicodeScalarView(scalars)))
        case 5: return .binary((0..<Int.random(in: 0...9, using: &random)).map { UInt8($0) })
        case 6:
            return .array(
                (0..<Int.random(in: 0...3, using: &random)).map { _ in value(depth: depth - 1, using: &random)
                })
        default:
            let count = Int.random(in: 0...3, using: &random)
            return .object(
                JSONObject((0..<count).map { .init("k\($0)", value(depth: depth - 1, using: &random)) }))
        }
    }
}
