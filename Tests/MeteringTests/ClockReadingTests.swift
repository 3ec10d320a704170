import Metering
import Testing

@Suite struct ClockReadingTests {
    @Test("a clock that was set forward or back between two readings is noticed")
    func stepped() {
        let first = ClockReading(realtime: 1_000_000_000_000, monotonic: 500)
        #expect(!ClockReading(realtime: 1_000_000_000_000 + 700, monotonic: 1_200).stepped(since: first))
        #expect(ClockReading(realtime: 1_000_000_000_000 + 1_000_700, monotonic: 1_200).stepped(since: first))
        #expect(ClockReading(realtime: 999_000_000_000, monotonic: 1_200).stepped(since: first))
        #expect(ClockReading(realtime: 1_000_000_000_000 + 950, monotonic: 1_200).drift(since: first) == 250)
    }

    @Test("readings move forward on the monotonic clock")
    func live() {
        let first = ClockReading.now()
        let second = ClockReading.now()
        #expect(second.monotonic >= first.monotonic)
        #expect(second.monotonic > 0 && second.realtime > 0)
    }
}
