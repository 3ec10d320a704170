/// When a loop that a broadcast wakes again and again, for a few messages at a time, had better look a little later.
///
/// Falling asleep and waking costs as much as receiving a message, and looking for events a good part of that. After a
/// nap one look finds many. Arrivals are the kernel's stamps: the nap is in the lag, and in no latency.
struct Gathering {
    /// How long it sleeps, nanoseconds: what many a server needs for a dozen sends.
    static let nap: Int64 = 100_000
    /// Fewer events at a time are no broadcast; with more at a time the loop has enough to do.
    private static let some = 3..<64
    /// With fewer clients the next broadcast may come to them within a nap: two messages would share a stamp.
    static let fewestClients = 100

    private let isWorthIt: Bool
    /// When events last came.
    private var latest: Int64 = 0
    private var isNear = false

    /// - Parameter clients: of the loop, that messages are pushed to.
    init(clients: Int) { isWorthIt = clients >= Self.fewestClients }

    /// Takes how many events a wait found, and when it ended.
    mutating func note(_ count: Int, at instant: Int64) {
        isNear = Self.some.contains(count) && instant - latest < 2 * Self.nap
        if count > 0 { latest = instant }
    }

    /// Whether to take a nap before the next wait, whose deadline must not be missed.
    func isDue(before deadline: Int64, now: Int64) -> Bool {
        isWorthIt && isNear && deadline - now > 2 * Self.nap
    }
}
