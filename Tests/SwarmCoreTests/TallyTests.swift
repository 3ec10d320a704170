import Testing

@testable import SwarmCore

@Suite("Figures for those who watch the server")
struct TallyTests {
    @Test("count what occurred, what was sent and what there is")
    func tally() throws {
        let probe = Probe()
        try probe.submit()
        try probe.submit("web_research", failTimes: 3)
        try probe.submit(milliseconds: 100_000)
        probe.advance(milliseconds: 10_000)
        let tally = probe.swarm.tally
        let entries = try probe.entries(after: 0)
        for type in EventType.allCases {
            #expect(tally.events[type] == UInt64(entries.count { $0.type == type }), "\(type)")
        }
        #expect(tally.messages[.taskCompleted] == 1)
        #expect(tally.messages[.logUpdate] == UInt64(probe.emissions.count { $0.type == .logUpdate }))
        #expect(tally.agents == [.idle: 4, .processing: 1])
        #expect(tally.tasksAccepted == 3)
        #expect(tally.tasksCompleted == 1)
        #expect(tally.tasksFailed == 1)
        #expect(tally.tasksActive == 1)
        #expect(tally.tasksQueued == 0)
        #expect(tally.logEntries == entries.count)
    }

    @Test("every kind of event has a place of its own")
    func places() {
        #expect(EventType.allCases.map(\.index) == Array(EventType.allCases.indices))
    }

    @Test("the swarm's own lines go to the log that people read, too")
    func lines() throws {
        let probe = Probe()
        var lines: [SwarmLogLine] = []
        probe.swarm.logSink = { lines.append($0) }
        try probe.submit(failTimes: 1)
        probe.advance(milliseconds: 40)
        probe.swarm.noteLogLine(SwarmLogLine(level: .error, source: "else", message: ""), now: probe.now)
        #expect(lines.map(\.level) == [.warning])
    }
}
