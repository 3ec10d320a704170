import Testing

@testable import SwarmCore

@Suite("The event log")
struct EventLogTests {
    private func log(capacity: Int, entries: Int, bytes: Int = 10, byteCapacity: Int = 1 << 20) -> EventLog {
        var log = EventLog(capacity: capacity, byteCapacity: byteCapacity)
        for sequence in 0..<entries {
            log.append(
                LogEntry(
                    sequence: UInt64(sequence) + 1, type: .taskUpdate, room: "r", timestamp: 0,
                    data: Array(repeating: 0, count: bytes)))
        }
        return log
    }

    @Test(
        "gives what came after a seq, or nil when some of that is gone or it never came that far",
        arguments: [
            // A log of 10 that has seen 25 keeps 16 to 25.
            (14, nil), (15, [16, 17, 18]), (16, [17, 18, 19]), (23, [24, 25]), (24, [25]), (25, []),
            (26, nil), (99, nil),
            (0, nil), (UInt64.max, nil),
        ] as [(UInt64, [UInt64]?)])
    func after(sequence: UInt64, expected: [UInt64]?) {
        let log = log(capacity: 10, entries: 25)
        #expect(log.firstSequence == 16)
        #expect(log.lastSequence == 25)
        #expect(log.entries(after: sequence, limit: 3)?.map(\.sequence) == expected)
    }

    @Test("is whole from the beginning until it is full")
    func fresh() {
        #expect(log(capacity: 10, entries: 0).entries(after: 0, limit: 5)?.count == 0)
        #expect(log(capacity: 10, entries: 0).firstSequence == 1)
        #expect(log(capacity: 10, entries: 10).entries(after: 0, limit: 100)?.count == 10)
        #expect(log(capacity: 10, entries: 11).entries(after: 0, limit: 100) == nil)
        #expect(log(capacity: 10, entries: 11).entries(after: 1, limit: 0)?.count == 0)
    }

    @Test("is bounded in bytes as well, but keeps the latest entry whatever its size")
    func bytes() {
        #expect(log(capacity: 100, entries: 50, bytes: 10, byteCapacity: 95).firstSequence == 42)
        #expect(log(capacity: 100, entries: 50, bytes: 10, byteCapacity: 5).firstSequence == 50)
    }

    @Test("holds what clients got, under its seq and room")
    func sameBytes() throws {
        let probe = Probe()
        try probe.submit()
        probe.advance(milliseconds: 40)
        let completed = try #require(probe.emissions.first { $0.event == "task_completed" })
        let entry = try #require(try probe.entries().first { $0.sequence == completed.firstSequence })
        #expect(entry.data == completed.payload)
        #expect(entry.room == "dashboard")
        #expect(try JSON(entry.data)["timestamp"].text == Timestamp.string(entry.timestamp))
    }

    @Test("holds no more memory than its entries need, though larger ones were written before them")
    func exactMemory() throws {
        let probe = Probe()
        try probe.swarm.setStatus(
            of: "agent-1", to: .offline, details: Array("\"\(String(repeating: "x", count: 1_000))\"".utf8),
            now: probe.now)
        for _ in 0..<10 { try probe.submit() }
        for entry in try probe.entries() {
            #expect(entry.data.capacity < entry.data.count + 64, "\(entry.type)")
        }
    }
}
