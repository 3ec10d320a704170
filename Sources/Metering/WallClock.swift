import Glibc

/// The two clocks every instant here comes from.
package enum WallClock {
    /// CLOCK_REALTIME, nanoseconds: the clock of the kernel's receive stamps and of the server's
    /// timestamps. It can be stepped; see ``ClockReading``.
    package static func realtime() -> Int64 { read(CLOCK_REALTIME) }

    /// CLOCK_MONOTONIC, nanoseconds: never stepped, slewed by NTP like the other.
    package static func monotonic() -> Int64 { read(CLOCK_MONOTONIC) }

    private static func read(_ clock: clockid_t) -> Int64 {
        var now = timespec()
        // Fails only for clocks that do not exist; these two always do.
        clock_gettime(clock, &now)
        return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    }
}
