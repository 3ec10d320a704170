import SocketIO
import Testing

@Suite("Socket.IO on one connection")
struct SocketIOSessionTests {
    private func session() -> SocketIOSession { SocketIOSession(connectTimeout: 45, now: 100) }

    /// A session with `/` connected.
    private func connected() throws -> SocketIOSession {
        var session = session()
        #expect(try text(session.receive(message("0"))) == "connect / nil")
        #expect(session.accept("/") == true)
        return session
    }

    private func message(_ text: String) throws -> EngineIOPacket { EngineIOPacket(.message, text: text) }

    private func text(_ action: SocketIOSession.Action) -> String {
        switch action {
        case .wait: "wait"
        case .connect(let namespace, let auth):
            "connect \(namespace) " + (auth.map { String(decoding: $0.encoded(), as: UTF8.self) } ?? "nil")
        case .event(let namespace, let name, let arguments, let id):
            "event \(namespace) \(name) \(arguments.count) \(id.map(String.init) ?? "nil")"
        case .acknowledgement(let namespace, let id, let arguments):
            "ack \(namespace) \(id) \(arguments.count)"
        case .leave(let namespace): "leave \(namespace)"
        case .close: "close"
        }
    }

    @Test("CONNECT brings the client's auth object")
    func connect() throws {
        var session = session()
        #expect(
            try text(session.receive(message("0/admin,{\"token\":\"x\"}")))
                == "connect /admin {\"token\":\"x\"}")
    }

    @Test(
        "these break the protocol and close the whole connection",
        arguments: [
            "9", "", "2", "2{}", "2[]", "2[\"a\"", "2[null]", "2[\"connect\"]", "2[\"connect_error\"]",
            "2[\"disconnect\"]", "2[\"disconnecting\"]", "2[\"newListener\"]", "2[\"removeListener\"]",
            "2/other,[\"a\"]", "0", "3", "3[]", "31{}", "4{\"message\":\"x\"}", "51[\"a\"]", "511-[\"a\"]",
            "1{}",
            "2[\"a\"]trailing",
        ])
    func violations(frame: String) throws {
        var session = try connected()
        #expect(try text(session.receive(message(frame))) == "close")
        #expect(try text(session.receive(message("2[\"a\"]"))) == "wait")
    }

    @Test("binary that no packet announced, and text while attachments are due, close the connection")
    func attachmentsOutOfPlace() throws {
        var unannounced = try connected()
        #expect(text(unannounced.receive(EngineIOPacket(binary: [1]))) == "close")
        var interrupted = try connected()
        let event = "51-[\"a\",{\"_placeholder\":true,\"num\":0}]"
        #expect(try text(interrupted.receive(message(event))) == "wait")
        #expect(try text(interrupted.receive(message("2[\"b\"]"))) == "close")
    }

    @Test("an event with an attachment comes when the attachment has come")
    func binaryEvent() throws {
        var session = try connected()
        let event = "51-7[\"a\",{\"_placeholder\":true,\"num\":0}]"
        #expect(try text(session.receive(message(event))) == "wait")
        guard case .event(_, "a", let arguments, 7) = session.receive(EngineIOPacket(binary: [1, 2])) else {
            Issue.record("no event")
            return
        }
        #expect(arguments == [.binary([1, 2])])
    }

    @Test("DISCONNECT leaves the connection open for another CONNECT")
    func leave() throws {
        var session = try connected()
        #expect(try text(session.receive(message("1"))) == "leave /")
        #expect(try text(session.receive(message("0"))) == "connect / nil")
    }

    @Test("a refused client may try again, and connects elsewhere meanwhile")
    func refusal() throws {
        var session = session()
        _ = try session.receive(message("0/a,"))
        #expect(session.refuse("/a") == true)
        #expect(try text(session.receive(message("0/a,"))) == "connect /a nil")
        #expect(try text(session.receive(message("0/b,"))) == "connect /b nil")
        #expect(session.accept("/a") == true)
        #expect(session.accept("/b") == true)
    }

    @Test("nothing is accepted after the connection closed, or twice")
    func lateDecision() throws {
        var session = session()
        _ = try session.receive(message("0"))
        session.close()
        #expect(session.accept("/") == false)
        #expect(session.refuse("/") == false)
        var other = try connected()
        #expect(other.accept("/") == false)
    }

    @Test("events before the CONNECT was accepted close the connection")
    func eventTooEarly() throws {
        var session = session()
        _ = try session.receive(message("0"))
        #expect(try text(session.receive(message("2[\"a\"]"))) == "close")
    }

    @Test("a connection without a namespace is overdue at the timeout; a refusal does not count")
    func connectTimeout() throws {
        var session = session()
        _ = try session.receive(message("0/x,"))
        _ = session.refuse("/x")
        #expect(!session.isOverdue(at: 144))
        #expect(session.isOverdue(at: 145))
        #expect(try !connected().isOverdue(at: 1000))
    }
}
