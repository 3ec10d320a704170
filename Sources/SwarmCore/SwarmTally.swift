/// What a swarm counts, for those who watch the server.
package struct SwarmTally: Sendable, Equatable {
    /// Events that occurred, by kind.
    package var events: [EventType: UInt64] = [:]
    /// Messages handed to the sink, by kind; a batch is one.
    package var messages: [EventType: UInt64] = [:]
    /// Agents that exist, by status.
    package var agents: [AgentStatus: Int] = [:]
    package var tasksAccepted = 0
    package var tasksCompleted = 0
    package var tasksFailed = 0
    package var tasksQueued = 0
    package var tasksActive = 0
    /// Clients that get the swarm's messages, by tier.
    package var clients: [QualityTier: Int] = [:]
    /// Entries the log holds.
    package var logEntries = 0
}

extension Swarm {
    /// The present figures.
    package var tally: SwarmTally {
        var tally = SwarmTally()
        for type in EventType.allCases {
            tally.events[type] = eventCounts[type.index]
            tally.messages[type] = messageCounts[type.index]
        }
        for agent in roster.agents.values { tally.agents[agent.status, default: 0] += 1 }
        for tier in QualityTier.allCases { tally.clients[tier] = tierClients[tier.rawValue] }
        tally.tasksAccepted = figures.total
        tally.tasksCompleted = figures.completed
        tally.tasksFailed = figures.failed
        tally.tasksQueued = waiting.queued
        tally.tasksActive = figures.active
        tally.logEntries = Int(log.lastSequence + 1 - log.firstSequence)
        return tally
    }
}
