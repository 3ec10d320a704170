/// What the server says its state is after the drain (`GET /api/swarm`): what every polling client
/// was shown last.
package struct FinalState: Sendable, Equatable {
    /// The last entry that had occurred.
    package var lastSeq: UInt64
    package var queued: Int
    package var active: Int
    package var completed: Int
    package var failed: Int
    /// Status by agent id.
    package var agentStatuses: [String: String]
    /// False when the state is bounded and leaves agents out.
    package var listsAllAgents: Bool

    package init(
        lastSeq: UInt64, queued: Int, active: Int, completed: Int, failed: Int,
        agentStatuses: [String: String], listsAllAgents: Bool = true
    ) {
        self.lastSeq = lastSeq
        self.queued = queued
        self.active = active
        self.completed = completed
        self.failed = failed
        self.agentStatuses = agentStatuses
        self.listsAllAgents = listsAllAgents
    }
}
