import Metering

/// What the machine did during a trial.
package struct MachineRecord: Sendable, Equatable {
    /// From the trial's start to its end, some fifty a second.
    package var clocks: [ClockReading] = []
    /// At the instants of the server's samples.
    package var samples: [MachineSample] = []
    /// CPUs that the server is kept on; empty where it is not, so that nobody else's work on them is known.
    package var serverCPUs: [Int] = []
    /// CPUs that the generator's loops are kept on.
    package var generatorCPUs: [Int] = []

    package init() {}
}

/// Totals up to an instant; differences of two are what happened in between.
package struct MachineSample: Sendable, Equatable {
    /// CLOCK_MONOTONIC nanoseconds.
    package var instant: Int64
    /// CLOCK_REALTIME nanoseconds.
    package var wallClock: Int64
    /// Of every CPU, by number.
    package var cpus: [Int: CPUTimes]
    /// Of the server's threads; nil when they cannot be told.
    package var server: RunTime?

    package init(instant: Int64, wallClock: Int64, cpus: [Int: CPUTimes], server: RunTime?) {
        self.instant = instant
        self.wallClock = wallClock
        self.cpus = cpus
        self.server = server
    }
}
