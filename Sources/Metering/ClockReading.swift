/// Both clocks at one moment. Two readings tell whether the wall clock was stepped between them,
/// which would shift every latency taken across the step.
package struct ClockReading: Sendable, Equatable {
    package var realtime: Int64
    package var monotonic: Int64

    package init(realtime: Int64, monotonic: Int64) {
        self.realtime = realtime
        self.monotonic = monotonic
    }

    /// Reads the wall clock between two readings of the other, several times, and keeps the tightest:
    /// a preempted attempt would look like a step.
    package static func now() -> ClockReading {
        var best = ClockReading(realtime: 0, monotonic: 0)
        var bestGap: Int64 = .max
        for _ in 0..<5 {
            let before: Int64 = WallClock.monotonic()
            let wall: Int64 = WallClock.realtime()
            let after: Int64 = WallClock.monotonic()
            if after - before < bestGap {
                bestGap = after - before
                best = ClockReading(realtime: wall, monotonic: before + (after - before) / 2)
            }
        }
        return best
    }

    /// Nanoseconds the wall clock gained on the monotonic clock since `earlier`: 0 but for reading
    /// error (about 100 ns), unless the clock was set. Slewing moves both clocks alike.
    package func drift(since earlier: ClockReading) -> Int64 {
        (realtime - earlier.realtime) - (monotonic - earlier.monotonic)
    }

    /// Whether the wall clock was set between the readings, by more than reading error explains.
    package func stepped(since earlier: ClockReading) -> Bool {
        abs(drift(since: earlier)) > Self.largestReadingError
    }

    /// Nanoseconds. A tenth of the 1 ms that latencies are told apart by.
    package static let largestReadingError: Int64 = 100_000
}
