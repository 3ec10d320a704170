/// What goes wrong on purpose during the steady state of every trial. Durations are nanoseconds.
package struct Fault: Sendable, Equatable {
    /// Stands in reports; the kind's name unless the scenario gives one.
    package var name: String
    package var timing: FaultTiming
    package var kind: Kind

    package enum Kind: Sendable, Equatable {
        /// The server is killed (SIGKILL), and started anew `down` later.
        case restart(down: Int64)
        /// The server stands still (SIGSTOP) for so long, and goes on.
        case stop(length: Int64)
        /// A share of the connections is reset at both ends.
        case reset(share: Double)
        /// Of a share of the connections one end is gone, and the other is not told.
        case halfOpen(share: Double, gone: Gone)
        /// The path of a share of the connections is bad for so long.
        case path(PathFault, share: Double, length: Int64)
    }

    /// The end of a connection that is gone.
    package enum Gone: String, Sendable, CaseIterable {
        case client, server
    }

    package init(name: String, timing: FaultTiming, kind: Kind) {
        self.name = name
        self.timing = timing
        self.kind = kind
    }
}

/// How a path is bad.
package enum PathFault: Sendable, Equatable {
    /// Bytes are held so long, and evenly drawn from 0 to `jitter` longer, without overtaking each other.
    case delay(Int64, jitter: Int64, FaultDirection)
    /// A connection carries so many bytes a second in each of the directions; what exceeds it waits on the way.
    case bandwidth(bytesPerSecond: Int, burst: Int, FaultDirection)
    /// Nothing passes, no end is told, nobody new is let in.
    case blackhole
    /// Clients read so many bytes a second: what exceeds it stays with the server.
    case slowReader(bytesPerSecond: Int)
}

/// Which way a path is bad.
package enum FaultDirection: String, Sendable, CaseIterable {
    /// From the clients to the server, and back.
    case up, down, both
}

/// When a fault comes.
package enum FaultTiming: Sendable, Equatable {
    /// Offsets from the start of the steady state, ascending.
    case at([Int64])
    /// By chance, so often a second on average, at instants that the seed gives (a Poisson process). One that
    /// would come before the one before has ended is left out, and so is one that would meet another fault where
    /// either is done to the server's process.
    case rate(Double)
}

extension Fault.Kind {
    /// As scenarios and reports name it.
    package var name: String {
        switch self {
        case .restart: "restart"
        case .stop: "stop"
        case .reset: "reset"
        case .halfOpen: "half-open"
        case .path(let fault, _, _): fault.name
        }
    }

    static let names: [String] = [
        "restart", "stop", "reset", "half-open", "delay", "bandwidth", "blackhole", "slow-reader",
    ]

    /// How long it lasts: 0 for what happens at an instant.
    package var length: Int64 {
        switch self {
        case .restart(let down): down
        case .stop(let length), .path(_, _, let length): length
        case .reset, .halfOpen: 0
        }
    }

    /// Of the connections; nil for what is done to the server.
    package var share: Double? {
        switch self {
        case .restart, .stop: nil
        case .reset(let share), .halfOpen(let share, _), .path(_, let share, _): share
        }
    }

    /// Ends the server process, and starts another.
    package var isRestart: Bool { if case .restart = self { true } else { false } }

    /// Is done to the server process, which bench then has to have started.
    package var needsProcess: Bool {
        switch self {
        case .restart, .stop: true
        case .reset, .halfOpen, .path: false
        }
    }
}

extension PathFault {
    package var name: String {
        switch self {
        case .delay: "delay"
        case .bandwidth: "bandwidth"
        case .blackhole: "blackhole"
        case .slowReader: "slow-reader"
        }
    }
}
