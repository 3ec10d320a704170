import TestSupport
import Testing

@testable import SocketIO

/// The codec against python-socketio's, in both directions, so that it is not only tested against itself.
@Suite("Codec beside python-socketio")
struct PythonCodecTests {
    /// What the cases of peers/codec_peer.py mean.
    private static let meanings: [String: (SocketIOPacketType, JSONValue?, String, Int?)] = [
        "connect": (.connect, ["token": "x"], "/", nil),
        "connect to a namespace": (.connect, ["sid": "abc"], "/admin", nil),
        "disconnect": (.disconnect, nil, "/admin", nil),
        "event": (.event, ["agent_update", ["seq": 1, "agent_id": "MainCoordinator"]], "/", nil),
        "event with id": (.event, ["submit_task", ["priority": 1.5], nil, true], "/admin", 12),
        "escapes": (.event, ["e", "a/b\"\\\né€😀"], "/", nil),
        "acknowledgement": (.acknowledgement, [], "/", 7),
        "bare refusal": (.connectError, "Not authorized", "/x", nil),
        "binary event": (.binaryEvent, ["upload", ["a": .binary([0, 255])], [.binary([])]], "/", 3),
        "binary acknowledgement": (.binaryAcknowledgement, [.binary([1, 2])], "/admin", 456),
    ]

    @Test("what python-socketio writes is read as meant")
    func readsPython() async throws {
        let cases = try #require(try await Self.peer("write").array)
        #expect(cases.count == Self.meanings.count)
        for sample in cases {
            let name = try #require(sample["name"]?.string)
            let (type, value, namespace, id) = try #require(Self.meanings[name])
            var assembler = SocketIOAssembler()
            var packet = try assembler.receive(text: Array(try #require(sample["text"]?.string).utf8))
            for attachment in try #require(sample["attachments"]?.array) {
                packet = try assembler.receive(binary: try Self.bytes(hex: attachment))
            }
            let received = try #require(packet, "\(name)")
            #expect(received.type == type, "\(name)")
            #expect(try received.value() == value, "\(name)")
            #expect(received.namespace == namespace, "\(name)")
            #expect(received.acknowledgementID == id, "\(name)")
        }
    }

    @Test("python-socketio reads what this codec writes as meant")
    func pythonReads() async throws {
        let encoder = SocketIOEncoder(framing: .bare)
        let names = Self.meanings.keys.sorted()
        var cases: [JSONValue] = []
        for name in names {
            let (type, value, namespace, id) = try #require(Self.meanings[name])
            let message: SocketIOMessage
            switch type {
            case .connect: message = .init(text: encoder.connect(namespace: namespace, auth: value))
            case .disconnect: message = .init(text: encoder.disconnect(namespace: namespace))
            case .connectError:
                let text = try #require(value?.string)
                message = .init(text: encoder.connectError(namespace: namespace, message: text))
            case .event, .binaryEvent:
                var arguments = try #require(value?.array)
                let event = try #require(arguments.removeFirst().string)
                message = try encoder.event(
                    event, namespace: namespace, acknowledgementID: id, arguments: arguments)
            case .acknowledgement, .binaryAcknowledgement:
                message = try encoder.acknowledgement(
                    try #require(id), namespace: namespace, arguments: try #require(value?.array))
            }
            cases.append([
                "text": .string(String(decoding: message.text, as: UTF8.self)),
                "attachments": .array(message.attachments.map { .string(Self.hex($0)) }),
            ])
        }
        let read = try #require(try await Self.peer("read", .array(cases)).array)
        #expect(read.count == names.count)
        for (name, meaning) in zip(names, read) {
            let (type, value, namespace, id) = try #require(Self.meanings[name])
            #expect(meaning["type"] == .int(Int64(type.rawValue)), "\(name)")
            #expect(meaning["namespace"] == .string(namespace), "\(name)")
            #expect(meaning["id"] == (id.map { .int(Int64($0)) } ?? .null), "\(name)")
            let expected: JSONValue = type == .connectError ? ["message": value ?? .null] : value ?? .null
            #expect(meaning["data"] == Self.hexed(expected), "\(name)")
        }
    }

    @Test("polling payloads are read alike and written byte for byte alike")
    func payloads() async throws {
        let packets: [[EngineIOPacket]] = [
            [.ping], [.init(.message, text: #"2["é",1]"#), .init(binary: [1, 2, 3, 4]), .noop],
            [.init(binary: []), .close],
        ]
        let texts = packets.map { String(decoding: EngineIOPayloadEncoder.payload($0), as: UTF8.self) }
        let results = try #require(try await Self.peer("payload", .array(texts.map { .string($0) })).array)
        #expect(results.count == packets.count)
        for (index, result) in results.enumerated() {
            #expect(result["payload"]?.string == texts[index])
            let described = packets[index].map { packet -> JSONValue in
                let text = String(decoding: packet.body, as: UTF8.self)
                return [
                    "type": .int(Int64(packet.type.rawValue)),
                    "data": packet.isBinary ? ["hex": .string(Self.hex(packet.body))] : .string(text),
                ]
            }
            #expect(result["packets"] == .array(described))
        }
    }

    private static func peer(_ command: String, _ input: JSONValue? = nil) async throws -> JSONValue {
        let arguments = [command] + (input.map { [String(decoding: $0.encoded(), as: UTF8.self)] } ?? [])
        let output = try await PythonPeer.output(of: "codec_peer.py", arguments: arguments)
        return try JSONValue(parsing: Array(output.utf8))
    }

    private static func bytes(hex value: JSONValue) throws -> [UInt8] {
        let digits = Array(try #require(value.string))
        return try stride(from: 0, to: digits.count, by: 2).map { index in
            try #require(UInt8(String(digits[index...(index + 1)]), radix: 16))
        }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func hexed(_ value: JSONValue) -> JSONValue {
        switch value {
        case .binary(let bytes): return ["hex": .string(hex(bytes))]
        case .array(let elements): return .array(elements.map(hexed))
        case .object(let object):
            return .object(JSONObject(object.members.map { .init($0.key, hexed($0.value)) }))
        default: return value
        }
    }
}
