import Testing

@testable import LoadEngine

@Suite("When a loop takes a nap to gather messages")
struct GatheringTests {
    private static let start: Int64 = 7_000_000_000
    private static let microsecond: Int64 = 1_000

    /// Whether it is due after two waits that ended so far apart, the second with `count` events.
    private func isDue(
        _ count: Int, after gap: Int64, clients: Int = 500, deadline: Int64 = .max
    ) -> Bool {
        var gathering = Gathering(clients: clients)
        gathering.note(1, at: Self.start)
        gathering.note(count, at: Self.start + gap)
        return gathering.isDue(before: deadline, now: Self.start + gap)
    }

    @Test("In a broadcast that wakes it for a few messages at a time", arguments: [3, 12, 63])
    func broadcast(count: Int) {
        #expect(isDue(count, after: 20 * Self.microsecond))
        // The turn after a nap, too.
        #expect(isDue(count, after: Gathering.nap + 60 * Self.microsecond))
    }

    @Test("Not for single messages, not when it has enough to do, not after a silence, not for few clients")
    func otherwise() {
        for count in [0, 1, 2, 64, 512] { #expect(!isDue(count, after: 20 * Self.microsecond)) }
        #expect(!isDue(12, after: 2 * Gathering.nap))
        #expect(!isDue(12, after: 20 * Self.microsecond, clients: 99))
        #expect(isDue(12, after: 20 * Self.microsecond, clients: 100))
        #expect(!Gathering(clients: 500).isDue(before: .max, now: Self.start))
    }

    @Test("A wait that finds nothing ends it")
    func silence() {
        var gathering = Gathering(clients: 500)
        for step in 0..<3 { gathering.note(12, at: Self.start + Int64(step) * 50 * Self.microsecond) }
        #expect(gathering.isDue(before: .max, now: Self.start + 120 * Self.microsecond))
        gathering.note(0, at: Self.start + 150 * Self.microsecond)
        #expect(!gathering.isDue(before: .max, now: Self.start + 150 * Self.microsecond))
    }

    @Test("Not where a deadline would be missed")
    func deadline() {
        let end = Self.start + 20 * Self.microsecond
        #expect(!isDue(12, after: 20 * Self.microsecond, deadline: end + 2 * Gathering.nap))
        #expect(isDue(12, after: 20 * Self.microsecond, deadline: end + 2 * Gathering.nap + 1))
    }
}
