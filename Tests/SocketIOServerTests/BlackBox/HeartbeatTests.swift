import TestSupport
import Testing

extension BlackBoxSuite {
    @Suite("Heartbeats")
    struct HeartbeatTests {
        @Test("a WebSocket client that answers pings stays connected")
        func webSocketAnswers() async throws {
            let server = try await ConformanceProcess(pingInterval: 300)
            // Before the handshake: the server's own time begins no earlier.
            let clock = ContinuousClock()
            let start = clock.now
            let socket = try server.webSocket()
            for _ in 0..<4 {
                #expect(try socket.frame().text == "2")
                socket.send("3")
            }
            // Four intervals of 300 ms; each later one starts when the pong of the one before arrives.
            #expect(clock.now - start >= .milliseconds(1100))
            socket.send("4alive")
            #expect(try socket.message() == "4alive")
        }

        @Test("a WebSocket client that does not answer is closed after the timeout")
        func webSocketSilent() async throws {
            let server = try await ConformanceProcess(pingInterval: 300, pingTimeout: 200)
            // Before the handshake: the server's own time begins no earlier.
            let clock = ContinuousClock()
            let start = clock.now
            let socket = try server.webSocket()
            #expect(try socket.frame().text == "2")
            try socket.closure()
            #expect(clock.now - start >= .milliseconds(400), "300 ms to the ping and 200 for the pong")
        }

        @Test("a polling client that answers pings stays connected")
        func pollingAnswers() async throws {
            let client = try await ConformanceProcess(pingInterval: 300).poll()
            for _ in 0..<4 {
                let answer = try client.get()
                #expect(answer.status == 200)
                #expect(answer.text == "2")
                #expect(try client.post("3").text == "ok")
            }
        }

        @Test("a polling session that nobody polls is closed after the timeout")
        func pollingSilent() async throws {
            let server = try await ConformanceProcess(pingInterval: 300, pingTimeout: 200)
            let client = try server.poll()
            // POSTs are not pongs: they do not keep the session alive, and they show when it has gone.
            try await eventually("the session has gone") { try client.post("4x").status == 400 }
            #expect(try client.isUnknown())
        }

        @Test("a ping from the client closes the session")
        func clientPing() async throws {
            let server = try await ConformanceProcess()
            for ping in ["2", "2probe"] {
                let socket = try server.webSocket()
                socket.send(ping)
                try socket.closure()
                let client = try server.poll()
                _ = try? client.post(ping)
                #expect(try client.isUnknown())
            }
        }

        @Test("a Socket.IO client that never connects to a namespace is closed")
        func connectTimeout() async throws {
            let server = try await ConformanceProcess()
            // Before the handshake: the server's own time begins no earlier.
            let clock = ContinuousClock()
            let start = clock.now
            let socket = try server.webSocket("/socket.io/")
            try Self.answerPingsUntilClosed(socket)
            #expect(clock.now - start >= .milliseconds(1300), "the connect timeout is 1500 ms")
        }

        private static func answerPingsUntilClosed(_ socket: RawWebSocket) throws {
            while true {
                do {
                    let next = try socket.frame()
                    if next.text == "2" { socket.send("3") }
                    if next.opcode == RawWebSocket.Opcode.close {
                        socket.send(opcode: RawWebSocket.Opcode.close, payload: Array(next.payload.prefix(2)))
                    }
                } catch let error as TestSupportError where error.description.hasPrefix("the peer closed") {
                    return
                }
            }
        }
    }
}
