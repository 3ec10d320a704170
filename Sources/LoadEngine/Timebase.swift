import CShims

/// Ties the clock the engine schedules by (CLOCK_MONOTONIC) to the one it reports in
/// (CLOCK_REALTIME), once for a whole run: a step of the wall clock never moves a schedule.
struct Timebase: Sendable, Equatable {
    /// Realtime minus monotonic, nanoseconds.
    let offset: Int64

    init(offset: Int64) { self.offset = offset }

    /// Takes the closest of several pairs of readings.
    static func now() -> Timebase {
        var best = (width: Int64.max, offset: Int64(0))
        for _ in 0..<8 {
            let before = shim_clock_monotonic()
            let realtime = shim_clock_realtime()
            let after = shim_clock_monotonic()
            if after - before < best.width {
                best = (after - before, realtime - before - (after - before) / 2)
            }
        }
        return Timebase(offset: best.offset)
    }

    func realtime(_ monotonic: Int64) -> Int64 { monotonic + offset }
}
