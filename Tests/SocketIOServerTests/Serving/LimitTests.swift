import SocketIOServer
import Synchronization
import TestSupport
import Testing

/// How many messages a reader has got.
private final class ReaderProgress: Sendable {
    private let value = Atomic<Int>(0)

    var count: Int { value.load(ordering: .relaxed) }

    func advance() { value.add(1, ordering: .relaxed) }
}

/// Something that one thread after another uses, never two at once.
private struct UnsafeTransfer<Value>: @unchecked Sendable {
    let value: Value

    init(_ value: Value) {
        self.value = value
    }
}

@Suite("Limits of the server", .timeLimit(.minutes(2)))
struct LimitTests {
    @Test("a reader that falls behind is dropped and counted; everyone else gets everything")
    func slowReader() async throws {
        try await ServerUnderTest.run(configure: { $0.maxPendingWriteBytes = 200_000 }) { running in
            let namespace = running.server.namespace("/")
            let (ends, ended) = AsyncStream.makeStream(of: (String, DisconnectReason).self)
            namespace.onConnection { socket in
                socket.onDisconnect { ended.yield((socket.id, $0)) }
            }
            let clients = try await blocking {
                (slow: try running.connect(), quick: try (0..<3).map { _ in try running.connect() })
            }
            let text = "\"" + String(repeating: "x", count: 20_000) + "\""
            let count = 1000
            let progress = clients.quick.map { _ in ReaderProgress() }
            let readers = zip(clients.quick, progress).map { client, progress in
                Task {
                    try await blocking {
                        for _ in 0..<count {
                            _ = try client.next(within: 60)
                            progress.advance()
                        }
                    }
                }
            }
            for number in 0..<count {
                namespace.emit("big", encodedArguments: Array("\(number % 10),\(text)".utf8))
                // Never far ahead of the quick ones, or they would be slow as well.
                try await eventually(within: 60) { progress.allSatisfy { $0.count > number - 5 } }
            }
            for reader in readers { try await reader.value }
            var iterator = ends.makeAsyncIterator()
            let end = try #require(await iterator.next())
            #expect(end.0 == clients.slow.id && end.1 == .slowReader)
            #expect(running.server.counters.closedSessions[.slowReader] == 1)
            #expect(running.server.counters.sockets == 3)
        }
    }

    @Test("volatile events skip a client that has to wait, without dropping it")
    func volatile() async throws {
        try await ServerUnderTest.run(configure: { $0.maxPendingWriteBytes = 64_000_000 }) { running in
            let namespace = running.server.namespace("/")
            let client = try await blocking { try running.connect() }
            let text = Array(("\"" + String(repeating: "x", count: 100_000) + "\"").utf8)
            try await eventually(within: 30, "volatile events are dropped") {
                namespace.emit("v", encodedArguments: text, volatile: true)
                return running.server.counters.volatileDropped > 10
            }
            namespace.emit("end")
            let received = try await blocking { try client.messages(through: "42[\"end\"]", within: 30) }
            // The end was sent after everything else, so the counter holds still.
            #expect(received.count == Int(running.server.counters.eventsSent))
            #expect(running.server.counters.sockets == 1)
            withExtendedLifetime(client) {}
        }
    }

    @Test("connections over the limit are closed as they come, and counted")
    func connections() async throws {
        try await ServerUnderTest.run(configure: { $0.maxConnections = 2 }) { running in
            let first = try await blocking {
                let first = try running.connect()
                let second = try running.connect()
                let third = try RawConnection(port: running.port)
                #expect(try third.readToEnd() == [])
                second.socket.connection.close()
                return first
            }
            #expect(running.server.counters.refusedConnections == 1)
            try await eventually { running.server.counters.connections == 1 }
            let again = try await blocking { try running.connect() }
            #expect(again.id != first.id)
        }
    }

    @Test("sessions over the limit are answered 503 until one ends")
    func sessions() async throws {
        try await ServerUnderTest.run(configure: { $0.maxSessions = 2 }) { running in
            let polling = try await blocking {
                _ = try PollingSession(port: running.port)
                return try PollingSession(port: running.port)
            }
            let target = "/socket.io/?EIO=4&transport=polling"
            let refused = try await blocking { try RawConnection(port: running.port).request("GET", target) }
            #expect(refused.status == 503)
            try await blocking { try polling.post("1") }
            let admitted = try await blocking { try RawConnection(port: running.port).request("GET", target) }
            #expect(admitted.status == 200)
        }
    }

    @Test("sessions over the limit are counted, and never opened, however many ask at once")
    func sessionRace() async throws {
        try await ServerUnderTest.run(configure: { $0.maxSessions = 5 }) { running in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<40 {
                    group.addTask {
                        try await blocking {
                            try RawConnection(port: running.port)
                                .request("GET", "/socket.io/?EIO=4&transport=polling").status
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.filter { $0 == 200 }.count == 5)
            #expect(statuses.filter { $0 == 503 }.count == 35)
            #expect(running.server.counters.refusedSessions == 35)
        }
    }

    @Test("a polling session whose client never comes back after the handshake ends soon")
    func neverUsed() async throws {
        let configure: @Sendable (inout SocketIOServerConfiguration) -> Void = { configuration in
            configuration.firstRequestTimeout = .milliseconds(200)
            configuration.maxSessions = 1
        }
        try await ServerUnderTest.run(configure: configure) { running in
            let target = "/socket.io/?EIO=4&transport=polling"
            _ = try await blocking { try RawConnection(port: running.port).request("GET", target) }
            try await eventually { running.server.counters.closedSessions[.connectTimeout] == 1 }
            // Its place is free again, and one that is used stays.
            let session = try await blocking { try PollingSession(port: running.port) }
            try await Task.sleep(for: .milliseconds(400))
            try await blocking { try session.post("42[\"x\"]") }
        }
    }

    @Test("a handshake with an enormous head is refused, since the session would keep it")
    func largeHead() async throws {
        try await ServerUnderTest.run { running in
            try await blocking {
                let target = "/socket.io/?EIO=4&transport=polling"
                let connection = try RawConnection(port: running.port)
                let large = ["Cookie": String(repeating: "c", count: 16_384)]
                #expect(try connection.request("GET", target, headers: large).status == 431)
                let fitting = ["Cookie": String(repeating: "c", count: 16_000)]
                #expect(try connection.request("GET", target, headers: fitting).status == 200)
            }
        }
    }

    @Test("a client that asks and does not read loses its connection, and is counted")
    func writeTimeout() async throws {
        try await ServerUnderTest.run(configure: { $0.writeTimeout = .milliseconds(300) }) { running in
            let connection = try await blocking {
                let connection = try RawConnection(port: running.port)
                for _ in 0..<3 { connection.sendRequest("GET", "/large") }
                return UnsafeTransfer(connection)
            }
            try await eventually(within: 30) { running.server.counters.writeTimeouts == 1 }
            try await running.becomesEmpty()
            withExtendedLifetime(connection) {}
        }
    }

    @Test(
        "attachments are not held for a namespace that is not connected, nor for ever, nor past the limit",
        arguments: [
            ("", "451-[\"x\",{\"_placeholder\":true,\"num\":0}]", 10), ("40", "451-[\"x\",1]", 10),
            ("40", "451-[\"x\",1]", 0),
        ])
    func attachments(first: String, packet: String, limit: Int) async throws {
        let configure: @Sendable (inout SocketIOServerConfiguration) -> Void = { configuration in
            configuration.packetLimits.maximumAttachments = limit
            configuration.attachmentTimeout = limit > 0 && !first.isEmpty ? .milliseconds(200) : .seconds(300)
        }
        try await ServerUnderTest.run(configure: configure) { running in
            try await blocking {
                let socket = try RawWebSocket(
                    port: running.port, target: "/socket.io/?EIO=4&transport=websocket")
                _ = try socket.message()
                if !first.isEmpty {
                    socket.send(first)
                    _ = try socket.message()
                }
                socket.send(packet)
                try socket.closure()
            }
            #expect(running.server.counters.closedSessions[.protocolError] == 1)
        }
    }

    @Test(
        "a request that does not complete in time is cut off and counted",
        arguments: [
            "", "GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\n", "POST /hello HTTP/1.1\r\nHost: a\r\n",
            "POST /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nab",
        ])
    func slowLoris(bytes: String) async throws {
        try await ServerUnderTest.run(configure: { $0.handshakeTimeout = .milliseconds(200) }) { running in
            try await blocking {
                let connection = try RawConnection(port: running.port)
                connection.send(bytes)
                _ = try connection.readToEnd()
            }
            #expect(running.server.counters.handshakeTimeouts == 1)
            try await running.becomesEmpty()
        }
    }

    @Test("an idle kept-alive connection is closed after its time, without counting as a slow one")
    func idle() async throws {
        try await ServerUnderTest.run(configure: { $0.idleTimeout = .milliseconds(200) }) { running in
            try await blocking {
                let connection = try RawConnection(port: running.port)
                let answer = try connection.request("GET", "/hello")
                #expect(answer.text == "hello from the application")
                #expect(try connection.readToEnd() == [])
            }
            #expect(running.server.counters.handshakeTimeouts == 0)
        }
    }

    @Test("admission decides about every handshake")
    func admission() async throws {
        let configure: @Sendable (inout SocketIOServerConfiguration) -> Void = { configuration in
            configuration.admission = { $0.query["key"] == "open sesame" }
        }
        try await ServerUnderTest.run(configure: configure) { running in
            try await blocking {
                let target = "/socket.io/?EIO=4&transport=polling"
                let refused = try RawConnection(port: running.port).request("GET", target)
                #expect(refused.status == 403)
                #expect(refused.text == "{\"code\":4,\"message\":\"Forbidden\"}")
                // Admission comes before the protocol version.
                let old = try RawConnection(port: running.port)
                    .request("GET", "/socket.io/?EIO=3&transport=polling")
                #expect(old.status == 403)
                let admitted = try RawConnection(port: running.port)
                    .request("GET", target + "&key=open%20sesame")
                #expect(admitted.status == 200)
            }
        }
    }
}
