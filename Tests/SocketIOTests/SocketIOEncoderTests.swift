import Testing

@testable import SocketIO

/// Vectors from the Socket.IO v5 protocol document.
@Suite("Socket.IO encoder")
struct SocketIOEncoderTests {
    private let bare = SocketIOEncoder(framing: .bare)

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test("control packets are written as in the protocol document")
    func control() {
        #expect(text(bare.connect()) == "0")
        #expect(
            text(bare.connect(namespace: "/admin", auth: ["token": "123"])) == #"0/admin,{"token":"123"}"#)
        #expect(text(bare.connected(sid: "oSO0OpakMV_3jnilAAAA")) == #"0{"sid":"oSO0OpakMV_3jnilAAAA"}"#)
        #expect(text(bare.connected(namespace: "/a", sid: "s", pid: "p")) == #"0/a,{"sid":"s","pid":"p"}"#)
        #expect(
            text(bare.connectError(namespace: "/x", message: "Invalid namespace"))
                == #"4/x,{"message":"Invalid namespace"}"#)
        #expect(text(bare.connectError(message: "no", data: [1])) == #"4{"message":"no","data":[1]}"#)
        #expect(text(bare.disconnect(namespace: "/admin")) == "1/admin,")
        #expect(text(SocketIOEncoder().disconnect()) == "41")
    }

    @Test("events and acknowledgements are written as in the protocol document")
    func events() throws {
        #expect(try text(bare.event("foo", arguments: []).text) == #"2["foo"]"#)
        #expect(
            try text(
                bare.event("project:delete", namespace: "/admin", acknowledgementID: 456, arguments: [123])
                    .text)
                == #"2/admin,456["project:delete",123]"#)
        #expect(
            try text(bare.acknowledgement(456, namespace: "/admin", arguments: []).text) == "3/admin,456[]")
        #expect(try text(bare.acknowledgement(0, arguments: ["bar"]).text) == #"30["bar"]"#)
    }

    @Test("arguments that are JSON already are taken as they are")
    func encodedArguments() {
        let arguments = Array(#"{"a":1},2"#.utf8)
        #expect(text(bare.event("e", encodedArguments: arguments)) == #"2["e",{"a":1},2]"#)
        #expect(text(bare.event("e", encodedArguments: [])) == #"2["e"]"#)
        #expect(
            text(
                SocketIOEncoder().event(
                    "e", namespace: "/n", acknowledgementID: 3, encodedArguments: arguments[...]))
                == #"42/n,3["e",{"a":1},2]"#)
    }

    @Test("binary leaves make binary packets with counted attachments")
    func binary() throws {
        let event = try bare.event("hello", arguments: [.binary([1, 2, 3])])
        #expect(text(event.text) == #"51-["hello",{"_placeholder":true,"num":0}]"#)
        #expect(event.attachments == [[1, 2, 3]])
        let answer = try bare.acknowledgement(
            456, namespace: "/admin", arguments: ["a", .binary([4]), .binary([5])])
        #expect(
            text(answer.text)
                == #"62-/admin,456["a",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]"#)
        #expect(answer.attachments == [[4], [5]])
        #expect(throws: SocketIOError.tooManyAttachments(11, limit: 10)) {
            try bare.event("e", arguments: Array(repeating: .binary([]), count: 11))
        }
    }
}
