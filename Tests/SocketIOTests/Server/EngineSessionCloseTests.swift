import SocketIO
import Testing

@Suite("End of an Engine.IO session")
struct EngineSessionCloseTests {
    @Test("a client's close releases the waiting GET with a noop")
    func clientClose() throws {
        var session = EngineSessionHarness()
        _ = session.poll()
        #expect(try session.receive("1") == ["poll 6", "ended transportClosed", "forget"])
    }

    @Test("the server's close answers the waiting GET with 1")
    func serverCloseWithPoll() {
        var session = EngineSessionHarness()
        _ = session.poll()
        #expect(session.close() == ["poll 1", "ended closedByServer", "forget"])
    }

    @Test("without a waiting GET, the next one gets what was queued and 1")
    func serverCloseWithoutPoll() {
        var session = EngineSessionHarness()
        _ = session.send("a")
        #expect(session.close() == ["ended closedByServer"])
        #expect(session.send("b") == [])
        #expect(session.poll() == ["poll a|1", "forget"])
        #expect(session.poll() == ["refuse poll"])
    }

    @Test("a closed session that nobody polls is forgotten in the end")
    func unpolledClose() {
        var session = EngineSessionHarness()
        _ = session.close()
        #expect(session.advance(to: 29_999) == [])
        #expect(session.advance(to: 30_000) == ["forget"])
        #expect(session.session.deadline == nil)
    }

    @Test("on a WebSocket the server's close may be preceded by 1", arguments: [true, false])
    func webSocketClose(saysClose: Bool) {
        var session = EngineSessionHarness(onWebSocket: true)
        let expected = ["close WebSocket", "ended closedByServer", "forget"]
        #expect(session.close(saysClose: saysClose) == (saysClose ? ["write 1"] : []) + expected)
        #expect(session.close() == [])
    }

    @Test("closing takes a probing WebSocket along")
    func closeDuringProbe() {
        var session = EngineSessionHarness()
        _ = session.session.probeOpened(now: session.now)
        #expect(session.close() == ["close probe", "ended closedByServer"])
    }

    @Test("a lost WebSocket ends the session once", arguments: [true, false])
    func lostWebSocket(isError: Bool) {
        var session = EngineSessionHarness(onWebSocket: true)
        #expect(
            EngineSessionHarness.texts(session.session.webSocketClosed(error: isError)) == [
                "close WebSocket", isError ? "ended transportError" : "ended transportClosed", "forget",
            ])
        #expect(EngineSessionHarness.texts(session.session.webSocketClosed(error: isError)) == [])
    }

    @Test("what is no packet ends the session", arguments: [true, false])
    func invalidPacket(onWebSocket: Bool) {
        var session = EngineSessionHarness(onWebSocket: onWebSocket)
        let texts = EngineSessionHarness.texts(session.session.receiveInvalid())
        #expect(texts == (onWebSocket ? ["close WebSocket"] : []) + ["ended protocolError", "forget"])
    }
}
