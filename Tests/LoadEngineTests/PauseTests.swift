import Testing

@testable import LoadEngine

@Suite("How a loop waits")
struct PauseTests {
    private static let now: Int64 = 7_000_000_000
    private static let millisecond: Int64 = 1_000_000

    @Test("A deadline is met by a timer, by the wait's own limit when it is near, by looking at its end")
    func deadlines() {
        let now = Self.now
        let far = now + 2 * Self.millisecond + 1
        #expect(Pause(until: far, now: now) == .timed(far))
        #expect(Pause(until: now + 2 * Self.millisecond, now: now) == .briefly(2 * Self.millisecond))
        #expect(Pause(until: now + 5_001, now: now) == .briefly(5_001))
        #expect(Pause(until: now + 5_000, now: now) == .none)
        #expect(Pause(until: now - 1, now: now) == .none)
        #expect(Pause(until: .max, now: now) == .timed(.max))
    }

    @Test("What may be late is waited for in whole milliseconds, and never ended early")
    func rough() {
        let now = Self.now
        #expect(Pause(until: .max, about: now + 25 * Self.millisecond, now: now) == .roughly(25))
        #expect(Pause(until: .max, about: now + 25 * Self.millisecond - 1, now: now) == .roughly(25))
        #expect(Pause(until: .max, about: now + 1, now: now) == .roughly(1))
        #expect(Pause(until: .max, about: now, now: now) == .roughly(0))
        #expect(Pause(until: .max, about: now - Self.millisecond, now: now) == .roughly(0))
    }

    @Test(
        "A deadline is not missed for what may be late",
        arguments: [-Self.millisecond, 0, Self.millisecond, 2 * Self.millisecond])
    func precedence(after: Int64) {
        let now = Self.now
        let rough = now + 10 * Self.millisecond
        #expect(Pause(until: rough + after, about: rough, now: now) == .timed(rough + after))
        #expect(Pause(until: rough + 3 * Self.millisecond, about: rough, now: now) == .roughly(10))
    }
}
