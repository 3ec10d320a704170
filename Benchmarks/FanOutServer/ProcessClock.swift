import Foundation

/// Clocks and memory of this process.
enum ProcessClock {
    /// CPU time of all threads, nanoseconds.
    static var cpu: UInt64 { read(CLOCK_PROCESS_CPUTIME_ID) }
    /// CLOCK_MONOTONIC, nanoseconds.
    static var monotonic: UInt64 { read(CLOCK_MONOTONIC) }
    /// CLOCK_REALTIME, nanoseconds since 1970.
    static var wall: Int64 { Int64(read(CLOCK_REALTIME)) }

    /// Resident memory in bytes, 0 without /proc.
    static var residentBytes: Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { return 0 }
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }

    /// Sleeps until CLOCK_MONOTONIC shows this.
    static func sleep(until deadline: UInt64) {
        var time = timespec(
            tv_sec: Int(deadline / 1_000_000_000), tv_nsec: Int(deadline % 1_000_000_000))
        while clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil) == EINTR {}
    }

    private static func read(_ clock: clockid_t) -> UInt64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
