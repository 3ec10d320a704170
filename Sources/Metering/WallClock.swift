import Glibc

/// The clock that every instant here comes from.
package enum WallClock {
    /// CLOCK_REALTIME, nanoseconds: the clock of the kernel's receive stamps and of the server's
    /// timestamps. It can be stepped.
    package static func realtime() -> Int64 {
        var now = timespec()
        // Fails only for clocks that do not exist.
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    }
}
