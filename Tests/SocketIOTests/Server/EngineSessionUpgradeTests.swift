import SocketIO
import Testing

@Suite("Upgrade of an Engine.IO session")
struct EngineSessionUpgradeTests {
    /// A polling session with a WebSocket that has got its `3probe`.
    private func probed() -> EngineSessionHarness {
        var session = EngineSessionHarness()
        #expect(session.session.probeOpened(now: session.now) == true)
        #expect(session.probe("2probe") == ["probe 3probe"])
        return session
    }

    @Test("everything queued goes out on the WebSocket before anything newer")
    func queueGoesFirst() {
        var session = probed()
        _ = session.send("a")
        _ = session.send("b")
        #expect(session.probe("5") == ["adopt probe", "write a|b"])
        #expect(session.send("c") == ["write c"])
        #expect(session.session.isOnWebSocket)
    }

    @Test("a waiting GET gets a noop every 100 ms until the upgrade")
    func noops() {
        var session = probed()
        _ = session.poll()
        #expect(session.advance(to: 99) == [])
        #expect(session.advance(to: 100) == ["poll 6"])
        #expect(session.advance(to: 150) == [])
        _ = session.poll()
        #expect(session.advance(to: 199) == [])
        #expect(session.advance(to: 200) == ["poll 6"])
        #expect(session.probe("5") == ["adopt probe"])
        #expect(session.advance(to: 299) == [])
    }

    @Test("a GET that still waits when the upgrade completes is released")
    func waitingPoll() {
        var session = probed()
        _ = session.poll()
        #expect(session.probe("5") == ["poll 6", "adopt probe"])
    }

    @Test("a message during the probe goes to the waiting GET")
    func messageDuringProbe() {
        var session = probed()
        _ = session.poll()
        _ = session.send("a")
        #expect(session.flush() == ["poll a"])
        #expect(session.probe("5") == ["adopt probe"])
    }

    @Test(
        "anything else on the probing WebSocket closes that one only",
        arguments: ["4hello", "2", "3", "x", ""])
    func badProbe(frame: String) {
        for isProbed in [false, true] {
            var session = EngineSessionHarness()
            _ = session.session.probeOpened(now: session.now)
            if isProbed { _ = session.probe("2probe") }
            #expect(session.probe(frame) == ["close probe"])
            #expect(session.session.isOpen && !session.session.isOnWebSocket)
            #expect(session.session.probeOpened(now: session.now) == true)
        }
    }

    @Test("5 before 2probe is no upgrade")
    func upgradeWithoutProbe() {
        var session = EngineSessionHarness()
        _ = session.session.probeOpened(now: session.now)
        #expect(session.probe("5") == ["close probe"])
        #expect(!session.session.isOnWebSocket)
    }

    @Test("a second WebSocket cannot probe, during a probe or after the upgrade")
    func secondWebSocket() {
        var session = probed()
        #expect(session.session.probeOpened(now: session.now) == false)
        _ = session.probe("5")
        #expect(session.session.probeOpened(now: session.now) == false)
        #expect(session.session.isOpen)
    }

    @Test("a probe that never completes is closed after 10 s and polling goes on")
    func probeTimeout() throws {
        var session = probed()
        var texts: [String] = []
        for time in stride(from: UInt64(100), through: 10_100, by: 100) {
            texts += session.advance(to: time)
            if try session.receive("3") != [] { break }
            if !session.session.isOpen { break }
            if texts.contains("close probe") { break }
        }
        #expect(texts.contains("close probe"))
        #expect(session.now == 1_010_000_000_000)
        #expect(session.session.isOpen)
    }

    @Test("a ping that waited for a poll goes out on the WebSocket")
    func queuedPing() {
        var session = probed()
        #expect(session.advance(to: 300) == [])
        #expect(session.probe("5") == ["adopt probe", "write 2"])
    }

    @Test("the heartbeat goes on across the upgrade")
    func heartbeat() throws {
        var session = probed()
        _ = session.probe("5")
        #expect(session.advance(to: 300) == ["write 2"])
        #expect(try session.receive("3") == [])
        #expect(session.advance(to: 600) == ["write 2"])
    }
}
