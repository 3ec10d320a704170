import SocketIO
import SocketIOServer
import TestSupport
import Testing

@Suite("Broadcasts", .timeLimit(.minutes(2)))
struct BroadcastTests {
    /// Connects clients a, b, c, d with rooms: a in red, b in red and blue, c in blue, d in none.
    private static func withFour(
        _ body: @Sendable ([String: RawClient], Namespace) async throws -> Void
    ) async throws {
        try await ServerUnderTest.run { running in
            let namespace = running.server.namespace("/")
            namespace.onConnection { socket in
                socket.on("join") { arguments, acknowledge in
                    for room in arguments { socket.join(room.string ?? "") }
                    acknowledge?([])
                }
            }
            let rooms = ["a": ["red"], "b": ["red", "blue"], "c": ["blue"], "d": []]
            let clients = try await blocking {
                var clients: [String: RawClient] = [:]
                for (name, joined) in rooms {
                    let client = try running.connect()
                    let names = joined.map { "\"\($0)\"" }
                    client.socket.send("421" + "[" + (["\"join\""] + names).joined(separator: ",") + "]")
                    #expect(try client.next() == "431[]")
                    clients[name] = client
                }
                return clients
            }
            try await body(clients, namespace)
        }
    }

    @Test(
        "to is the union of rooms, each socket once; except takes rooms away",
        arguments: [
            ([], [], "abcd"), (["red"], [], "ab"), (["red", "blue"], [], "abc"), (["red"], ["blue"], "a"),
            ([], ["red"], "cd"), (["blue", "red"], ["red"], "c"), (["nobody"], [], ""),
            ([], ["nobody"], "abcd"),
            (["red", "red"], [], "ab"),
        ] as [([String], [String], String)])
    func selection(rooms: [String], except: [String], expected: String) async throws {
        try await Self.withFour { clients, namespace in
            namespace.emit("news", [1], to: rooms, except: except)
            namespace.emit("end")
            for (name, client) in clients {
                let received = try await blocking { try client.messages(through: "42[\"end\"]") }
                let news = received.filter { $0 == "42[\"news\",1]" }.count
                #expect(news == (expected.contains(name) ? 1 : 0), "client \(name): \(received)")
            }
        }
    }

    @Test("every socket is in a room of its own id")
    func ownRoom() async throws {
        try await Self.withFour { clients, namespace in
            let a = try #require(clients["a"])
            namespace.emit("you", to: [a.id])
            namespace.emit("others", except: [a.id])
            namespace.emit("end")
            for (name, client) in clients {
                let received = try await blocking { try client.messages(through: "42[\"end\"]") }
                #expect(received.first == (name == "a" ? "42[\"you\"]" : "42[\"others\"]"))
            }
        }
    }

    @Test("encoded arguments go out as they are, binary ones as attachments")
    func arguments() async throws {
        try await Self.withFour { clients, namespace in
            namespace.emit("raw", encodedArguments: Array("{\"seq\":1},\"a/b\"".utf8))
            namespace.emit("binary", [.binary([1, 2]), 3])
            let client = try #require(clients["d"])
            let received = try await blocking {
                [
                    try client.next(), try client.next(),
                    "\(try client.socket.frame { $0.opcode == RawWebSocket.Opcode.binary }.payload)",
                ]
            }
            #expect(
                received == [
                    "42[\"raw\",{\"seq\":1},\"a/b\"]",
                    "451-[\"binary\",{\"_placeholder\":true,\"num\":0},3]", "[1, 2]",
                ])
        }
    }

    @Test("namespaces do not hear each other")
    func namespaces() async throws {
        try await ServerUnderTest.run { running in
            let main = running.server.namespace("/")
            let admin = running.server.namespace("/admin")
            let clients = try await blocking {
                (main: try running.connect(), admin: try running.connect("/admin"))
            }
            main.emit("main")
            admin.emit("admin")
            main.emit("end")
            admin.emit("end")
            let heard = try await blocking {
                (
                    main: try clients.main.messages(through: "42[\"end\"]"),
                    admin: try clients.admin.messages(through: "42/admin,[\"end\"]")
                )
            }
            #expect(heard.main == ["42[\"main\"]", "42[\"end\"]"])
            #expect(heard.admin == ["42/admin,[\"admin\"]", "42/admin,[\"end\"]"])
        }
    }

    @Test("what each thread emits arrives in its order at every client")
    func order() async throws {
        try await ServerUnderTest.run { running in
            let namespace = running.server.namespace("/")
            let clients = try await blocking { try (0..<6).map { _ in try running.connect() } }
            let emitters = 8
            let count = 200
            try await withThrowingTaskGroup(of: Void.self) { group in
                for emitter in 0..<emitters {
                    group.addTask {
                        try await blocking {
                            for number in 0..<count {
                                namespace.emit("n", encodedArguments: Array("\(emitter),\(number)".utf8))
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            namespace.emit("end")
            for client in clients {
                let received = try await blocking { try client.messages(through: "42[\"end\"]") }
                #expect(received.count == emitters * count + 1)
                for emitter in 0..<emitters {
                    let prefix = "42[\"n\",\(emitter),"
                    let numbers = received.filter { $0.hasPrefix(prefix) }
                    #expect(numbers == (0..<count).map { "\(prefix)\($0)]" })
                }
            }
        }
    }
}
