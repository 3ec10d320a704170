/// How the proxy ends connections that neither of their ends meant to end.
package enum ConnectionCut: Sendable, Equatable {
    /// Both ends get a reset, as when a router on the path forgets a connection or a load balancer restarts.
    case reset
    /// One end is gone and the other is not told: it gets a reset, while what the other sends is taken by nobody
    /// and what it waits for never comes, until that one gives up.
    case halfOpen(gone: End)

    /// An end of a connection.
    package enum End: String, Sendable, CaseIterable {
        case client, server
    }
}

/// What became of a command, and when.
package struct ProxyAction: Sendable, Equatable {
    /// When it took effect, CLOCK_REALTIME nanoseconds: the clock of a run's records.
    package var instant: Int64
    /// Connections that it concerned.
    package var connections: Int

    package init(instant: Int64, connections: Int) {
        self.instant = instant
        self.connections = connections
    }
}
