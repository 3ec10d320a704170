extension Swarm {
    /// When the swarm next has something to do by itself, CLOCK_REALTIME nanoseconds.
    package var nextDeadline: Int64 {
        dropStaleTimers()
        return timers.first?.deadline ?? .max
    }

    /// Does the earliest thing that is due at `now`, and hands out what came of it.
    ///
    /// An owner that reads its clock anew before each step stamps each event with the time it really occurred.
    ///
    /// - Returns: whether anything was due.
    package func step(now: Int64) -> Bool {
        take(now)
        dropStaleTimers()
        guard let timer = timers.first, timer.deadline <= now else { return false }
        timers.removeFirst()
        fire(timer.event, deadline: timer.deadline)
        settle()
        return true
    }

    /// Does everything that is due at `now`, in the order of the deadlines.
    package func advance(to now: Int64) {
        while step(now: now) {}
    }

    private func fire(_ event: TimerQueue.Event, deadline: Int64) {
        switch event {
        case .part(let execution, let part):
            endPart(execution: execution, part: part)
        case .timeout(let execution):
            timeOut(execution: execution)
        case .recovery(let agent, _):
            recover(agent: agent)
        case .window(let slot, _):
            flush(slot: slot)
        case .metrics:
            publishMetrics()
            setPeriodic(.metrics, after: deadline, interval: configuration.metricsInterval)
        case .status:
            publishStatus()
            setPeriodic(.status, after: deadline, interval: configuration.statusInterval)
        case .queueUpdate:
            queueUpdateIsSet = false
        }
    }

    /// Sets the next of a periodic timer on the original grid; a late owner skips what it missed.
    private func setPeriodic(_ event: TimerQueue.Event, after deadline: Int64, interval: Int64) {
        let missed: Int64 = max(0, now - deadline) / interval
        timers.set(event, at: deadline + (missed + 1) * interval)
    }

    private func dropStaleTimers() {
        while let timer = timers.first, !isLive(timer.event) { timers.removeFirst() }
    }

    /// Whether a timer still means anything.
    func isLive(_ event: TimerQueue.Event) -> Bool {
        switch event {
        case .part(let execution, _), .timeout(let execution):
            return executions[execution] != nil
        case .recovery(let agent, let statusChanges):
            return roster[agent]?.statusChanges == statusChanges
        case .window(let slot, let opening):
            return windows[slot].isOpen && windows[slot].opening == opening
        case .metrics, .status, .queueUpdate:
            return true
        }
    }
}
