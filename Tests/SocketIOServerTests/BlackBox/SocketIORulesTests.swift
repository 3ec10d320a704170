import TestSupport
import Testing

extension BlackBoxSuite {
    @Suite("Socket.IO over the wire")
    struct SocketIORulesTests {
        @Test("CONNECT is answered with a session id of its own, and the handler sees the auth object")
        func connects() async throws {
            let server = try await ConformanceProcess()
            let socket = try server.rawWebSocket("/socket.io/?EIO=4&transport=websocket")
            let engineID = try #require(try socket.frame().text.split(separator: "\"").dropFirst(3).first)
            socket.send(#"40{"token":"123"}"#)
            let answer = try socket.message()
            #expect(answer.hasPrefix(#"40{"sid":""#) && answer.hasSuffix(#""}"#))
            #expect(!answer.contains(engineID))
            #expect(try socket.message() == #"42["auth",{"token":"123"}]"#)
            socket.send(#"40/custom,{"token":"abc"}"#)
            let custom = try socket.message()
            #expect(custom.hasPrefix(#"40/custom,{"sid":""#))
            #expect(custom.dropFirst(10) != answer.dropFirst(2), "each namespace has its own id")
            #expect(try socket.message() == #"42/custom,["auth",{"token":"abc"}]"#)
        }

        @Test("a namespace that nobody defined is refused, and others still work")
        func unknownNamespace() async throws {
            let socket = try await ConformanceProcess().webSocket("/socket.io/")
            socket.send("40/random")
            #expect(try socket.message() == #"44/random,{"message":"Invalid namespace"}"#)
            socket.send("40/custom,")
            #expect(try socket.message().hasPrefix(#"40/custom,{"sid":""#))
        }

        @Test("DISCONNECT of the last namespace leaves the connection open")
        func disconnects() async throws {
            let socket = try await ConformanceProcess(pingInterval: 300).socketIO()
            socket.send("41")
            #expect(try socket.frame().text == "2")
            socket.send("3")
            socket.send("40")
            #expect(try socket.message().hasPrefix(#"40{"sid":""#))
        }

        @Test(
            "events and acknowledgements come back byte for byte",
            arguments: [
                (#"42["message",1,"2",{"3":[true]}]"#, #"42["message-back",1,"2",{"3":[true]}]"#),
                (#"42["message"]"#, #"42["message-back"]"#),
                (#"42["message","a/b"]"#, #"42["message-back","a/b"]"#),
                (
                    #"42["message",1.0,-0.5,1e3,12345678901234567]"#,
                    #"42["message-back",1,-0.5,1000,12345678901234567]"#
                ),
                (#"42["message","é€😀","\u00e9\n"]"#, #"42["message-back","é€😀","é\n"]"#),
                (#"42456["message-with-ack",1,"2",{"3":[false]}]"#, #"43456[1,"2",{"3":[false]}]"#),
                (#"420["message-with-ack"]"#, "430[]"),
                (
                    #"450-["message",{"_placeholder":false,"num":0}]"#,
                    #"42["message-back",{"_placeholder":false,"num":0}]"#
                ),
            ])
        func exactBytes(_ sent: String, _ expected: String) async throws {
            let socket = try await ConformanceProcess().socketIO()
            socket.send(sent)
            #expect(try socket.message() == expected)
        }

        @Test("attachments come back in order, in events and in acknowledgements")
        func attachments() async throws {
            let socket = try await ConformanceProcess().socketIO()
            let places = #"{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]"#
            for (head, answer) in [
                (#"452-["message","#, #"452-["message-back","#),
                (#"452-789["message-with-ack","#, "462-789["),
            ] {
                socket.send(head + places)
                socket.send(binary: [1, 2, 3])
                socket.send(binary: [4, 5, 6])
                #expect(try socket.message() == answer + places)
                let parts = try (0..<2).map { _ in
                    try socket.frame { $0.opcode == RawWebSocket.Opcode.binary }.payload
                }
                #expect(parts == [[1, 2, 3], [4, 5, 6]])
            }
        }

        @Test(
            "what breaks the protocol closes the whole connection",
            arguments: [
                "4", "49", "4abc", "42{", #"42["x""#, #"42["x"]]"#, "42{}", "42[]", "42", #"42"x""#, "42[{}]",
                "42[null]",
                #"42abc["message-with-ack",1]"#, #"42["connect"]"#, #"42["connect_error"]"#,
                #"42["disconnect"]"#,
                #"42["disconnecting"]"#, #"42["newListener"]"#, #"42["removeListener"]"#, "40",
                #"40{"again":1}"#,
                #"42/custom,["x"]"#, "41/custom,", #"43/custom,1[]"#, "41{}", "431{}", #"45["x"]"#,
                #"45x-["x"]"#,
                #"4511-["x"]"#, #"450-["x",{"_placeholder":true,"num":0}]"#, #"42["x",NaN]"#,
                #"42["x","\ud800"]"#, "44[]",
            ])
        func breaches(_ text: String) async throws {
            let server = try await ConformanceProcess()
            let socket = try server.socketIO()
            socket.send(text)
            try socket.closure()
            try server.expectServes()
        }

        @Test("deep JSON closes the connection and harms nobody")
        func deepJSON() async throws {
            let server = try await ConformanceProcess()
            for opening in ["[", #"{"a":"#] {
                let socket = try server.socketIO()
                socket.send(
                    #"42["message","# + String(repeating: opening, count: 900_000 / opening.utf8.count))
                try socket.closure()
            }
            try server.expectServes()
        }

        @Test("text while attachments are due, and binary that nothing announced, close the connection")
        func attachmentOrder() async throws {
            let server = try await ConformanceProcess()
            let text = try server.socketIO()
            text.send(#"451-["message",{"_placeholder":true,"num":0}]"#)
            text.send(#"42["message"]"#)
            try text.closure()
            let binary = try server.socketIO()
            binary.send(binary: [1, 2, 3])
            try binary.closure()
            let wrong = try server.socketIO()
            wrong.send(#"451-["message",{"_placeholder":true,"num":1}]"#)
            wrong.send(binary: [1])
            try wrong.closure()
        }

        @Test("an event before CONNECT closes the connection")
        func beforeConnect() async throws {
            let socket = try await ConformanceProcess().webSocket("/socket.io/")
            socket.send(#"42["message"]"#)
            try socket.closure()
        }
    }
}
