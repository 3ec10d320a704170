/// How a loop waits: as cheaply as the next instant allows.
enum Pause: Equatable {
    /// Looks once and goes on.
    case none
    /// Nanoseconds, by the wait's own limit.
    case briefly(Int64)
    /// Until the instant, by a timer.
    case timed(Int64)
    /// Milliseconds; ends up to one late.
    case roughly(Int32)

    /// Falling asleep with a timer of its own and waking by it costs more CPU than looking again and again for
    /// so many nanoseconds.
    static let tooShortToSleep: Int64 = 5_000
    /// The kernel lets a wait of epoll end late by a thousandth of it: here by 2 us at most.
    static let brief: Int64 = 2_000_000
    /// How late a rough wait ends, nanoseconds.
    static let roughness: Int64 = 1_000_000
    /// A deadline no further behind is waited for instead, nanoseconds.
    static let closeBehind: Int64 = 2 * roughness

    /// - Parameters:
    ///   - deadline: must be met.
    ///   - rough: may be missed by `roughness`, which saves a timer's two system calls, and looking again and
    ///     again at the end.
    init(until deadline: Int64, about rough: Int64 = .max, now: Int64) {
        if rough < deadline, deadline - rough > Self.closeBehind {
            let wait = max(0, rough - now)
            self = .roughly(Int32(clamping: (wait + Self.roughness - 1) / Self.roughness))
        } else if deadline - Self.tooShortToSleep <= now {
            self = .none
        } else if deadline - now <= Self.brief {
            self = .briefly(deadline - now)
        } else {
            self = .timed(deadline)
        }
    }
}
