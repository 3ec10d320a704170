import SocketIO
import Testing

@Suite("Heartbeat of an Engine.IO session")
struct EngineSessionHeartbeatTests {
    @Test("the first ping comes one interval after the handshake, not before")
    func firstPing() {
        var session = EngineSessionHarness(onWebSocket: true)
        #expect(session.advance(to: 299) == [])
        #expect(session.advance(to: 300) == ["write 2"])
    }

    @Test("later pings come one interval after the pong, not after the ping")
    func laterPings() throws {
        var session = EngineSessionHarness(onWebSocket: true)
        #expect(session.advance(to: 350) == ["write 2"])
        #expect(try session.receive("3") == [])
        #expect(session.advance(to: 649) == [])
        #expect(session.advance(to: 650) == ["write 2"])
    }

    @Test("no pong within the timeout ends the session")
    func pingTimeout() {
        var session = EngineSessionHarness(onWebSocket: true)
        #expect(session.advance(to: 499) == ["write 2"])
        #expect(session.advance(to: 500) == ["close WebSocket", "ended pingTimeout", "forget"])
        #expect(session.session.deadline == nil)
    }

    @Test("a polling session that nobody polls ends as well")
    func unpolledSession() {
        var session = EngineSessionHarness()
        #expect(session.advance(to: 10_000) == ["ended pingTimeout", "forget"])
        #expect(session.now == 1_010_000_000_000)
        #expect(session.poll() == ["refuse poll"])
    }

    @Test("messages do not count as pongs")
    func messagesAreNoPongs() throws {
        var session = EngineSessionHarness(onWebSocket: true)
        _ = session.advance(to: 400)
        #expect(try session.receive("4hi") == ["deliver 4hi"])
        #expect(session.advance(to: 500).contains("ended pingTimeout"))
    }

    @Test("a waiting GET gets the ping at once")
    func pingByPolling() throws {
        var session = EngineSessionHarness()
        #expect(session.poll() == [])
        #expect(session.advance(to: 300) == ["poll 2"])
        #expect(try session.receive("3") == [])
        #expect(session.poll() == [])
        #expect(session.advance(to: 599) == [])
        #expect(session.advance(to: 600) == ["poll 2"])
    }

    @Test("a client that pings ends its session", arguments: ["2", "2probe"])
    func clientPing(frame: String) throws {
        var session = EngineSessionHarness(onWebSocket: true)
        #expect(try session.receive(frame) == ["close WebSocket", "ended protocolError", "forget"])
    }
}
