import SocketIO
import Testing

@Suite("Polling of an Engine.IO session")
struct EngineSessionPollingTests {
    @Test("what was queued answers the next GET, in order")
    func queuedMessages() {
        var session = EngineSessionHarness()
        #expect(session.send("a") + session.send("b") + session.flush() == [])
        #expect(session.poll() == ["poll a|b"])
        #expect(session.poll() == [])
        #expect(session.send("c") == [])
        #expect(session.flush() == ["poll c"])
    }

    @Test("one answer holds at most 16 packets, the rest waits, and attachments stay with their text")
    func packetLimit() {
        var session = EngineSessionHarness()
        for index in 0..<15 { _ = session.send("\(index)") }
        _ = session.send("binary", packets: 3)
        _ = session.send("last")
        #expect(session.poll() == ["poll " + (0..<15).map(String.init).joined(separator: "|")])
        #expect(session.poll() == ["poll binary|last"])
    }

    @Test("a message of more packets than an answer should hold goes alone")
    func oversizedMessage() {
        var session = EngineSessionHarness()
        _ = session.send("big", packets: 17)
        _ = session.send("next")
        #expect(session.poll() == ["poll big"])
        #expect(session.poll() == ["poll next"])
    }

    @Test("a second GET at once is refused and ends the session; the first gets 1")
    func overlappingPolls() {
        var session = EngineSessionHarness()
        _ = session.poll()
        #expect(session.poll() == ["refuse poll", "poll 1", "ended transportError", "forget"])
    }

    @Test("a second POST at once is refused and ends the session")
    func overlappingPosts() {
        var session = EngineSessionHarness()
        let first = session.session.postBegan()
        #expect(first.accepted && first.actions.isEmpty)
        let second = session.session.postBegan()
        #expect(!second.accepted)
        #expect(EngineSessionHarness.texts(second.actions) == ["ended transportError", "forget"])
    }

    @Test("POSTs one after the other are fine")
    func sequentialPosts() {
        var session = EngineSessionHarness()
        for _ in 0..<3 {
            let began = session.session.postBegan()
            #expect(began.accepted)
            session.session.postEnded()
        }
        #expect(session.session.isOpen)
    }

    @Test("a GET whose connection breaks ends the session")
    func abortedPoll() {
        var session = EngineSessionHarness()
        _ = session.poll()
        #expect(
            EngineSessionHarness.texts(session.session.pollAborted()) == ["ended transportClosed", "forget"])
    }

    @Test("a client that never polls is dropped once more waits for it than allowed")
    func slowReader() {
        var session = EngineSessionHarness(maximumQueuedBytes: 100)
        #expect(session.send("a", bytes: 60) == [])
        #expect(session.send("b", bytes: 40) == [])
        #expect(session.send("c", bytes: 1) == ["ended slowReader", "forget"])
        #expect(session.send("d") == [])
    }

    @Test("what was taken by a poll no longer counts against the limit")
    func limitCountsWaitingBytesOnly() {
        var session = EngineSessionHarness(maximumQueuedBytes: 100)
        for _ in 0..<10 {
            #expect(session.send("a", bytes: 100) == [])
            #expect(session.poll() == ["poll a"])
        }
    }

    @Test("POST and GET of an upgraded session are not its own any more")
    func upgradedSession() {
        let session = EngineSessionHarness(onWebSocket: true)
        #expect(!session.session.acceptsPolling)
    }
}
