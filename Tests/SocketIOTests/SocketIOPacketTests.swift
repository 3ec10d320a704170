import Testing

@testable import SocketIO

/// Vectors from the Socket.IO v5 protocol document ("Packet encoding") and the rules of socketio.md.
@Suite("Socket.IO packets")
struct SocketIOPacketTests {
    @Test(
        "packets of the protocol document are read",
        arguments: [
            ("0", .connect, "/", nil, ""), ("0/admin,", .connect, "/admin", nil, ""),
            ("0/admin", .connect, "/admin", nil, ""),
            (
                #"0/admin,{"sid":"oSO0OpakMV_3jnilAAAA"}"#, .connect, "/admin", nil,
                #"{"sid":"oSO0OpakMV_3jnilAAAA"}"#
            ),
            (#"0/admin?token=1234&uid=abcd,{"a":1}"#, .connect, "/admin", nil, #"{"a":1}"#),
            ("1", .disconnect, "/", nil, ""), ("1/admin,", .disconnect, "/admin", nil, ""),
            (#"2["hey","Jude"]"#, .event, "/", nil, #"["hey","Jude"]"#),
            (#"212["foo"]"#, .event, "/", 12, #"["foo"]"#),
            (#"2/admin,456["project:delete",123]"#, .event, "/admin", 456, #"["project:delete",123]"#),
            ("3/admin,456[]", .acknowledgement, "/admin", 456, "[]"),
            (#"312["bar"]"#, .acknowledgement, "/", 12, #"["bar"]"#),
            (#"4{"message":"Not authorized"}"#, .connectError, "/", nil, #"{"message":"Not authorized"}"#),
            (#"4"Not authorized""#, .connectError, "/", nil, #""Not authorized""#),
            (
                #"51-["hello",{"_placeholder":true,"num":0}]"#, .binaryEvent, "/", nil,
                #"["hello",{"_placeholder":true,"num":0}]"#
            ),
            (
                #"61-/admin,456[{"_placeholder":true,"num":0}]"#, .binaryAcknowledgement, "/admin", 456,
                #"[{"_placeholder":true,"num":0}]"#
            ),
        ] as [(String, SocketIOPacketType, String, Int?, String)])
    func reads(
        _ text: String, _ type: SocketIOPacketType, _ namespace: String, _ id: Int?, _ payload: String
    ) throws {
        let packet = try SocketIOPacket(decoding: Array(text.utf8))
        #expect(packet.type == type)
        #expect(packet.namespace == namespace)
        #expect(packet.acknowledgementID == id)
        #expect(packet.payload == Array(payload.utf8))
        #expect(packet.attachmentCount == (type.isBinary ? 1 : 0))
    }

    @Test(
        "what closes the connection is refused with its reason",
        arguments: [
            ("", .emptyPacket), ("7[]", .unknownType(0x37)), ("a", .unknownType(0x61)),
            ("2", .invalidPayload(.event)), ("2{}", .invalidPayload(.event)),
            ("2[]", .invalidPayload(.event)),
            (#"2"a""#, .invalidPayload(.event)), ("2[{}]", .invalidPayload(.event)),
            (#"2abc["x",1]"#, .invalidPayload(.event)), ("2[null]", .invalidPayload(.event)),
            (#"2["a""#, .invalidJSON(JSONError(.unexpectedEnd, at: 4))),
            (#"2["a"]]"#, .invalidJSON(JSONError(.trailingBytes, at: 5))),
            ("0[]", .invalidPayload(.connect)), ("0\"a\"", .invalidPayload(.connect)),
            ("0{", .invalidJSON(JSONError(.unexpectedEnd, at: 1))), ("1{}", .invalidPayload(.disconnect)),
            ("3", .invalidPayload(.acknowledgement)), ("31{}", .invalidPayload(.acknowledgement)),
            ("4[]", .invalidPayload(.connectError)), (#"2["connect"]"#, .reservedEventName("connect")),
            (#"2["connect_error"]"#, .reservedEventName("connect_error")),
            (#"2["disconnect",1]"#, .reservedEventName("disconnect")),
            (#"2["disconnecting"]"#, .reservedEventName("disconnecting")),
            (#"2["newListener"]"#, .reservedEventName("newListener")),
            (#"2["remove\u004cistener"]"#, .reservedEventName("removeListener")),
            (#"5["a"]"#, .invalidAttachmentCount), (#"51["a"]"#, .invalidAttachmentCount),
            (#"5-["a"]"#, .invalidAttachmentCount), (#"5x-["a"]"#, .invalidAttachmentCount),
            (#"51.5-["a"]"#, .invalidAttachmentCount), (#"5-1-["a"]"#, .invalidAttachmentCount),
            (#"599999999999999999999-["a"]"#, .invalidAttachmentCount),
            (#"511-["a"]"#, .tooManyAttachments(11, limit: 10)),
            (#"299999999999999999999["a"]"#, .invalidAcknowledgementID),
        ] as [(String, SocketIOError)])
    func refuses(_ text: String, _ error: SocketIOError) {
        #expect(throws: error) { try SocketIOPacket(decoding: Array(text.utf8)) }
    }

    @Test("a namespace that is no UTF-8 is refused")
    func namespaceUTF8() {
        #expect(throws: SocketIOError.invalidNamespace) {
            try SocketIOPacket(decoding: [0x30, 0x2f, 0xff, 0x2c])
        }
    }

    @Test("an event exposes its name, its raw arguments and its parsed arguments")
    func eventParts() throws {
        let packet = try SocketIOPacket(decoding: Array(#"2/a,7["caf\u00e9" , 1, {"b":[2]} ]"#.utf8))
        #expect(packet.eventName == "café")
        #expect(String(decoding: packet.encodedArguments, as: UTF8.self) == #"1, {"b":[2]}"#)
        #expect(try packet.arguments() == [1, ["b": [2]]])
        let bare = try SocketIOPacket(decoding: Array(#"2["x"]"#.utf8))
        #expect(bare.encodedArguments.isEmpty)
        #expect(try bare.arguments() == [])
        let answer = try SocketIOPacket(decoding: Array(#"31["]",2]"#.utf8))
        #expect(String(decoding: answer.encodedArguments, as: UTF8.self) == #""]",2"#)
        #expect(try answer.arguments() == ["]", 2])
    }

    @Test("a namespace of 256 bytes is read, one byte more is refused")
    func longNamespace() throws {
        let name = "/" + String(repeating: "n", count: 255)
        #expect(try SocketIOPacket(decoding: Array("0\(name),".utf8)).namespace == name)
        #expect(throws: SocketIOError.namespaceTooLong(limit: 256)) {
            try SocketIOPacket(decoding: Array("0\(name)n,".utf8))
        }
    }

    @Test("a number as event name counts as written, as JavaScript peers may send it")
    func numericName() throws {
        #expect(try SocketIOPacket(decoding: Array("2[12,true]".utf8)).eventName == "12")
    }

    @Test(
        "a trusting view finds the same places as a checking one",
        arguments: [#"42["name",1,{"a":[2]}]"#, #"42["n"]"#, #"42["x","]"]"#])
    func views(_ text: String) throws {
        try Array(text.utf8).withUnsafeBytes { bytes in
            let checked = try SocketIOEventView(checking: bytes, payload: 2..<bytes.count)
            let trusted = try SocketIOEventView(trusting: bytes, payload: 2..<bytes.count)
            #expect(checked.name == trusted.name)
            #expect(
                checked.arguments == trusted.arguments
                    || checked.arguments.isEmpty && trusted.arguments.isEmpty)
        }
    }

    @Test(
        "a trusting view refuses what cannot be an event",
        arguments: ["[", "[]", "[1", "{\"a\":1]", "[\"a\"x]"])
    func trustingView(_ text: String) {
        #expect(throws: SocketIOError.self) {
            try Array(text.utf8).withUnsafeBytes { bytes in
                _ = try SocketIOEventView(trusting: bytes, payload: 0..<bytes.count)
            }
        }
    }
}
