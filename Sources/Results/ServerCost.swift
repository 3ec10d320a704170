/// What the server process spent in the steady state.
package struct ServerCost: Codable, Sendable, Equatable {
    /// Of one CPU, from the process CPU clock, or the metrics that the target publishes; null where neither
    /// could be read.
    @ExplicitNull package var cpuPercent: Double?
    /// The part of `cpuPercent` in user mode, split as the kernel's 10 ms ticks say; null below 50
    /// ticks, which cannot tell. The same for the kernel's part.
    @ExplicitNull package var userPercent: Double?
    @ExplicitNull package var systemPercent: Double?
    @ExplicitNull package var cpuMicrosecondsPerUpdate: Double?
    @ExplicitNull package var cpuMicrosecondsPerMessage: Double?
    /// Null where it could not be read.
    @ExplicitNull package var residentBytes: Double?
    /// Stamp minus (task start + drawn duration), 99th percentile by nearest rank; null without
    /// completed tasks. A check of the server's stamps, so never refused for few tasks.
    @ExplicitNull package var stampLagP99Ms: Double?

    package init(
        cpuPercent: Double?, userPercent: Double?, systemPercent: Double?, cpuMicrosecondsPerUpdate: Double?,
        cpuMicrosecondsPerMessage: Double?, residentBytes: Double?, stampLagP99Ms: Double?
    ) {
        self.cpuPercent = cpuPercent
        self.userPercent = userPercent
        self.systemPercent = systemPercent
        self.cpuMicrosecondsPerUpdate = cpuMicrosecondsPerUpdate
        self.cpuMicrosecondsPerMessage = cpuMicrosecondsPerMessage
        self.residentBytes = residentBytes
        self.stampLagP99Ms = stampLagP99Ms
    }
}
