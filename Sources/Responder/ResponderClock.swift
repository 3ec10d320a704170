import Glibc

enum ResponderClock {
    static func realtime() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    }

    /// `YYYY-MM-DDTHH:MM:SS.ffffffZ`.
    static func text(_ instant: Int64) -> String {
        var seconds = time_t(instant / 1_000_000_000)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let date = [
            digits(Int(parts.tm_year) + 1900, 4), digits(Int(parts.tm_mon) + 1, 2),
            digits(Int(parts.tm_mday), 2),
        ].joined(separator: "-")
        let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { digits(Int($0), 2) }
        let micro = digits(Int(instant % 1_000_000_000 / 1000), 6)
        return "\(date)T\(time.joined(separator: ":")).\(micro)Z"
    }

    private static func digits(_ value: Int, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
