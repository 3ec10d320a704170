/// Beyond these the generator, not the target, may have made the figures.
///
/// Each is set against what the fault does to a reported figure, so that a healthy run on two CPUs
/// that server, generator and kernel share passes, and one whose figures moved does not.
enum GeneratorLimits {
    /// Share of a loop thread's CPU. Above it the loop has no idle time left to catch up with a burst,
    /// and queues of its own begin.
    static let cpuShare: Double = 0.9
    /// Share of the steady state for which a loop's thread was ready to run and its CPU ran something else.
    /// One in twenty of its turns then came late, which no figure of its own may be trusted to show: a
    /// loop that is never late because it was never there reports the same.
    static let waitShare: Double = 0.05
    /// Share of the steady state for which a loop may stand still once: longer, and every actor's late
    /// actions of that one stall are in a p99.
    static let stallShare: Double = 0.01
    /// A standstill that always passes, nanoseconds: many slices of other processes in a row.
    static let stall: Int64 = 100_000_000
    /// How long what waits unread in the clients' sockets would take to arrive again (Little's law: bytes
    /// waiting over bytes a second), nanoseconds. The read lag's limit, for what was never read too.
    static let unread: Double = 50_000_000
    /// Looks below which sockets are not judged.
    static let fewestLooks = 100
    /// Read lag p99, nanoseconds. Kernel stamps keep the lag out of every latency but the as-seen one,
    /// so the tens of milliseconds that other processes' time slices make of it falsify nothing. Beyond
    /// 50 ms, half of the shortest batch window, successive flushes begin to meet in one read, which
    /// has one stamp for all: then the lag is in the delivery figures after all.
    static let lag: Double = 50_000_000
    /// Share of the reported mean that the mean lateness of scheduled actions may reach. Lateness is in
    /// what counts from intended times: polling's update latency and submit to seen. Half of the 10 %
    /// at which a prediction's residual becomes a finding: 25 ms of polling at 1 s, 2.5 ms of a push
    /// submit to seen of 50 ms.
    static let meanLatenessShare: Double = 0.05
    /// Mean lateness that always passes, nanoseconds: a timer's slack and a turn of the loop.
    static let meanLateness: Double = 1_000_000
    /// Share of the reported p99 that the lateness p99 may reach, where a p99 is reported: late actions
    /// that are this late and this frequent move it.
    static let latenessP99Share: Double = 0.1
    /// Below so many actions a mean is one stall's: a trial at 0.2 tasks/s has two submissions.
    static let fewestActions = 20
    /// Share of polling's mean response time that may be the generator's own lateness before it is
    /// mentioned. Not invalid: response times are a thousandth of the update latency.
    static let responseShare: Double = 0.25
    /// Share of scheduled actions that were skipped: beyond it the load is not the one intended.
    static let missedShare: Double = 0.01
    /// Share of reads without a usable kernel stamp, whose latency holds the generator's own lag: fewer
    /// cannot move a p99.
    static let unusableStampShare: Double = 0.01
    /// Share of receipts under a shared stamp from which it is mentioned.
    static let sharedReadShare: Double = 0.1
    /// Nanoseconds of lateness below which a response time's share of it is not worth a word: a tenth of
    /// the millisecond that latencies are read to.
    static let leastLatenessToMention: Double = 100_000
}
