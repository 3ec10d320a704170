import NIOCore
import SocketIOServer
import TestSupport
import Testing

@Suite("Shutdown and what is left", .timeLimit(.minutes(2)))
struct ShutdownTests {
    /// Waits until a GET of the first socket waits at the server.
    private static func waitsForPoll(_ sockets: AsyncStream<Socket>) async throws {
        var iterator = sockets.makeAsyncIterator()
        let socket = try #require(await iterator.next())
        try await eventually { try await socket.eventLoop.submit { socket.isWritable }.get() }
    }

    @Test("every client is told goodbye, whatever its transport")
    func goodbye() async throws {
        try await ServerUnderTest.run { running in
            let (reasons, ended) = AsyncStream.makeStream(of: DisconnectReason.self)
            let (sockets, found) = AsyncStream.makeStream(of: Socket.self)
            running.server.namespace("/").onConnection { socket in
                socket.onDisconnect { ended.yield($0) }
                found.yield(socket)
            }
            let polling = try await blocking { try PollingSession(port: running.port) }
            async let last = blocking { try polling.poll() }
            try await Self.waitsForPoll(sockets)
            let client = try await blocking { try running.connect() }
            let start = ContinuousClock.now
            async let stopped: Void = running.server.shutdown(deadline: .seconds(20))
            let frames = try await blocking {
                (try client.next(), try client.next(), try client.socket.closure())
            }
            await stopped
            #expect(frames == ("41", "1", 1000))
            #expect(try await last == "41\u{1e}1")
            // The clients were polite, so the deadline is not used up.
            #expect(ContinuousClock.now - start < .seconds(15))
            var iterator = reasons.makeAsyncIterator()
            #expect(await iterator.next() == .serverShutdown)
            #expect(await iterator.next() == .serverShutdown)
            #expect(running.server.counters.closedSessions[.serverShutdown] == 2)
            let refused = try await blocking {
                try RawConnection(port: running.port).request("GET", "/socket.io/?EIO=4&transport=polling")
            }
            #expect(refused.status == 503)
        }
    }

    @Test("clients that do not react are cut off at the deadline")
    func deadline() async throws {
        try await ServerUnderTest.run { running in
            running.server.namespace("/").onConnection { _ in }
            let clients = try await blocking { try (0..<3).map { _ in try running.connect() } }
            // Nobody polls this one.
            let polling = try await blocking { try PollingSession(port: running.port) }
            await running.server.shutdown(deadline: .milliseconds(300))
            let counters = running.server.counters
            #expect(counters.sockets == 0 && counters.sessions.values.allSatisfy { $0 == 0 })
            withExtendedLifetime((clients, polling)) {}
        }
    }

    @Test("a graceful stop of the application ends a waiting long poll and open WebSockets")
    func gracefulStop() async throws {
        try await ServerUnderTest.run { running in
            let (sockets, found) = AsyncStream.makeStream(of: Socket.self)
            running.server.namespace("/").onConnection { found.yield($0) }
            let polling = try await blocking { try PollingSession(port: running.port) }
            async let last = blocking { try polling.poll() }
            try await Self.waitsForPoll(sockets)
            let client = try await blocking { try running.connect() }
            async let closure = blocking { try client.socket.closure() }
            try await running.stopApplication()
            #expect(try await last == "41\u{1e}1")
            #expect(try await closure == 1000)
            // A client can read its goodbye before the server's loop has seen the socket close.
            try await eventually("no connection is left") { running.server.counters.connections == 0 }
        }
    }

    @Test("all gauges return to zero, however the clients leave")
    func gauges() async throws {
        try await ServerUnderTest.run { running in
            running.server.namespace("/").onConnection { $0.join("room") }
            try await blocking {
                for round in 0..<30 {
                    let client = try running.connect()
                    switch round % 5 {
                    case 0: client.socket.connection.abort()
                    case 1: client.socket.connection.close()
                    case 2:
                        client.socket.send("1")
                        try client.socket.closure()
                    case 3:
                        client.socket.send("41")
                        client.socket.connection.close()
                    default:
                        let polling = try PollingSession(port: running.port)
                        try polling.post("1")
                        client.socket.connection.finishSending()
                        try client.socket.closure()
                    }
                }
            }
            try await running.becomesEmpty()
            let counters = running.server.counters
            #expect(counters.handshakes[.webSocket] == 30)
            #expect(counters.handshakes[.polling] == 6)
            #expect(counters.closedSessions.values.reduce(0, +) == 36)
        }
    }
}
