/// Beyond these the generator, not the target, may have made the figures.
enum GeneratorLimits {
    /// Share of a loop thread's CPU. Above it the loop has no idle time left to catch up with a burst,
    /// and queues of its own begin.
    static let cpuShare: Double = 0.9
    /// Lag p99 may always reach this, nanoseconds: a read turn over a burst of 500 messages at 10 us
    /// each takes 5 ms, with a scheduler's slice on top. Kernel stamps keep it out of the latencies.
    static let lag: Double = 10_000_000
    /// Lateness p99 of scheduled actions, nanoseconds: 1 % of the one-second interval that polls
    /// stand for. A trial has few submissions, so a single late one can be the p99: the mean must
    /// have moved too.
    static let actionLateness: Double = 10_000_000
    /// Mean lateness of scheduled actions, nanoseconds: by so much response times and submit to seen
    /// are too high, 2 % of the 50 ms that push takes.
    static let meanActionLateness: Double = 1_000_000
    /// Share of scheduled actions that were skipped: beyond it the load is not the one intended.
    static let missedShare: Double = 0.01
    /// Share of reads without a usable kernel stamp, whose latency holds the generator's own lag: fewer
    /// cannot move a p99.
    static let unusableStampShare: Double = 0.01
    /// Share of receipts under a shared stamp from which it is mentioned.
    static let sharedReadShare: Double = 0.1
}
