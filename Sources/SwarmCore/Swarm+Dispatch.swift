extension Swarm {
    /// Gives waiting tasks to free agents, the best task first and each to the best agent, until no task or
    /// no fitting agent is left.
    func dispatch() {
        while let (task, route) = queue.removeBest(where: { roster.hasFree($0) }) {
            let limit = route == .collaborative ? configuration.collaboratorLimit : 1
            start(task, agents: roster.bestFree(route, limit: limit))
        }
    }

    /// Starts an execution: every agent is assigned and starts now.
    private func start(_ task: SwarmTask, agents: [Agent]) {
        waiting.count(task.priorityClass, by: -1)
        if waiting.queued <= configuration.queueAlertLimit / 2 { queueAlertIsRaised = false }
        executionsStarted += 1
        let id = executionsStarted
        task.executions += 1
        task.execution = id
        task.agents = agents.map(\.id)
        task.startedAt = now
        let simulation = task.submission.simulation
        let durations: [Int64] = agents.indices.map { part in
            simulation.durationNanoseconds
                ?? work.durationNanoseconds(
                    taskType: task.type, task: task.number, execution: task.executions, part: part)
        }
        executions[id] = TaskExecution(
            task: task, agents: agents, durations: durations, startedAt: now,
            fails: task.executions <= simulation.failTimes, openParts: agents.count)
        figures.active += 1

        task.status = .assigned
        noteChange(of: task)
        for agent in agents {
            agent.execution = id
            occur(.taskUpdate, room: task.submission.room) { json in
                json.field("task_id", task.id)
                json.field("agent_id", agent.id)
                json.field("event", "assigned")
            }
        }
        task.status = .executing
        for (part, agent) in agents.enumerated() {
            agent.busySince = now
            agent.lastTask = task.id
            change(agent, to: .processing, task: task)
            if durations[part] <= configuration.executionTimeout {
                timers.set(.part(execution: id, part: part), at: now + durations[part])
            }
        }
        if durations.contains(where: { $0 > configuration.executionTimeout }) {
            timers.set(.timeout(execution: id), at: now + configuration.executionTimeout)
        }
    }

    /// Gives an agent another status on account of a task, which the event's details name.
    ///
    /// - Parameter report: JSON that whoever changed the status gave, nil for none.
    func change(
        _ agent: Agent, to status: AgentStatus, task: SwarmTask, error: String? = nil, report: [UInt8]? = nil
    ) {
        change(agent, to: status) { json in
            json.beginObject()
            json.field("task_id", task.id)
            if let error { json.field("error", error) }
            if let report {
                json.key("report")
                json.raw(report)
            }
            json.endObject()
        }
    }
}
