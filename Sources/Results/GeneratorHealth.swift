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
