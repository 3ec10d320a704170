/// Beyond these the generator, not the target, may have made the figures.
enum GeneratorLimits {
    /// Share of a loop thread's CPU. Above it the loop has no idle time left to catch up with a burst,
    /// and queues of its own begin.
    static let cpuShare: Double = 0.9
    /// Lag p99 may always reach this, nanoseconds: a read turn over a burst of 500 messages at 10 us
    /// each takes 5 ms, with a scheduler's slice on top. Kernel stamps keep it out of the latencies.
    static let lag: Double = 10_000_000
    /// Lateness p99 of scheduled actions, nanoseconds: 1 % of the one-second interval that polls
    /// stand for.
    static let actionLateness: Double = 10_000_000
    /// Share of scheduled actions that were skipped: beyond it the load is not the one intended.
    static let missedShare: Double = 0.01
    /// Share of reads without a usable kernel stamp, whose latency holds the generator's own lag.
    static let unusableStampShare: Double = 0.001
    /// Share of a client's reads under a shared stamp from which it is mentioned.
    static let sharedReadShare: Double = 0.1
}
