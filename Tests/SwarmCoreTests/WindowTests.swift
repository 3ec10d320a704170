import Testing

@testable import SwarmCore

@Suite("Batch windows")
struct WindowTests {
    @Test(
        "a window opens with the first event and is sent after its interval",
        arguments: [
            (.agentUpdate, 100), (.taskUpdate, 100), (.metricUpdate, 500), (.logUpdate, 200),
        ] as [(EventType, Double)])
    func interval(type: EventType, milliseconds: Double) throws {
        let probe = Probe()
        let name = try #require(type.batchName)
        // The first failure makes an event of every batched kind at the same instant.
        try probe.submit(milliseconds: 1_000, failTimes: 1)
        probe.advance(milliseconds: 1_000)
        let before = try probe.sent(name).count
        probe.advance(milliseconds: milliseconds - 0.001)
        #expect(try probe.sent(name).count == before)
        probe.advance(milliseconds: 0.001)
        let sent = try probe.sent(name)
        #expect(sent.count == before + 1)
        let batch = try #require(sent.last)
        #expect(batch["type"].text == type.rawValue)
        #expect(batch["count"].number == Double(batch["batch"].items.count))
        #expect(batch["timestamp"].text == Timestamp.string(probe.now), "the envelope bears the flush")
        #expect(batch["seq"].value == nil, "items have a seq, the envelope has none")
        #expect(batch["batch"].items.allSatisfy { $0["seq"].number != nil })
    }

    @Test("the 50th event sends the window at once, and the 51st opens the next")
    func fiftieth() throws {
        let probe = Probe()
        for number in 1...51 {
            probe.swarm.noteLogLine(
                SwarmLogLine(level: .warning, source: "test", message: "\(number)"), now: probe.now)
            #expect(try probe.sent("log_update_batch").count == (number >= 50 ? 1 : 0))
        }
        let batch = try #require(try probe.sent("log_update_batch").first)
        #expect(batch["count"].number == 50)
        #expect(batch["batch"].items.map { $0["message"].text } == (1...50).map { "\($0)" })
        probe.advance(milliseconds: 199.999)
        #expect(try probe.sent("log_update_batch").count == 1)
        probe.advance(milliseconds: 0.001)
        #expect(try probe.sent("log_update_batch").last?["batch"].items.map { $0["message"].text } == ["51"])
    }

    @Test("a timer left over from a window sent early does not cut the next one short")
    func staleTimer() throws {
        let probe = Probe()
        func note(_ count: Int) {
            for _ in 0..<count {
                probe.swarm.noteLogLine(
                    SwarmLogLine(level: .error, source: "test", message: "x"), now: probe.now)
            }
        }
        note(49)
        // No look at the deadlines in between, so that the timer of the first opening is still there.
        probe.now += 150_000_000
        note(2)
        #expect(try probe.sent("log_update_batch").count == 1)
        probe.advance(milliseconds: 199.999)
        #expect(try probe.sent("log_update_batch").count == 1)
        probe.advance(milliseconds: 0.001)
        #expect(try probe.sent("log_update_batch").count == 2)
    }

    @Test("a window of 0 sends each event at once, as a batch of one")
    func zero() throws {
        let probe = Probe { try? $0.windows.set(.taskUpdate, nanoseconds: 0) }
        try probe.submit()
        let sent = try probe.sent("task_update_batch")
        #expect(sent.map { $0["count"].number } == [1, 1])
        #expect(try probe.sent("agent_update_batch").isEmpty)
    }

    @Test("only batched kinds take a window")
    func neverBatched() {
        var windows = BatchWindows()
        #expect(throws: SwarmRefusal.self) { try windows.set(.taskCompleted, nanoseconds: 1) }
        #expect(throws: SwarmRefusal.self) { try windows.set(.taskUpdate, nanoseconds: -1) }
    }

    @Test("lines below warning are no events")
    func levels() throws {
        let probe = Probe()
        for level in SwarmLogLine.Level.allCases {
            probe.swarm.noteLogLine(SwarmLogLine(level: level, source: "test", message: "m"), now: probe.now)
        }
        #expect(try probe.story() == ["log_update warning", "log_update error", "log_update critical"])
    }

    @Test("an event for another room sends the window, so that no connection sees seq fall")
    func rooms() throws {
        let probe = Probe()
        try probe.submit("web_research")
        try probe.submit("code_review", room: "side")
        try probe.submit("error_detection")
        probe.advance(milliseconds: 200)
        let batches = probe.emissions.filter { $0.event == "task_update_batch" }
        #expect(batches.map(\.room) == ["dashboard", "side", "dashboard"])
        #expect(batches.map(\.firstSequence) == [6, 9, 12])
        #expect(
            probe.emissions.filter { $0.room == "side" }.map(\.event) == [
                "task_update_batch", "task_completed",
            ])
        #expect(try probe.entries().filter { $0.room == "side" }.count == 3)
    }

    @Test("stop with nothing left inside")
    func flushAtTheEnd() throws {
        let probe = Probe()
        try probe.submit()
        probe.swarm.flushWindows(now: probe.now)
        #expect(try probe.sent("task_update_batch").count == 1)
        #expect(try probe.sent("agent_update_batch").count == 1)
    }
}
