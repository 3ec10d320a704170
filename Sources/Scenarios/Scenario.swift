/// What `bench run` does: which arms at which loads, for how long, how often.
///
/// Durations are nanoseconds; rates are a second. A value read from a file has passed validation.
package struct Scenario: Sendable, Equatable {
    /// Letters, digits, `-` and `_`: also a folder's name.
    package var name: String
    /// For people; may be empty.
    package var description: String
    /// Simulated clients in every arm.
    package var clients: Int
    /// Connections opened a second while ramping up.
    package var connectRate: Double
    /// At least one; names differ.
    package var arms: [Arm]
    /// What drives the swarm.
    package var load: Load
    /// Lengths of a trial's parts.
    package var phases: Phases
    /// Blocks of trials; each holds every arm once at every load point.
    package var blocks: Int
    /// Gives task arrivals, simulated work and the order of trials.
    package var seed: UInt64
    /// How the server of each trial is started.
    package var server: ServerSettings
    /// The arm others are compared with; the first arm unless named.
    package var baseline: String
    /// Between the generator and the servers that are started.
    package var network: NetworkPath = .loopback
    /// What makes the generator's requests over plain http.
    package var httpClient = HTTPClientKind.native
    /// Threads and processes of the generator.
    package var generator = GeneratorSettings()
    /// What goes wrong on purpose in every trial.
    package var faults: [Fault] = []
    /// What the run has to meet, beside what every run has to.
    package var thresholds: [Threshold] = []

    package init(
        name: String, description: String, clients: Int, connectRate: Double, arms: [Arm], load: Load,
        phases: Phases, blocks: Int, seed: UInt64, server: ServerSettings, baseline: String
    ) {
        self.name = name
        self.description = description
        self.clients = clients
        self.connectRate = connectRate
        self.arms = arms
        self.load = load
        self.phases = phases
        self.blocks = blocks
        self.seed = seed
        self.server = server
        self.baseline = baseline
    }
}

/// One way of getting updates to clients.
package struct Arm: Sendable, Equatable {
    /// Letters, digits, `-` and `_`: stands in tables and thresholds.
    package var name: String
    /// How its clients get updates.
    package var transport: Transport
    /// The server that it measures; nil is the swarm-server beside bench.
    package var target: Target?
    /// What its clients do, by weight; empty when all only listen.
    package var behaviours: [Behaviour]
    /// False starts its server with every batching window 0.
    package var isBatched: Bool

    package init(
        name: String, transport: Transport, target: Target? = nil, behaviours: [Behaviour] = [],
        isBatched: Bool = true
    ) {
        self.name = name
        self.transport = transport
        self.target = target
        self.behaviours = behaviours
        self.isBatched = isBatched
    }
}

/// Lengths in nanoseconds.
package struct Phases: Sendable, Equatable {
    /// Load runs, nothing is counted.
    package var warmUp: Int64
    /// What figures are taken from.
    package var steady: Int64

    package init(warmUp: Int64, steady: Int64) {
        self.warmUp = warmUp
        self.steady = steady
    }
}

/// How the server beside the generator is started.
package struct ServerSettings: Sendable, Equatable {
    /// Copies of the default team of five agents.
    package var teams: Int
    /// Threads that serve connections.
    package var eventLoops: Int
    /// Heartbeats, nanoseconds.
    package var pingInterval: Int64
    /// A client that does not answer a ping for so long is gone, nanoseconds.
    package var pingTimeout: Int64
    /// Overrides of batching windows by event type, nanoseconds; 0 sends at once.
    package var batchWindows: [String: Int64]

    package init(
        teams: Int, eventLoops: Int, pingInterval: Int64, pingTimeout: Int64, batchWindows: [String: Int64]
    ) {
        self.teams = teams
        self.eventLoops = eventLoops
        self.pingInterval = pingInterval
        self.pingTimeout = pingTimeout
        self.batchWindows = batchWindows
    }
}
