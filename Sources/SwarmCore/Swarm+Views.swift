import Collections

extension Swarm {
    /// Agents' records from `offset` on, `{"agents":[...],"total"}`, oldest first.
    ///
    /// A page ends at `limit` records or at the budget; the next begins at `offset` and as many as were on it.
    package func agentsJSON(offset: Int, limit: Int, budget: PageBudget = .records) -> [UInt8] {
        var json = JSONBytes()
        json.beginObject()
        json.key("agents")
        json.beginArray()
        encode(roster.agents.values.dropFirst(offset).prefix(limit), within: budget, into: &json) {
            encode($0, into: &$1)
        }
        json.endArray()
        json.field("total", roster.count)
        json.endObject()
        return json.bytes
    }

    /// An agent's record, nil for an agent that does not exist.
    package func agentJSON(_ id: String) -> [UInt8]? {
        guard let agent = roster[id] else { return nil }
        var json = JSONBytes()
        encode(agent, into: &json)
        return json.bytes
    }

    /// Tasks that are remembered, newest first: `{"tasks":[...],"total"}`, `total` being those with the
    /// status asked for. A page ends at `limit` records or at the budget; the next begins at `offset` and as
    /// many as were on it.
    ///
    /// Looks at each task once and sorts no more than the page and what lies before it. With the 20,000 tasks
    /// that can be remembered, that and a full page hold up the swarm's work for a few milliseconds.
    package func tasksJSON(
        status: TaskStatus?, offset: Int, limit: Int, budget: PageBudget = .records
    ) -> [UInt8] {
        let (shown, overflow) = offset.addingReportingOverflow(limit)
        let wanted = min(overflow ? .max : shown, tasks.count)
        var newest: Heap<UInt64> = []
        var total = 0
        for task in tasks.values where status == nil || task.status == status {
            total += 1
            if newest.count < wanted {
                newest.insert(task.number)
            } else if let least = newest.min, task.number > least {
                newest.replaceMin(with: task.number)
            }
        }
        var json = JSONBytes()
        json.beginObject()
        json.key("tasks")
        json.beginArray()
        encode(newest.unordered.sorted(by: >).dropFirst(offset), within: budget, into: &json) {
            if let task = tasks[Swarm.taskID($0)] { encode(task, into: &$1) }
        }
        json.endArray()
        json.field("total", total)
        json.endObject()
        return json.bytes
    }

    /// Writes one page of items.
    private func encode<Item>(
        _ items: some Sequence<Item>, within budget: PageBudget, into json: inout JSONBytes,
        _ encode: (Item, inout JSONBytes) -> Void
    ) {
        var budget = budget
        for item in items {
            if budget.isSpent { break }
            let start = json.bytes.count
            encode(item, &json)
            budget.spend(json.bytes.count - start)
        }
    }

    /// A task's record, nil for a task that never was or is forgotten.
    package func taskJSON(_ id: String) -> [UInt8]? {
        guard let task = tasks[id] else { return nil }
        var json = JSONBytes()
        encode(task, into: &json)
        return json.bytes
    }

    private func encode(_ agent: Agent, into json: inout JSONBytes) {
        json.beginObject()
        json.field("agent_id", agent.id)
        json.field("name", agent.name)
        json.field("agent_type", agent.agentType)
        json.field("role", agent.role.rawValue)
        json.field("status", agent.status.rawValue)
        json.key("reliability")
        json.decimal(agent.reliability.score, places: 4)
        json.key("load")
        json.decimal(agent.status.load, places: 1)
        json.key("capabilities")
        json.beginArray()
        for capability in agent.capabilities { capability.encode(into: &json) }
        json.endArray()
        json.field("tasks_completed", agent.reliability.completed)
        json.field("tasks_failed", agent.reliability.failed)
        json.key("error_rate")
        json.decimal(agent.reliability.errorRate, places: 4)
        json.key("last_task")
        encode(agent.lastTask, into: &json)
        json.key("created_at")
        json.timestamp(agent.createdAt, &formatter)
        json.endObject()
    }

    private func encode(_ task: SwarmTask, into json: inout JSONBytes) {
        json.beginObject()
        json.field("task_id", task.id)
        json.field("task_type", task.type)
        json.field("description", task.submission.description)
        json.key("requirements")
        json.raw(task.submission.requirements)
        json.key("metadata")
        json.raw(task.submission.metadata)
        json.field("priority", task.priority)
        json.field("priority_class", task.priorityClass.rawValue)
        json.key("dependencies")
        encode(task.submission.dependencies, into: &json)
        json.field("status", task.status.rawValue)
        json.key("assigned_agents")
        encode(task.agents, into: &json)
        json.field("executions", task.executions)
        json.key("failures")
        encode(task.failures, into: &json)
        json.key("created_at")
        json.timestamp(task.createdAt, &formatter)
        json.key("started_at")
        encodeTime(task.startedAt, into: &json)
        json.key("completed_at")
        encodeTime(task.completedAt, into: &json)
        json.key("result")
        json.raw(task.result ?? JSONBytes.null)
        json.key("error")
        encode(task.error, into: &json)
        json.endObject()
    }

    private func encode(_ texts: [String], into json: inout JSONBytes) {
        json.beginArray()
        for text in texts { json.element(text) }
        json.endArray()
    }

    private func encode(_ text: String?, into json: inout JSONBytes) {
        if let text { json.element(text) } else { json.raw(JSONBytes.null) }
    }

    private func encodeTime(_ time: Int64?, into json: inout JSONBytes) {
        if let time { json.timestamp(time, &formatter) } else { json.raw(JSONBytes.null) }
    }
}
