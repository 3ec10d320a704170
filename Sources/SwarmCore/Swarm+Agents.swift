extension Swarm {
    /// Creates an agent, which may take waiting tasks at once.
    ///
    /// - Returns: its id.
    package func createAgent(_ creation: AgentCreation, now: Int64) throws(SwarmRefusal) -> String {
        try command(now: now) { () throws(SwarmRefusal) -> String in
            guard let template = AgentTemplate.named(creation.template) else {
                throw .unknownTemplate(creation.template)
            }
            try creation.validate()
            guard roster.count < configuration.agentLimit else {
                throw .tooManyAgents(limit: configuration.agentLimit)
            }
            let capabilities = creation.capabilities ?? template.capabilities
            let id = addAgent(template: template, name: creation.name, capabilities: capabilities)
            dispatch()
            return id
        }
    }

    @discardableResult
    func addAgent(template: AgentTemplate, name: String?, capabilities: [Capability]) -> String {
        agentsCreated += 1
        let number = agentsOfType[template.agentType, default: 0] + 1
        agentsOfType[template.agentType] = number
        let agent = Agent(
            id: "agent-\(agentsCreated)", name: name ?? template.name(number: number), template: template,
            capabilities: capabilities, now: now)
        if roster.insert(agent) { rerouteQueue() }
        occur(.agentCreated) { json in
            json.field("agent_id", agent.id)
            json.field("agent_type", agent.agentType)
            json.key("capabilities")
            json.beginArray()
            for capability in agent.capabilities { json.element(capability.name) }
            json.endArray()
            json.key("metadata")
            json.beginObject()
            json.field("name", agent.name)
            json.field("role", agent.role.rawValue)
            json.endObject()
        }
        return agent.id
    }

    /// Deletes an agent. A task it has in hand goes back to its place in the queue.
    package func deleteAgent(_ id: String, reason: String, now: Int64) throws(SwarmRefusal) {
        try command(now: now) { () throws(SwarmRefusal) in
            guard let agent = roster[id] else { throw .unknownAgent(id) }
            try SwarmLimits.check(reason.utf8.count, atMost: 1_024, field: "reason")
            if roster.remove(agent) { rerouteQueue() }
            occur(.agentDeleted) { json in
                json.field("agent_id", id)
                json.field("reason", reason)
            }
            if let execution = agent.execution { abandon(execution: execution, lost: agent) }
            dispatch()
        }
    }

    /// Sets an agent's status from outside.
    ///
    /// An agent with a task in hand can only be set to error, which fails that execution, or to offline,
    /// which gives the task back. One set to error stays there until it is set to something else.
    ///
    /// - Parameter details: JSON for the event, null if there is nothing to say. Where a task fails with it, the
    ///   event's details name the task and hold this as `report`.
    /// - Returns: the status before.
    @discardableResult
    package func setStatus(
        of id: String, to status: AgentStatus, details: [UInt8] = JSONBytes.null, now: Int64
    ) throws(SwarmRefusal) -> AgentStatus {
        try command(now: now) { () throws(SwarmRefusal) -> AgentStatus in
            guard let agent = roster[id] else { throw .unknownAgent(id) }
            try SwarmLimits.check(details.count, atMost: 1_024, field: "details")
            let old = agent.status
            guard status != old else { return old }
            if let execution = agent.execution, let task = executions[execution]?.task {
                guard status.isCritical else { throw .agentHasTask(agent: id, task: task.id) }
                if status == .offline {
                    abandon(execution: execution, lost: agent)
                } else {
                    fail(
                        execution: execution, by: agent, error: "agent \(id) was set to error",
                        recovers: false, report: details == JSONBytes.null ? nil : details)
                    return old
                }
            } else if status == .error {
                agent.reliability.errors += 1
            }
            change(agent, to: status) { $0.raw(details) }
            if status.isCritical {
                note(
                    SwarmLogLine(
                        level: status == .error ? .error : .warning, source: id,
                        message: "agent \(agent.name) was set to \(status.rawValue)"))
            }
            dispatch()
            return old
        }
    }

    /// Gives an agent another status, with every event that this makes.
    ///
    /// - Parameter details: writes the JSON value of `details`.
    func change(_ agent: Agent, to status: AgentStatus, details: (inout JSONBytes) -> Void) {
        let old = agent.status
        guard status != old else { return }
        agent.status = status
        agent.statusChanges += 1
        let fields: (inout JSONBytes) -> Void = { json in
            json.field("agent_id", agent.id)
            json.field("old_status", old.rawValue)
            json.field("new_status", status.rawValue)
            json.key("details")
            details(&json)
        }
        withoutActuallyEscaping(fields) { fields in
            occur(.agentUpdate, fields)
            if status.isCritical { occur(.agentCriticalUpdate, fields) }
        }
        if status == .error {
            alert(.error, "agent \(agent.name) is in error") { $0.field("agent_id", agent.id) }
        }
    }

    /// Ends an agent's time in error, unless someone has changed its status since.
    func recover(agent id: String) {
        guard let agent = roster[id] else { return }
        change(agent, to: .idle) { json in
            json.beginObject()
            json.field("reason", "recovered")
            json.endObject()
        }
        dispatch()
    }

    private func rerouteQueue() {
        queue.reroute { roster.route(taskType: $0.type) }
    }
}
