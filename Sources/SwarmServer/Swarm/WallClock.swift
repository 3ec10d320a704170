import Glibc

/// The clock that everything the server sends is stamped with.
enum WallClock {
    /// CLOCK_REALTIME, nanoseconds since 1970: the clock of the kernel's receive stamps.
    static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
