/// What became of the clients when something went wrong on purpose.
package struct FaultOutcome: Codable, Sendable, Equatable {
    /// As the scenario names it, and its kind: `restart`, `stop`, `reset`, ...
    package var name: String
    package var kind: String
    /// How often it was injected.
    package var times: Int
    /// When it began, seconds after the start of the steady state; the first time.
    package var second: Double
    /// How long it lasted, mean; 0 for what happens at an instant.
    package var seconds: Double
    /// Connections that it met when it began.
    package var connections: Int
    /// Clients that lost their connection, or whose polls failed or took longer than the interval, from its
    /// beginning until the next fault's.
    package var cutOff: Int
    /// Of these, those that were not back when the trial ended.
    package var neverBack: Int
    /// Null where nobody was cut off.
    @ExplicitNull package var recovery: Recovery?
    /// Null where nobody had to try.
    @ExplicitNull package var reconnects: Reconnects?

    package init(
        name: String, kind: String, times: Int = 1, second: Double, seconds: Double, connections: Int,
        cutOff: Int, neverBack: Int, recovery: Recovery?, reconnects: Reconnects?
    ) {
        self.name = name
        self.kind = kind
        self.times = times
        self.second = second
        self.seconds = seconds
        self.connections = connections
        self.cutOff = cutOff
        self.neverBack = neverBack
        self.recovery = recovery
        self.reconnects = reconnects
    }

    /// From the fault's beginning until so many of those that it cut off were back; null where they never were. Of
    /// several times, the longest.
    package struct Recovery: Codable, Sendable, Equatable {
        @ExplicitNull package var p50Ms: Double?
        @ExplicitNull package var p90Ms: Double?
        @ExplicitNull package var p100Ms: Double?

        package init(p50Ms: Double?, p90Ms: Double?, p100Ms: Double?) {
            self.p50Ms = p50Ms
            self.p90Ms = p90Ms
            self.p100Ms = p100Ms
        }
    }

    /// How clients tried to come back: as a stampede, or spread.
    package struct Reconnects: Codable, Sendable, Equatable {
        /// Tries, those that failed included.
        package var attempts: Int
        /// In the busiest 100 ms, wherever they lie, and from the fault's beginning to the last try. Of several
        /// times, those with the largest ratio.
        package var peakPerSecond: Double
        package var meanPerSecond: Double
        /// Tries in each `binSeconds` from the fault's beginning; absent in a cell.
        package var overTime: [Int]?
        package var binSeconds: Double?

        package init(
            attempts: Int, peakPerSecond: Double, meanPerSecond: Double, overTime: [Int]? = nil,
            binSeconds: Double? = nil
        ) {
            self.attempts = attempts
            self.peakPerSecond = peakPerSecond
            self.meanPerSecond = meanPerSecond
            self.overTime = overTime
            self.binSeconds = binSeconds
        }

        package var peakToMean: Double { meanPerSecond > 0 ? peakPerSecond / meanPerSecond : 1 }
    }
}
