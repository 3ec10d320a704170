import Testing

@testable import SwarmCore

@Suite("The task queue")
struct QueueTests {
    private func orderOfStart(_ probe: Probe) throws -> [String] {
        try probe.story().filter { $0.contains("assigned") }.map { String($0.split(separator: " ")[1]) }
    }

    @Test("serves equal priorities first come, first served, and better priorities first")
    func order() throws {
        let probe = Probe()
        try probe.submit()
        for priority in [5, 5, 9, 1, 5, 1] { try probe.submit(priority: priority) }
        probe.advance(milliseconds: 1_000)
        #expect(
            try orderOfStart(probe)
                == ["task-1", "task-5", "task-7", "task-2", "task-3", "task-6", "task-4"])
    }

    @Test("does not hold up a task for one that nobody is free for")
    func noHeadOfLineBlocking() throws {
        let probe = Probe()
        try probe.submit("code_review", milliseconds: 1_000)
        try probe.submit("code_review", priority: 1)
        try probe.submit("web_research", priority: 9)
        #expect(try orderOfStart(probe) == ["task-1", "task-3"])
    }

    @Test("tells its length once a second at most, and always how it ended up")
    func queueUpdates() throws {
        let probe = Probe()
        for _ in 0..<100 { try probe.submit(milliseconds: 40) }
        probe.advance(milliseconds: 60_000)
        let updates = try probe.entries().filter { $0.type == .taskQueueUpdate }
        for (earlier, later) in zip(updates, updates.dropFirst()) {
            #expect(later.timestamp - earlier.timestamp >= 1_000_000_000)
        }
        // 100 tasks of 40 ms, one after the other, end the queue after 3.96 s: at 0, 1, 2, 3 and 4 s.
        #expect(updates.count == 5)
        #expect(try JSON(try #require(updates.last).data)["stats"]["queued"].number == 0)
        #expect(try JSON(try #require(updates.first).data)["stats"]["queued"].number == 1)
    }

    @Test("raises one alert when it grows over its limit, and the next only after it has halved")
    func alert() throws {
        let probe = Probe { $0.queueAlertLimit = 10 }
        func alerts() throws -> Int { try probe.sent("system_alert").count }
        for _ in 0..<11 { try probe.submit(milliseconds: 100) }
        #expect(try alerts() == 0, "one is being worked on, ten wait")
        for _ in 0..<9 { try probe.submit(milliseconds: 100) }
        #expect(try alerts() == 1)
        probe.advance(milliseconds: 1_000)
        for _ in 0..<5 { try probe.submit(milliseconds: 100) }
        #expect(try alerts() == 1)
        probe.advance(milliseconds: 1_000)
        for _ in 0..<10 { try probe.submit(milliseconds: 100) }
        #expect(try alerts() == 2)
    }

    @Test("refuses tasks beyond its limit and changes nothing then")
    func full() throws {
        let probe = Probe { $0.queueLimit = 3 }
        for _ in 0..<4 { try probe.submit() }
        let before = probe.swarm.log.lastSequence
        #expect(throws: SwarmRefusal.queueFull(limit: 3)) { try probe.submit() }
        #expect(probe.swarm.log.lastSequence == before)
    }

    @Test(
        "ranks priorities up to 3 high, up to 6 medium, then low",
        arguments: [
            (1, .high), (3, .high), (4, .medium), (6, .medium), (7, .low), (10, .low),
        ] as [(Int, PriorityClass)])
    func classes(priority: Int, expected: PriorityClass) {
        #expect(PriorityClass(priority: priority) == expected)
    }

    @Test(
        "refuses what is outside its limits",
        arguments: [
            TaskSubmission(type: ""), TaskSubmission(type: "a\u{0}b"),
            TaskSubmission(type: String(repeating: "x", count: 65)), TaskSubmission(type: "a", priority: 0),
            TaskSubmission(type: "a", priority: 11),
            TaskSubmission(type: "a", description: String(repeating: "x", count: 8_193)),
            TaskSubmission(type: "a", dependencies: Array(repeating: "task-1", count: 101)),
            TaskSubmission(type: "a", metadata: Array(repeating: 0x20, count: 4_097)),
            TaskSubmission(type: "a", simulation: .init(durationNanoseconds: -1)),
            TaskSubmission(type: "a", simulation: .init(durationNanoseconds: 3_600_000_000_001)),
            TaskSubmission(type: "a", simulation: .init(failTimes: -1)), TaskSubmission(type: "a", room: ""),
        ])
    func limits(submission: TaskSubmission) {
        let probe = Probe()
        #expect(throws: SwarmRefusal.self) { try probe.swarm.submitTask(submission, now: probe.now) }
    }
}
