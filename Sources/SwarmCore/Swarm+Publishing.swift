extension Swarm {
    /// Sends the swarm's own `metric_update`.
    func publishMetrics() {
        occur(.metricUpdate) { json in
            json.key("metrics")
            encodeMetrics(into: &json)
        }
    }

    /// Sends `swarm_status_update`.
    func publishStatus() {
        occur(.swarmStatusUpdate) { json in
            json.key("status")
            json.beginObject()
            json.field("name", configuration.name)
            json.key("agents")
            encodeAgentCounts(into: &json)
            json.key("tasks")
            json.beginObject()
            encodeTaskCounts(into: &json)
            json.endObject()
            json.key("metrics")
            encodeMetrics(into: &json)
            json.endObject()
        }
    }

    /// Sends an agent's `metric_update` after a task: `cpu` is the percentage of the time since its last
    /// one that it spent working, `memory` the bytes held for it, `error_rate` its failed executions' share.
    func occurMetrics(of agent: Agent) {
        let elapsed = now - agent.metricsAt
        let busy = agent.busyNanoseconds - agent.busyAtMetrics
        let cpu = elapsed > 0 ? min(100, 100 * Double(busy) / Double(elapsed)) : 0
        agent.metricsAt = now
        agent.busyAtMetrics = agent.busyNanoseconds
        occur(.metricUpdate) { json in
            json.field("agent_id", agent.id)
            json.key("cpu")
            json.decimal(cpu, places: 2)
            json.field("memory", agent.memoryBytes)
            json.field("tasks_completed", agent.reliability.completed)
            json.key("error_rate")
            json.decimal(agent.reliability.errorRate, places: 4)
        }
    }

    /// Sends `task_queue_update` if the queue differs from what was last sent, but not more often than
    /// once in the interval: what changes sooner is sent when that is over. A task that an agent takes at
    /// once has not changed the queue.
    func publishQueueIfChanged() {
        guard waiting != publishedWaiting, !queueUpdateIsSet else { return }
        let due = queueUpdatedAt.map { $0 + configuration.queueUpdateInterval } ?? now
        guard due <= now else {
            queueUpdateIsSet = true
            timers.set(.queueUpdate, at: due)
            return
        }
        queueUpdatedAt = now
        publishedWaiting = waiting
        occur(.taskQueueUpdate) { json in
            json.key("stats")
            json.beginObject()
            json.field("queued", waiting.queued)
            json.field("high", waiting.high)
            json.field("medium", waiting.medium)
            json.field("low", waiting.low)
            json.field("blocked", waiting.blocked)
            json.endObject()
        }
    }

    /// The swarm's metrics as JSON, for `GET /api/metrics`.
    package func metricsJSON(now: Int64) -> [UInt8] {
        take(now)
        var json = JSONBytes()
        encodeMetrics(into: &json)
        return json.bytes
    }

    /// `average_completion_time` in seconds; utilisation as each agent's share of its life spent working,
    /// for the agents that the state lists.
    func encodeMetrics(into json: inout JSONBytes) {
        json.beginObject()
        encodeTaskFigures(into: &json)
        json.key("agent_utilization")
        json.beginObject()
        for agent in roster.agents.values.prefix(configuration.agentsListed) {
            json.dynamicKey(agent.id)
            json.decimal(agent.utilization(now: now), places: 4)
        }
        json.endObject()
        json.endObject()
    }

    func encodeTaskFigures(into json: inout JSONBytes) {
        json.field("total_tasks", figures.total)
        json.field("completed_tasks", figures.completed)
        json.field("failed_tasks", figures.failed)
        json.key("average_completion_time")
        json.decimal(figures.averageCompletionSeconds, places: 6)
    }

    func encodeTaskCounts(into json: inout JSONBytes) {
        json.field("queued", waiting.queued)
        json.field("active", figures.active)
        json.field("completed", figures.completed)
        json.field("failed", figures.failed)
    }

    private func encodeAgentCounts(into json: inout JSONBytes) {
        var counts: [AgentStatus: Int] = [:]
        for agent in roster.agents.values { counts[agent.status, default: 0] += 1 }
        json.beginObject()
        json.field("total", roster.count)
        for status in AgentStatus.allCases {
            guard let count = counts[status] else { continue }
            json.dynamicKey(status.rawValue)
            json.integer(Int64(count))
        }
        json.endObject()
    }
}
