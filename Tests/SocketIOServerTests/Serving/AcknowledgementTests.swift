import SocketIO
import SocketIOServer
import TestSupport
import Testing

@Suite("Acknowledgements", .timeLimit(.minutes(2)))
struct AcknowledgementTests {
    /// A server with one client, and the server's socket of it.
    private static func withClient(
        _ body: @Sendable (RawClient, Socket, Namespace) async throws -> Void
    ) async throws {
        try await ServerUnderTest.run { running in
            let namespace = running.server.namespace("/")
            let (sockets, found) = AsyncStream.makeStream(of: Socket.self)
            namespace.onConnection { socket in
                socket.on("ask") { arguments, acknowledge in
                    acknowledge?(arguments)
                    acknowledge?(["twice"])
                }
                found.yield(socket)
            }
            let client = try await blocking { try running.connect() }
            var iterator = sockets.makeAsyncIterator()
            let socket = try #require(await iterator.next())
            try await body(client, socket, namespace)
        }
    }

    @Test("the client's answer comes back, ids matched whatever the order")
    func answers() async throws {
        try await Self.withClient { client, socket, _ in
            async let first = socket.emitWithAck("first", [1], timeout: .seconds(10))
            let one = try await client.following()
            async let second = socket.emitWithAck("second", [2], timeout: .seconds(10))
            let two = try await client.following()
            #expect(one == "420[\"first\",1]")
            #expect(two == "421[\"second\",2]")
            client.socket.send("431[\"b\"]")
            client.socket.send("430[\"a\",{\"x\":1}]")
            #expect(try await first == ["a", ["x": 1]])
            #expect(try await second == ["b"])
        }
    }

    @Test("without an answer the wait times out, and a late answer is ignored")
    func timeout() async throws {
        try await Self.withClient { client, socket, _ in
            await #expect(throws: AcknowledgementError.timedOut) {
                try await socket.emitWithAck("silence", timeout: .milliseconds(50))
            }
            _ = try await client.following()
            client.socket.send("430[]")
            async let again = socket.emitWithAck("again", timeout: .seconds(10))
            #expect(try await client.following() == "421[\"again\"]")
            client.socket.send("431[7]")
            #expect(try await again == [7])
        }
    }

    @Test("a client that goes away ends the wait")
    func disconnect() async throws {
        try await Self.withClient { client, socket, _ in
            let answer = Task { try await socket.emitWithAck("event", timeout: .seconds(60)) }
            _ = try await client.following()
            client.socket.connection.abort()
            await #expect(throws: AcknowledgementError.self) { try await answer.value }
            await #expect(throws: AcknowledgementError.notConnected) {
                try await socket.emitWithAck("event", timeout: .seconds(60))
            }
        }
    }

    @Test("the server's answer is sent once, with attachments where it has some")
    func serverAnswers() async throws {
        try await Self.withClient { client, _, _ in
            client.socket.send("425[\"ask\",\"x\"]")
            #expect(try await client.following() == "435[\"x\"]")
            client.socket.send("451-6[\"ask\",{\"_placeholder\":true,\"num\":0}]")
            client.socket.send(binary: [9, 8])
            #expect(try await client.following() == "461-6[{\"_placeholder\":true,\"num\":0}]")
            let attachment = try await blocking { try client.socket.frame().payload }
            #expect(attachment == [9, 8])
        }
    }

    @Test("a broadcast collects everyone's answer")
    func broadcast() async throws {
        try await ServerUnderTest.run { running in
            let namespace = running.server.namespace("/")
            let clients = try await blocking { try (0..<3).map { _ in try running.connect() } }
            async let collected = namespace.emitWithAck("vote", [], timeout: .seconds(10))
            for (index, client) in clients.enumerated() {
                let event = try await client.following()
                #expect(event == "420[\"vote\"]")
                client.socket.send("430[\(index)]")
            }
            let answers = await collected
            #expect(answers.receivers == 3 && !answers.timedOut)
            #expect(Set(answers.answers) == [[0], [1], [2]])
        }
    }

    @Test("a broadcast ends at its timeout with the answers that came, and at once without receivers")
    func broadcastTimeout() async throws {
        try await ServerUnderTest.run { running in
            let namespace = running.server.namespace("/")
            let none = await namespace.emitWithAck("vote", [], timeout: .seconds(60))
            #expect(none.receivers == 0 && !none.timedOut)
            let clients = try await blocking { try (0..<2).map { _ in try running.connect() } }
            async let collected = namespace.emitWithAck("vote", [], timeout: .milliseconds(400))
            try await blocking {
                let event = try clients[0].next()
                #expect(event == "421[\"vote\"]")
                clients[0].socket.send("431[\"yes\"]")
            }
            let answers = await collected
            // Clients are alive until here: one that goes away is not waited for.
            #expect(answers.receivers == clients.count && answers.timedOut)
            #expect(answers.answers == [["yes"]])
        }
    }
}
