import NIOCore
import SocketIOServer
import TestSupport
import Testing

@Suite("Writing beside NIO's queue", .timeLimit(.minutes(2)))
struct DirectWriteTests {
    private static let smallBuffer = 2_048

    /// Sends numbered messages until sockets are full and writes queue up.
    ///
    /// - Returns: The number after the last one sent.
    private static func fill(_ running: ServerUnderTest, from first: Int = 0) async throws -> Int {
        let queued = running.server.counters.queuedWrites
        var next = first
        try await eventually(within: 30, "sockets fill up") {
            NumberedStream.emit(next..<(next + 100), to: running.server.namespace("/"))
            next += 100
            return running.server.counters.queuedWrites > queued + 200 && next > first + 500
        }
        return next
    }

    private static func limits(_ direct: Bool) -> @Sendable (inout SocketIOServerConfiguration) -> Void {
        { configuration in
            configuration.directWrites = direct
            configuration.maxPendingWriteBytes = 64 << 20
        }
    }

    @Test(
        "full sockets take turns with the queue, and every reader gets every byte in order",
        arguments: [true, false])
    func slowReaders(direct: Bool) async throws {
        try await ServerUnderTest.run(configure: Self.limits(direct)) { running in
            let namespace = running.server.namespace("/")
            let clients = try await blocking {
                try (0..<6).map { _ in
                    try RawClient(port: running.port, receiveBuffer: Self.smallBuffer)
                }
            }
            var sent = 0
            // Twice, since after the queue has drained the way past it opens again.
            for _ in 0..<2 {
                let first = sent
                sent = try await Self.fill(running, from: first)
                namespace.emit("end")
                for client in clients {
                    let received = try await blocking {
                        try client.messages(through: "42[\"end\"]", within: 30)
                    }
                    #expect(received.count == sent - first + 1)
                    #expect(NumberedStream.prefix(of: received, from: first) == sent - first)
                }
            }
            // Besides events, every client got its open packet, and its namespace's answer.
            let messages = (sent + 4) * clients.count
            try await eventually("all is counted", else: { "\(messages): \(running.server.counters)" }) {
                let counters = running.server.counters
                return Int(counters.directWrites + counters.queuedWrites) == messages
            }
            #expect((running.server.counters.directWrites > 0) == direct)
        }
    }

    @Test("bytes are counted whether they went straight or through the queue", arguments: [true, false])
    func byteCounts(direct: Bool) async throws {
        try await ServerUnderTest.run(configure: Self.limits(direct)) { running in
            let namespace = running.server.namespace("/")
            let client = try await blocking {
                try RawClient(port: running.port, receiveBuffer: Self.smallBuffer)
            }
            // The open packet and the namespace's answer: the texts that the client has read already.
            let opening = Int(running.server.counters.bytesSent)
            _ = try await Self.fill(running)
            namespace.emit("end")
            let received = try await blocking { try client.messages(through: "42[\"end\"]", within: 30) }
            // RFC 6455, section 5.2: 2 bytes of head up to 125 bytes of payload, 4 up to 65,535.
            let bytes = received.reduce(0) { $0 + $1.utf8.count + ($1.utf8.count < 126 ? 2 : 4) }
            try await eventually("all is counted", else: { "\(running.server.counters)" }) {
                let counters = running.server.counters
                return Int(counters.bytesSent) == bytes + opening
                    && Int(counters.packetsSent) == received.count + 2
            }
        }
    }

    @Test("a reset in the middle of a write takes that client alone", arguments: [true, false])
    func resets(direct: Bool) async throws {
        try await ServerUnderTest.run(configure: Self.limits(direct)) { running in
            let namespace = running.server.namespace("/")
            let clients = try await blocking {
                try (0..<12).map { _ in
                    try RawClient(port: running.port, receiveBuffer: Self.smallBuffer)
                }
            }
            let sent = try await Self.fill(running)
            for client in clients[..<6] { client.socket.connection.abort() }
            NumberedStream.emit(sent..<(sent + 200), to: namespace)
            namespace.emit("end")
            for client in clients[6...] {
                let received = try await blocking { try client.messages(through: "42[\"end\"]", within: 30) }
                #expect(received.count == sent + 201)
                #expect(NumberedStream.prefix(of: received) == sent + 200)
            }
            try await eventually("the others are gone") { running.server.counters.sockets == 6 }
            #expect(running.server.counters.closedSessions[.slowReader] == 0)
        }
    }

    @Test(
        "who is disconnected behind a queue gets what was sent before, then the goodbye",
        arguments: [true, false])
    func disconnection(direct: Bool) async throws {
        try await ServerUnderTest.run(configure: Self.limits(direct)) { running in
            let namespace = running.server.namespace("/")
            let client = try await blocking {
                try RawClient(port: running.port, receiveBuffer: Self.smallBuffer)
            }
            let sent = try await Self.fill(running)
            namespace.disconnectSockets(close: true)
            NumberedStream.emit(sent..<(sent + 100), to: namespace)
            let received = try await blocking { client.messagesToEnd() }
            #expect(received.count == sent + 2 && NumberedStream.prefix(of: received) == sent)
            #expect(received.suffix(2) == ["41", "1"])
            try await running.becomesEmpty()
        }
    }

    @Test("a server that stops sends what still waits before its goodbye", arguments: [true, false])
    func stop(direct: Bool) async throws {
        try await ServerUnderTest.run(configure: Self.limits(direct)) { running in
            let clients = try await blocking {
                try (0..<4).map { _ in
                    try RawClient(port: running.port, receiveBuffer: Self.smallBuffer)
                }
            }
            let sent = try await Self.fill(running)
            let readers = clients.map { client in
                Task { try await blocking { client.messagesToEnd() } }
            }
            await running.server.shutdown(deadline: .seconds(10))
            for reader in readers {
                let received = try await reader.value
                #expect(NumberedStream.prefix(of: received) == sent)
                #expect(received.suffix(2) == ["41", "1"])
            }
        }
    }

    @Test("a reader that is dropped got a prefix without a gap", arguments: [true, false])
    func dropped(direct: Bool) async throws {
        let configure: @Sendable (inout SocketIOServerConfiguration) -> Void = { configuration in
            configuration.directWrites = direct
            configuration.maxPendingWriteBytes = 100_000
        }
        try await ServerUnderTest.run(configure: configure) { running in
            let namespace = running.server.namespace("/")
            let client = try await blocking {
                try RawClient(port: running.port, receiveBuffer: Self.smallBuffer)
            }
            var sent = 0
            try await eventually(within: 30) {
                NumberedStream.emit(sent..<(sent + 100), to: namespace)
                sent += 100
                return running.server.counters.closedSessions[.slowReader] == 1
            }
            let received = try await blocking { client.messagesToEnd() }
            #expect(!received.isEmpty && received.count < sent)
            #expect(NumberedStream.prefix(of: received) == received.count)
        }
    }

    @Test("answers to single clients keep their place among broadcasts")
    func order() async throws {
        try await ServerUnderTest.run(configure: Self.limits(true)) { running in
            let namespace = running.server.namespace("/")
            namespace.onConnection { socket in
                socket.on("echo") { arguments, _ in
                    socket.emit("echo", arguments)
                    namespace.emit("echoed", arguments)
                }
            }
            let clients = try await blocking {
                try (0..<4).map { _ in
                    try RawClient(port: running.port, receiveBuffer: Self.smallBuffer)
                }
            }
            for round in 0..<50 {
                for client in clients { client.socket.send("42[\"echo\",\(round)]") }
            }
            namespace.emit("filler", encodedArguments: NumberedStream.arguments(1))
            for client in clients {
                var own = 0
                var all = 0
                while own < 50 || all < 50 * clients.count {
                    let message = try await client.following()
                    if message == "42[\"echo\",\(own)]" { own += 1 }
                    if message.hasPrefix("42[\"echoed\"") { all += 1 }
                    // A client's own echo comes before the broadcast that follows it.
                    #expect(all <= 50 * clients.count && own <= 50)
                }
            }
        }
    }

    @Test("where a handler changes what is written, as TLS does, nothing goes around it")
    func encrypted() async throws {
        try await ServerUnderTest.run(isObscured: true, configure: Self.limits(true)) { running in
            let namespace = running.server.namespace("/")
            let clients = try await blocking {
                try (0..<3).map { _ in try RawClient(port: running.port, mask: ObscuringHandler.mask) }
            }
            NumberedStream.emit(0..<50, to: namespace)
            namespace.emit("end")
            for client in clients {
                let received = try await blocking { try client.messages(through: "42[\"end\"]") }
                #expect(received.count == 51 && NumberedStream.prefix(of: received) == 50)
            }
            #expect(running.server.counters.directWrites == 0)
        }
    }

    @Test("a thousand events from ten threads at once reach a hundred clients", arguments: [1, 2])
    func concurrentEmitters(eventLoops: Int) async throws {
        try await ServerUnderTest.run(eventLoops: eventLoops) { running in
            let namespace = running.server.namespace("/")
            let clients = try await blocking { try (0..<100).map { _ in try running.connect() } }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for emitter in 0..<10 {
                    group.addTask {
                        try await blocking {
                            for number in 0..<100 {
                                namespace.emit("n", encodedArguments: Array("\(emitter),\(number)".utf8))
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            namespace.emit("end")
            let expected = Set((0..<10).flatMap { emitter in (0..<100).map { "42[\"n\",\(emitter),\($0)]" } })
            for client in clients {
                let received = try await blocking { try client.messages(through: "42[\"end\"]", within: 30) }
                #expect(received.count == 1_001)
                #expect(Set(received.dropLast()) == expected)
            }
            let counters = running.server.counters
            #expect(counters.eventsSent == 100_100 && counters.sockets == 100)
        }
    }
}
