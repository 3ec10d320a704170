/// What some of an arm's clients do besides listening. Durations are nanoseconds.
package struct Behaviour: Sendable, Equatable, Codable {
    /// What its clients are.
    package enum Kind: Sendable, Equatable, Codable {
        /// Listens.
        case viewer
        /// Submits a task over its socket every so often, and waits for the acknowledgement.
        case `operator`(every: Int64, arrivals: Spacing)
        /// Stays, says goodbye, and comes back.
        case refresher(stay: Int64, away: Int64, spacing: Spacing)
        /// Reads what came more slowly than it comes.
        case slowReader(SlowReading)
        /// Drops its connection every so often, and returns as the contract says.
        case flaky(every: Int64, spacing: Spacing, drop: Drop)
    }

    /// How a flaky client's connection ends.
    package enum Drop: String, Sendable, CaseIterable, Codable {
        /// The socket closes, without a goodbye of the protocol.
        case close
        /// The connection is reset, as when a network path changes.
        case reset
    }

    /// Stands in reports; the kind's name unless the scenario gives one.
    package var name: String
    /// Share of the clients, relative to the other behaviours'.
    package var weight: Double
    package var kind: Kind
    /// Rooms joined besides the one that every client is in.
    package var rooms: [String]
    /// Comes back after a disconnect that it did not mean.
    package var reconnects: Bool

    package init(
        name: String, weight: Double = 1, kind: Kind, rooms: [String] = [], reconnects: Bool = false
    ) {
        self.name = name
        self.weight = weight
        self.kind = kind
        self.rooms = rooms
        self.reconnects = reconnects
    }
}

/// How a slow reader reads. At least one of its limits is there.
package struct SlowReading: Sendable, Equatable, Codable {
    /// Bytes a second at most; nil for as many as come.
    package var bytesPerSecond: Int?
    /// Stops for `length` every `period`; nil never stops.
    package var pause: Pause?

    package struct Pause: Sendable, Equatable, Codable {
        package var length: Int64
        /// From the beginning of one pause to the next's; longer than `length`.
        package var period: Int64

        package init(length: Int64, period: Int64) {
            self.length = length
            self.period = period
        }
    }

    package init(bytesPerSecond: Int?, pause: Pause?) {
        self.bytesPerSecond = bytesPerSecond
        self.pause = pause
    }
}

extension Behaviour.Kind {
    /// As scenarios and reports name it.
    package var name: String {
        switch self {
        case .viewer: "viewer"
        case .operator: "operator"
        case .refresher: "refresher"
        case .slowReader: "slow-reader"
        case .flaky: "flaky"
        }
    }

    static let names: [String] = ["viewer", "operator", "refresher", "slow-reader", "flaky"]

    /// Its clients are late by their own choice: they are no witnesses of the target's latency.
    package var isSlow: Bool {
        if case .slowReader = self { true } else { false }
    }
}

extension Behaviour {
    /// Nothing but listening: clients of such a behaviour need no state of their own.
    package var isPlain: Bool { kind == .viewer && rooms.isEmpty && !reconnects }
}
