extension Swarm {
    /// Accepts a task.
    ///
    /// It waits until its dependencies have completed and an agent is free; nothing but failure ends the
    /// wait. A dependency must be a task that the swarm remembers, so dependencies cannot form a cycle: a
    /// task can only depend on earlier ones. When a dependency has failed for good, or does so later, so
    /// has every task that depends on it.
    ///
    /// - Returns: its id.
    package func submitTask(_ submission: TaskSubmission, now: Int64) throws(SwarmRefusal) -> String {
        try command(now: now) { () throws(SwarmRefusal) -> String in
            try submission.validate()
            let needed = Set(submission.dependencies)
            for id in submission.dependencies where tasks[id] == nil { throw .unknownDependency(id) }
            guard waiting.queued < configuration.queueLimit else {
                throw .queueFull(limit: configuration.queueLimit)
            }
            tasksCreated += 1
            let task = SwarmTask(
                id: Swarm.taskID(tasksCreated), number: tasksCreated, submission: submission, now: now)
            tasks[task.id] = task
            figures.total += 1
            queue.place(task)
            occurQueued(task)
            admit(task, needing: needed)
            dispatch()
            return task.id
        }
    }

    /// The id of the task of a number.
    static func taskID(_ number: UInt64) -> String { "task-\(number)" }

    /// Finds out what a new task waits for.
    private func admit(_ task: SwarmTask, needing needed: Set<String>) {
        for id in task.submission.dependencies where tasks[id]?.status == .failed {
            failForGood(task, agent: nil, error: "dependency \(id) has failed")
            return
        }
        for id in needed where tasks[id]?.status != .completed {
            task.openDependencies += 1
            dependents[id, default: []].append(task)
        }
        startWaiting(task)
    }

    /// Lets a task wait at the place it has in the queue.
    func startWaiting(_ task: SwarmTask) {
        task.status = .pending
        waiting.count(task.priorityClass, by: 1)
        if task.isBlocked {
            waiting.blocked += 1
        } else {
            queue.insert(task, route: roster.route(taskType: task.type))
        }
        guardQueueLength()
    }

    /// Lets the tasks go ahead that have waited for this one.
    func releaseDependents(of task: SwarmTask) {
        for dependent in dependents.removeValue(forKey: task.id) ?? [] where dependent.status == .pending {
            dependent.openDependencies -= 1
            guard dependent.openDependencies == 0 else { continue }
            waiting.blocked -= 1
            queue.insert(dependent, route: roster.route(taskType: dependent.type))
        }
    }

    /// Ends a task in failure, and all that depend on it, directly or not.
    func failForGood(_ task: SwarmTask, agent: Agent?, error: String) {
        var ending: [(task: SwarmTask, agent: Agent?, error: String)] = [(task, agent, error)]
        var next = 0
        while next < ending.count {
            let (task, agent, error) = ending[next]
            next += 1
            endInFailure(task, agent: agent, error: error)
            for dependent in dependents.removeValue(forKey: task.id) ?? []
            where dependent.status == .pending {
                waiting.count(dependent.priorityClass, by: -1)
                waiting.blocked -= 1
                // Not pending any more, so that a second failed dependency does not end it again.
                dependent.status = .failed
                ending.append((dependent, nil, "dependency \(task.id) has failed"))
            }
        }
    }

    private func endInFailure(_ task: SwarmTask, agent: Agent?, error: String) {
        task.status = .failed
        task.error = error
        task.completedAt = now
        figures.failed += 1
        noteChange(of: task)
        occur(.taskFailed, room: task.submission.room) { json in
            json.field("task_id", task.id)
            json.key("agent_id")
            if let agent { json.element(agent.id) } else { json.raw(JSONBytes.null) }
            json.field("error", error)
            json.field("traceback", task.failures.joined(separator: "\n"))
        }
        alert(.error, "task \(task.id) failed for good") { json in
            json.field("task_id", task.id)
            json.field("error", error)
        }
        note(
            SwarmLogLine(
                level: .error, source: "coordinator", message: "task \(task.id) failed for good: \(error)"))
        remember(task)
    }

    /// Keeps a finished task for as long as it is among the latest.
    func remember(_ task: SwarmTask) {
        finishedTasks.append(task.id)
        while finishedTasks.count > max(1, configuration.finishedTasksKept) {
            tasks[finishedTasks.removeFirst()] = nil
        }
    }

    /// Puts a task at the head of those that changed last.
    func noteChange(of task: SwarmTask) {
        if let index = recentTasks.firstIndex(where: { $0 === task }) { recentTasks.remove(at: index) }
        recentTasks.insert(task, at: 0)
        if recentTasks.count > 5 { recentTasks.removeLast() }
    }

    func occurQueued(_ task: SwarmTask) {
        noteChange(of: task)
        occur(.taskUpdate, room: task.submission.room) { json in
            json.field("task_id", task.id)
            json.field("task_type", task.type)
            json.field("priority", task.priority)
            json.key("metadata")
            json.raw(task.submission.metadata)
        }
    }

    /// Raises an alert when the queue grows over its limit, once until it has fallen to half of it.
    private func guardQueueLength() {
        guard waiting.queued > configuration.queueAlertLimit, !queueAlertIsRaised else { return }
        queueAlertIsRaised = true
        let queued = waiting.queued
        alert(.warning, "the task queue is over its limit") { json in
            json.field("queued", queued)
            json.field("limit", configuration.queueAlertLimit)
        }
        note(
            SwarmLogLine(
                level: .warning, source: "coordinator",
                message: "\(queued) tasks wait, more than \(configuration.queueAlertLimit)"))
    }
}
