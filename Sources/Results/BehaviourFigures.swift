/// What the clients of one behaviour saw and did.
package struct BehaviourFigures: Codable, Sendable, Equatable {
    /// As the scenario names it.
    package var name: String
    /// `viewer`, `operator`, `refresher`, `slow-reader` or `flaky`.
    package var kind: String
    package var clients: Int
    /// Whether the cell's own latencies, updates and losses hold these clients'. Slow readers' do not: they
    /// are late by their own choice.
    package var isSummarised: Bool
    package var updateLatencyMs: LatencySummary
    /// (entry, client) pairs eligible in the steady state and within a session.
    @ExplicitNull package var updates: Int?
    /// Of them, still missing after the drain.
    @ExplicitNull package var lost: Int?
    @ExplicitNull package var duplicated: Int?
    @ExplicitNull package var reordered: Int?
    /// Connections that ended before the clients meant them to.
    package var disconnects: Int
    /// Connections that flaky clients dropped.
    package var drops: Int
    /// Returns after a loss or a drop.
    package var reconnects: Int
    package var failedAttempts: Int
    /// Stays of clients that come and go; otherwise one a client.
    package var sessions: Int
    /// Time in which push did not work and clients asked for the state instead, summed over the clients.
    package var fallbackSeconds: Double
    /// Times that clients asked for the state: in that time, and once after each return.
    package var statePolls: Int
    /// Tasks submitted over sockets; null without any in the steady state.
    @ExplicitNull package var operations: SubmissionFigures?

    package init(
        name: String, kind: String, clients: Int, isSummarised: Bool, updateLatencyMs: LatencySummary,
        updates: Int?, lost: Int?, duplicated: Int?, reordered: Int?, disconnects: Int = 0, drops: Int = 0,
        reconnects: Int = 0, failedAttempts: Int = 0, sessions: Int = 0, fallbackSeconds: Double = 0,
        statePolls: Int = 0, operations: SubmissionFigures? = nil
    ) {
        self.name = name
        self.kind = kind
        self.clients = clients
        self.isSummarised = isSummarised
        self.updateLatencyMs = updateLatencyMs
        self.updates = updates
        self.lost = lost
        self.duplicated = duplicated
        self.reordered = reordered
        self.disconnects = disconnects
        self.drops = drops
        self.reconnects = reconnects
        self.failedAttempts = failedAttempts
        self.sessions = sessions
        self.fallbackSeconds = fallbackSeconds
        self.statePolls = statePolls
        self.operations = operations
    }
}
