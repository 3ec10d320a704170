import Testing

@testable import LoadEngine

@Suite("A push client's session")
struct PushSessionTests {
    private static let open =
        #"0{"sid":"a","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}"#

    private func receive(_ session: inout PushSession, _ text: String, now: Int64 = 0) -> PushSession.Step {
        Array(text.utf8).withUnsafeBytes { session.receive($0, now: now) }
    }

    @Test(
        "Joins on the CONNECT answer and connection_established, in either order", arguments: [true, false])
    func joins(connectFirst: Bool) {
        var session = PushSession()
        #expect(receive(&session, Self.open) == .send(Array("40".utf8)))
        if connectFirst {
            #expect(receive(&session, #"40{"sid":"b"}"#) == .nothing)
            #expect(session.state == .joining)
            let isJoined = session.establish()
            #expect(isJoined)
        } else {
            #expect(receive(&session, #"42["connection_established",{}]"#) == .event(jsonStart: 2))
            let isJoined = session.establish()
            #expect(!isJoined)
            #expect(receive(&session, #"40{"sid":"b"}"#) == .nothing)
        }
        #expect(session.state == .joined)
    }

    @Test("Dead after pingInterval plus pingTimeout without a ping")
    func heartbeat() {
        var session = PushSession()
        #expect(session.deadline == .max)
        _ = receive(&session, Self.open, now: 1000)
        #expect(session.deadline == 1000 + 45_000_000_000)
        #expect(receive(&session, "2", now: 5000) == .pong)
        #expect(session.deadline == 5000 + 45_000_000_000)
    }

    @Test(
        "Events may carry a namespace and an acknowledgement number",
        arguments: [
            ("/", #"42["x"]"#, 2), ("/", #"4217["x"]"#, 4), ("/a", #"42/a,["x"]"#, 5),
            ("/a", #"42/a,3["x"]"#, 6), ("/a", "42/a", 4), ("/", "42", 2),
        ])
    func events(namespace: String, text: String, start: Int) {
        var session = PushSession(
            SessionJoining(namespace: namespace, authentication: nil, awaitsGreeting: true))
        _ = receive(&session, Self.open)
        #expect(receive(&session, text) == .event(jsonStart: start))
    }

    @Test(
        "What ends or breaks a session",
        arguments: [
            ("1", .ended), ("41", .ended), ("7", .failed("protocol")), ("4", .failed("protocol")),
            ("49", .failed("protocol")), ("", .failed("protocol")), (open, .failed("protocol")),
            (#"44{"message":"no"}"#, .failed(#"connect error {"message":"no"}"#)), ("6", .nothing),
            ("3", .nothing),
        ] as [(String, PushSession.Step)])
    func endings(text: String, expected: PushSession.Step) {
        var session = PushSession()
        _ = receive(&session, Self.open)
        #expect(receive(&session, text) == expected)
    }

    @Test(
        "Before the open packet nothing else is taken",
        arguments: [
            "2", "40", "42[]", "0", "0{}", #"0{"sid":"a","pingInterval":0,"pingTimeout":1}"#,
            #"0{"sid":"a","pingInterval":99999999999999999999,"pingTimeout":1}"#,
            #"0{"pingInterval":25000,"pingTimeout":20000}"#,
        ])
    func opening(text: String) {
        var session = PushSession()
        #expect(receive(&session, text) == .failed("protocol"))
    }
}
