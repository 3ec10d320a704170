extension Swarm {
    /// Ends one agent's part. The last part completes the task; an agent that is done before its
    /// collaborators waits for them.
    func endPart(execution id: UInt64, part: Int) {
        guard let execution = executions[id] else { return }
        if execution.fails && part == 0 {
            fail(execution: id, by: execution.agents[0], error: "simulated failure")
            return
        }
        executions[id]?.openParts -= 1
        guard execution.openParts == 1 else {
            let agent = execution.agents[part]
            agent.busyNanoseconds = agent.busyTime(now: now)
            change(agent, to: .waiting, task: execution.task)
            return
        }
        complete(execution, id: id)
    }

    /// Fails an execution that has taken too long, by the first agent that is not done.
    func timeOut(execution id: UInt64) {
        guard let execution = executions[id] else { return }
        let late = execution.agents.first { $0.status == .processing } ?? execution.agents[0]
        let seconds = configuration.executionTimeout / 1_000_000_000
        fail(execution: id, by: late, error: "timed out after \(seconds) s")
    }

    private func complete(_ execution: TaskExecution, id: UInt64) {
        let task = execution.task
        release(execution, id: id)
        task.status = .completed
        task.completedAt = now
        figures.completed += 1
        figures.completionNanoseconds += max(0, now - task.createdAt)
        noteChange(of: task)
        let result = encodeResult(of: execution)
        task.result = result
        let agent = execution.agents[0]
        occur(.taskCompleted, room: task.submission.room) { json in
            json.field("task_id", task.id)
            json.field("agent_id", agent.id)
            json.key("result")
            json.raw(result)
            json.key("duration_ms")
            json.milliseconds(nanoseconds: max(0, now - execution.startedAt))
        }
        for agent in execution.agents {
            agent.reliability.completed += 1
            agent.lastResultBytes = result.count
            change(agent, to: .idle, task: task)
            occurMetrics(of: agent)
        }
        remember(task)
        releaseDependents(of: task)
        dispatch()
    }

    /// Fails an execution: the task is queued again one priority worse, or has failed for good after its
    /// last execution; the agent that failed goes into error, the others are free.
    ///
    /// - Parameters:
    ///   - recovers: whether the failed agent leaves the error by itself after a while.
    ///   - report: JSON for the event of the failed agent, nil for none.
    func fail(
        execution id: UInt64, by failing: Agent, error: String, recovers: Bool = true, report: [UInt8]? = nil
    ) {
        guard let execution = executions[id] else { return }
        let task = execution.task
        release(execution, id: id)
        task.failures.append("execution \(task.executions): agent \(failing.id): \(error)")
        if task.executions >= configuration.executionLimit {
            failForGood(task, agent: failing, error: error)
        } else {
            task.priority += 1
            queue.place(task)
            occurQueued(task)
            startWaiting(task)
            note(
                SwarmLogLine(
                    level: .warning, source: "coordinator",
                    message: "execution \(task.executions) of \(configuration.executionLimit) of \(task.id) "
                        + "failed: \(error)"))
        }
        for agent in execution.agents {
            if agent === failing {
                agent.reliability.failed += 1
                agent.reliability.errors += 1
                change(agent, to: .error, task: task, error: error, report: report)
                if recovers { setRecovery(of: agent) }
            } else {
                change(agent, to: .idle, task: task)
            }
            occurMetrics(of: agent)
        }
        dispatch()
    }

    /// Gives up an execution because one of its agents is gone. That is not the task's fault: it gets its
    /// place in the queue back, and the execution does not count.
    func abandon(execution id: UInt64, lost: Agent) {
        guard let execution = executions[id] else { return }
        let task = execution.task
        release(execution, id: id)
        task.executions -= 1
        occurQueued(task)
        startWaiting(task)
        for agent in execution.agents where agent !== lost {
            change(agent, to: .idle, task: task)
        }
    }

    private func setRecovery(of agent: Agent) {
        timers.set(
            .recovery(agent: agent.id, statusChanges: agent.statusChanges),
            at: now + configuration.errorRecovery)
    }

    /// Takes an execution off the books; its agents are charged for their time and have nothing in hand.
    private func release(_ execution: TaskExecution, id: UInt64) {
        executions[id] = nil
        figures.active -= 1
        execution.task.execution = nil
        for agent in execution.agents {
            agent.busyNanoseconds = agent.busyTime(now: now)
            agent.execution = nil
        }
    }

    /// `simulated_duration_ms` is the longest part's: parts start together at `started_at`.
    private func encodeResult(of execution: TaskExecution) -> [UInt8] {
        var json = JSONBytes()
        json.beginObject()
        json.key("simulated_duration_ms")
        json.milliseconds(nanoseconds: execution.duration)
        json.key("started_at")
        json.timestamp(execution.startedAt, &formatter)
        if execution.agents.count > 1 {
            json.key("parts")
            json.beginArray()
            for (agent, duration) in zip(execution.agents, execution.durations) {
                json.beginObject()
                json.field("agent_id", agent.id)
                json.key("simulated_duration_ms")
                json.milliseconds(nanoseconds: duration)
                json.endObject()
            }
            json.endArray()
        }
        json.endObject()
        return json.bytes
    }
}
