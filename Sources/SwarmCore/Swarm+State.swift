extension Swarm {
    /// The present state, about 1 KB for the default team.
    ///
    /// It stays bounded: the oldest 20 agents are listed (`agent_count` tells how many there are), the last
    /// 5 tasks that changed and the last 3 entries. `timestamp` is that of the last entry.
    package func state() -> SwarmState {
        if let cachedState, cachedState.sequence == log.lastSequence { return cachedState }
        let state = encodeState()
        cachedState = state
        return state
    }

    private func encodeState() -> SwarmState {
        let activity = log.latest(3)
        var json = JSONBytes()
        json.reserve(2_048)
        json.beginObject()
        json.field("server_id", configuration.serverID)
        json.key("seq")
        json.integer(Int64(log.lastSequence))
        json.key("timestamp")
        json.timestamp(activity.first?.timestamp ?? now, &formatter)
        json.field("name", configuration.name)
        json.field("agent_count", roster.count)
        json.key("agents")
        json.beginObject()
        for agent in roster.agents.values.prefix(configuration.agentsListed) {
            json.dynamicKey(agent.id)
            encodeSummary(of: agent, into: &json)
        }
        json.endObject()
        json.key("tasks")
        json.beginObject()
        encodeTaskCounts(into: &json)
        json.key("recent")
        json.beginArray()
        for task in recentTasks { encodeSummary(of: task, into: &json) }
        json.endArray()
        json.endObject()
        json.key("metrics")
        json.beginObject()
        encodeTaskFigures(into: &json)
        json.endObject()
        json.key("activity")
        json.beginArray()
        for entry in activity {
            json.beginObject()
            json.key("seq")
            json.integer(Int64(entry.sequence))
            json.field("event", entry.type.rawValue)
            json.key("timestamp")
            json.timestamp(entry.timestamp, &formatter)
            json.endObject()
        }
        json.endArray()
        json.endObject()
        return SwarmState(
            sequence: log.lastSequence, entityTag: "\"\(configuration.serverID)-\(log.lastSequence)\"",
            body: json.bytes)
    }

    private func encodeSummary(of agent: Agent, into json: inout JSONBytes) {
        json.beginObject()
        json.field("name", agent.name)
        json.field("role", agent.role.rawValue)
        json.field("status", agent.status.rawValue)
        json.key("reliability")
        json.decimal(agent.reliability.score, places: 4)
        json.key("load")
        json.decimal(agent.status.load, places: 1)
        json.endObject()
    }

    private func encodeSummary(of task: SwarmTask, into json: inout JSONBytes) {
        json.beginObject()
        json.field("task_id", task.id)
        json.field("task_type", task.type)
        json.field("status", task.status.rawValue)
        json.key("agent_id")
        if let agent = task.agents.first { json.element(agent) } else { json.raw(JSONBytes.null) }
        json.endObject()
    }
}
