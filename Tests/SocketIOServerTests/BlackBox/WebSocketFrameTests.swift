import TestSupport
import Testing

extension BlackBoxSuite {
    /// RFC 6455 as far as a peer can break it, with the close codes of its section 7.4.1.
    @Suite("WebSocket frames")
    struct WebSocketFrameTests {
        private typealias Opcode = RawWebSocket.Opcode

        @Test("fragments are joined, control frames in between are answered")
        func fragments() async throws {
            let socket = try await ConformanceProcess().webSocket()
            socket.send(opcode: Opcode.text, payload: Array("4hel".utf8), isFinal: false)
            socket.send(opcode: Opcode.ping, payload: [7])
            // A character cut in two by the fragment's end is whole once joined.
            socket.send(opcode: Opcode.continuation, payload: [0xe2, 0x82], isFinal: false)
            socket.send(opcode: Opcode.continuation, payload: [0xac])
            let pong = try socket.frame { $0.opcode == Opcode.pong }
            #expect(pong.payload == [7])
            #expect(try socket.message() == "4hel€")
            socket.send(opcode: Opcode.binary, payload: [1], isFinal: false)
            socket.send(opcode: Opcode.continuation, payload: [])
            #expect(try socket.frame { $0.opcode == Opcode.binary }.payload == [1])
        }

        @Test(
            "messages of every length class come back whole",
            arguments: [0, 1, 124, 125, 126, 65534, 65535, 999_999])
        func lengths(_ count: Int) async throws {
            let socket = try await ConformanceProcess().webSocket()
            let text = "4" + String(repeating: "x", count: count)
            socket.send(text)
            #expect(try socket.message() == text)
        }

        @Test("breaches of the framing close with 1002")
        func protocolErrors() async throws {
            let server = try await ConformanceProcess()
            let text = Array("4x".utf8)
            let breaches: [(String, (RawWebSocket) -> Void)] = [
                ("unmasked", { $0.send(opcode: Opcode.text, payload: text, isMasked: false) }),
                ("unmasked ping", { $0.send(opcode: Opcode.ping, payload: [], isMasked: false) }),
                ("continuation of nothing", { $0.send(opcode: Opcode.continuation, payload: text) }),
                (
                    "text inside a fragmented message",
                    {
                        $0.send(opcode: Opcode.text, payload: text, isFinal: false)
                        $0.send(opcode: Opcode.text, payload: text)
                    }
                ),
                ("fragmented ping", { $0.send(opcode: Opcode.ping, payload: [], isFinal: false) }),
                ("long ping", { $0.send(opcode: Opcode.ping, payload: [UInt8](repeating: 0, count: 126)) }),
                ("reserved bit", { $0.send(opcode: Opcode.text, payload: text, reserved: 4) }),
                ("reserved opcode 3", { $0.send(opcode: 3, payload: text) }),
                ("reserved opcode 11", { $0.send(opcode: 11, payload: []) }),
                ("close with one byte", { $0.send(opcode: Opcode.close, payload: [3]) }),
            ]
            for (name, breach) in breaches {
                let socket = try server.webSocket()
                breach(socket)
                #expect(try socket.closure() == 1002, "\(name)")
            }
            try server.expectServes()
        }

        @Test(
            "text that is not UTF-8 closes with 1007",
            arguments: [[0x34, 0xff], [0x34, 0xed, 0xa0, 0x80], [0x34, 0xe2, 0x82]] as [[UInt8]])
        func invalidUTF8(_ payload: [UInt8]) async throws {
            let server = try await ConformanceProcess()
            let socket = try server.webSocket()
            socket.send(opcode: Opcode.text, payload: payload)
            #expect(try socket.closure() == 1007)
            let fragmented = try server.webSocket()
            fragmented.send(opcode: Opcode.text, payload: payload, isFinal: false)
            fragmented.send(opcode: Opcode.continuation, payload: [])
            #expect(try fragmented.closure() == 1007)
        }

        @Test("a message over maxPayload closes with 1009, as one frame, in fragments, or merely announced")
        func tooLarge() async throws {
            let server = try await ConformanceProcess()
            let whole = try server.webSocket()
            whole.send(opcode: Opcode.text, payload: [UInt8](repeating: 0x34, count: 1_000_001))
            #expect(try whole.closure() == 1009)
            let fragments = try server.webSocket()
            fragments.send(opcode: Opcode.binary, payload: [], isFinal: false)
            for _ in 0..<11 {
                fragments.send(
                    opcode: Opcode.continuation, payload: [UInt8](repeating: 0, count: 100_000),
                    isFinal: false)
            }
            #expect(try fragments.closure() == 1009)
            for announced in [1_000_001, 1 << 40, Int.max] {
                let socket = try server.webSocket()
                socket.send(opcode: Opcode.binary, payload: [1], announcedLength: announced)
                #expect(try socket.closure() == 1009, "\(announced) bytes announced")
            }
            try server.expectServes()
        }

        @Test("a client's close is answered with its code")
        func closing() async throws {
            let socket = try await ConformanceProcess().webSocket()
            socket.send(opcode: Opcode.close, payload: [0x03, 0xe8])
            #expect(try socket.closure() == 1000)
        }

        @Test("packets that are none close the session", arguments: ["abc", "", "7", "0{}", "2", "1"])
        func invalidPackets(_ text: String) async throws {
            let server = try await ConformanceProcess()
            let socket = try server.webSocket()
            socket.send(text)
            try socket.closure()
            try server.expectServes()
        }
    }
}
