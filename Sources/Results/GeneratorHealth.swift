/// Whether the generator kept up, so that a figure is the target's and not its own.
package struct GeneratorHealth: Codable, Sendable, Equatable {
    /// Of one CPU, over the loop threads.
    package var cpuPercent: Double
    /// User space holding a message minus its kernel stamp, 99th percentile.
    package var lagP99Microseconds: Double
    /// Scheduled actions that were skipped or started late.
    package var missedIntended: Int
    /// Reads that returned several messages under one stamp.
    package var sharedReads: Int
    /// Of its own CPU, the loop that used most.
    @ExplicitNull package var busiestLoopPercent: Double?
    /// Part of the steady state that a loop was ready to run and its CPU ran something else; the largest of
    /// the loops'.
    @ExplicitNull package var loopWaitPercent: Double?
    /// The longest time a loop did not turn although it had something to do.
    @ExplicitNull package var longestStallMs: Double?
    /// How long the bytes that waited unread in the clients' sockets took to come, on average.
    @ExplicitNull package var unreadMs: Double?
    package var verdict: GeneratorVerdict
    package var reasons: [String]

    package init(
        cpuPercent: Double, lagP99Microseconds: Double, missedIntended: Int, sharedReads: Int,
        verdict: GeneratorVerdict, reasons: [String]
    ) {
        self.cpuPercent = cpuPercent
        self.lagP99Microseconds = lagP99Microseconds
        self.missedIntended = missedIntended
        self.sharedReads = sharedReads
        self.verdict = verdict
        self.reasons = reasons
    }
}

package enum GeneratorVerdict: String, Codable, Sendable { case valid, saturated }
