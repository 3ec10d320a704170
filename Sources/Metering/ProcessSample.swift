/// What a process has consumed up to one instant. Differences of two samples are what a window cost.
package struct ProcessSample: Sendable, Equatable {
    /// CLOCK_REALTIME nanoseconds at the reading.
    package var instant: Int64
    /// The process CPU clock, all threads, user and system together.
    package var cpuNanoseconds: Int64
    /// From /proc/PID/stat, in nanoseconds at the resolution of the kernel's tick.
    package var userNanoseconds: Int64
    package var systemNanoseconds: Int64
    package var residentBytes: UInt64

    package init(
        instant: Int64, cpuNanoseconds: Int64, userNanoseconds: Int64, systemNanoseconds: Int64,
        residentBytes: UInt64
    ) {
        self.instant = instant
        self.cpuNanoseconds = cpuNanoseconds
        self.userNanoseconds = userNanoseconds
        self.systemNanoseconds = systemNanoseconds
        self.residentBytes = residentBytes
    }
}
