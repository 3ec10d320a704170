import Testing

@testable import SocketIO

@Suite("Socket.IO assembler")
struct SocketIOAssemblerTests {
    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test("text packets pass at once")
    func textOnly() throws {
        var assembler = SocketIOAssembler()
        let packet = try assembler.receive(text: bytes(#"2["a",1]"#))
        #expect(packet?.eventName == "a")
        #expect(!assembler.isWaitingForAttachments)
    }

    @Test("attachments are put in the places of their placeholders")
    func attachments() throws {
        var assembler = SocketIOAssembler()
        let text = #"52-/n,3["e",{"a":{"_placeholder":true,"num":1}},{"num":0,"_placeholder":true}]"#
        let early = [try assembler.receive(text: bytes(text)), try assembler.receive(binary: [1])]
        #expect(early == [nil, nil])
        #expect(assembler.isWaitingForAttachments)
        let completed = try assembler.receive(binary: [2, 2])
        let packet = try #require(completed)
        #expect(try packet.arguments() == [["a": .binary([2, 2])], .binary([1])])
        #expect(packet.acknowledgementID == 3)
        #expect(assembler.heldBytes == 0)
    }

    @Test("a binary packet without attachments passes at once")
    func noAttachments() throws {
        var assembler = SocketIOAssembler()
        let packet = try assembler.receive(text: bytes(#"50-["e",1]"#))
        #expect(try packet?.arguments() == [1])
    }

    @Test("an object that merely looks like a placeholder stays in a text packet")
    func lookalike() throws {
        var assembler = SocketIOAssembler()
        let packet = try #require(
            try assembler.receive(text: bytes(#"2["e",{"_placeholder":true,"num":9}]"#)))
        #expect(try packet.arguments() == [["_placeholder": true, "num": 9]])
    }

    @Test("binary that nothing announced and text while attachments are due are refused")
    func order() throws {
        var assembler = SocketIOAssembler()
        #expect(throws: SocketIOError.unexpectedBinary) { try assembler.receive(binary: [1]) }
        _ = try assembler.receive(text: bytes(#"51-["e",{"_placeholder":true,"num":0}]"#))
        #expect(throws: SocketIOError.textWhileAttachmentsDue) {
            try assembler.receive(text: bytes(#"2["x"]"#))
        }
        #expect(assembler.heldBytes == 0)
    }

    @Test(
        "a placeholder without a number of an attachment is refused",
        arguments: [#""num":1"#, #""num":-1"#, #""num":"0""#, #""num":0.5"#, #""x":0"#, #""num":1e300"#])
    func placeholders(_ number: String) throws {
        var assembler = SocketIOAssembler()
        _ = try assembler.receive(text: bytes(#"51-["e",{"_placeholder":true,\#(number)}]"#))
        #expect(throws: SocketIOError.invalidPlaceholder) { try assembler.receive(binary: [1]) }
        #expect(throws: SocketIOError.invalidPlaceholder) {
            try assembler.receive(text: bytes(#"50-["e",{"_placeholder":true,\#(number)}]"#))
        }
    }

    @Test("text and attachments together never pass the limit")
    func heldBytes() throws {
        let text = bytes(#"53-["e",{"_placeholder":true,"num":0}]"#)
        let payload = text.count - 3
        var assembler = SocketIOAssembler(limits: SocketIOLimits(maximumHeldBytes: payload + 10))
        _ = try assembler.receive(text: text)
        _ = try assembler.receive(binary: [UInt8](repeating: 0, count: 10))
        #expect(assembler.heldBytes == payload + 10)
        #expect(throws: SocketIOError.tooManyHeldBytes(limit: payload + 10)) {
            try assembler.receive(binary: [0])
        }
        #expect(assembler.heldBytes == 0)
        var small = SocketIOAssembler(limits: SocketIOLimits(maximumHeldBytes: payload - 1))
        #expect(throws: SocketIOError.tooManyHeldBytes(limit: payload - 1)) { try small.receive(text: text) }
    }
}
