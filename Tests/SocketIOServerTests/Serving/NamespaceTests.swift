import SocketIO
import SocketIOServer
import Synchronization
import TestSupport
import Testing

@Suite("Namespaces and sockets", .timeLimit(.minutes(2)))
struct NamespaceTests {
    @Test("middleware runs in order, and its refusal reaches the client with message and data")
    func middleware() async throws {
        try await ServerUnderTest.run { running in
            let namespace = running.server.namespace("/guarded")
            namespace.use { socket in socket.join("checked") }
            namespace.use { socket in
                guard socket.handshake.auth?["token"] == "right" else {
                    throw ConnectError("wrong token", data: ["code": 7])
                }
            }
            try await blocking {
                let socket = try RawWebSocket(
                    port: running.port, target: "/socket.io/?EIO=4&transport=websocket")
                _ = try socket.message()
                socket.send("40/guarded,{\"token\":\"wrong\"}")
                #expect(
                    try socket.message() == "44/guarded,{\"message\":\"wrong token\",\"data\":{\"code\":7}}")
                socket.send("40/guarded,{\"token\":\"right\"}")
                #expect(try socket.message().hasPrefix("40/guarded,{\"sid\":\""))
                namespace.emit("hi", to: ["checked"])
                #expect(try socket.message() == "42/guarded,[\"hi\"]")
            }
        }
    }

    @Test("a socket that its own CONNECT answer ends is not handed to the application")
    func endedByItsAnswer() async throws {
        try await ServerUnderTest.run(configure: { $0.maxPendingWriteBytes = 2_000 }) { running in
            let arrivals = ArrivalCount()
            running.server.namespace("/late").onConnection { _ in arrivals.add() }
            let polling = try await blocking { try PollingSession(port: running.port) }
            // 1,980 bytes wait for a GET; the answer to the CONNECT does not fit beside them.
            let frame = 4 + "42[\"x\",\"\"]".utf8.count
            let text = String(repeating: "x", count: 1_980 - frame)
            running.server.namespace("/").emit("x", encodedArguments: Array("\"\(text)\"".utf8))
            try await blocking { try polling.post("40/late,") }
            try await eventually { running.server.counters.closedSessions[.slowReader] == 1 }
            #expect(arrivals.count == 0)
            #expect(running.server.counters.sockets == 0)
        }
    }

    @Test("the server can end one socket and leave the connection, or close it all")
    func serverDisconnect() async throws {
        try await ServerUnderTest.run { running in
            let (reasons, ended) = AsyncStream.makeStream(of: DisconnectReason.self)
            for name in ["/", "/other"] {
                running.server.namespace(name).onConnection { socket in
                    socket.onDisconnect { ended.yield($0) }
                    socket.on("leave") { _, _ in socket.disconnect() }
                    socket.on("close") { _, _ in socket.disconnect(close: true) }
                }
            }
            try await blocking {
                let client = try running.connect()
                client.socket.send("40/other,")
                #expect(try client.next().hasPrefix("40/other,"))
                client.socket.send("42[\"leave\"]")
                #expect(try client.next() == "41")
                client.socket.send("42/other,[\"close\"]")
                #expect(try client.next() == "41/other,")
                #expect(try client.next() == "1")
                #expect(try client.socket.closure() == 1000)
            }
            var iterator = reasons.makeAsyncIterator()
            #expect(await iterator.next() == .serverDisconnect)
            #expect(await iterator.next() == .serverDisconnect)
            try await running.becomesEmpty()
            #expect(running.server.counters.closedSessions[.serverDisconnect] == 1)
        }
    }

    @Test("sockets can be moved between rooms and disconnected from outside")
    func bulk() async throws {
        try await ServerUnderTest.run { running in
            let namespace = running.server.namespace("/")
            let clients = try await blocking { try (0..<2).map { _ in try running.connect() } }
            namespace.joinSockets(in: [clients[0].id], to: "vip")
            namespace.emit("vip", to: ["vip"])
            namespace.leaveSockets(in: ["vip"], from: "vip")
            namespace.emit("nobody", to: ["vip"])
            namespace.disconnectSockets(in: [clients[1].id])
            namespace.emit("end")
            let received = try await blocking { try clients[0].messages(through: "42[\"end\"]") }
            #expect(
                received == [
                    "42[\"vip\"]", "42[\"end\"]",
                ])
            #expect(try await clients[1].following() == "41")
            try await eventually { running.server.counters.sockets == 1 }
        }
    }

    @Test("HTTP of the application and Socket.IO share the port and even a connection")
    func onePort() async throws {
        try await ServerUnderTest.run { running in
            try await blocking {
                let connection = try RawConnection(port: running.port)
                for _ in 0..<3 {
                    #expect(try connection.request("GET", "/hello").text == "hello from the application")
                    let handshake = try connection.request("GET", "/socket.io/?EIO=4&transport=polling")
                    #expect(handshake.text.hasPrefix("0{"))
                    #expect(try connection.request("GET", "/missing").status == 404)
                }
                // Pipelined: answers come in the order of the requests.
                connection.sendRequest("GET", "/hello")
                connection.sendRequest("GET", "/socket.io/?EIO=4&transport=polling")
                connection.sendRequest("GET", "/hello")
                #expect(try connection.response().text == "hello from the application")
                #expect(try connection.response().text.hasPrefix("0{"))
                #expect(try connection.response().text == "hello from the application")
            }
        }
    }

    @Test("frames that follow the upgrade request in the same segment are not lost")
    func eagerClient() async throws {
        try await ServerUnderTest.run { running in
            running.server.namespace("/").onConnection { _ in }
            try await blocking {
                let connection = try RawConnection(port: running.port)
                var request = "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: a\r\n"
                for (name, value) in RawWebSocket.handshakeHeaders { request += "\(name): \(value)\r\n" }
                let connect: [UInt8] = [0x81, 0x82, 0, 0, 0, 0] + Array("40".utf8)
                connection.send(Array((request + "\r\n").utf8) + connect)
                #expect(try connection.read(through: "\r\n\r\n").hasPrefix("HTTP/1.1 101"))
                #expect(try connection.read(through: "40{\"sid\":\"").contains("0{\"sid\""))
            }
        }
    }
}

/// Counts connections from any thread.
private final class ArrivalCount: Sendable {
    private let value = Atomic<Int>(0)

    var count: Int { value.load(ordering: .relaxed) }

    func add() { value.add(1, ordering: .relaxed) }
}
