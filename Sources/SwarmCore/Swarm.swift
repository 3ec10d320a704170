import Collections

/// The whole swarm as a state machine: commands and time go in, events come out.
///
/// It opens no socket and reads no clock. The owner passes the time (CLOCK_REALTIME nanoseconds) with every
/// command, calls ``step(now:)`` or ``advance(to:)`` when ``nextDeadline`` has come, and gets what clients
/// are to see through `sink`. The same seed, commands and times give the same bytes. One thread owns it.
///
/// Every event is stamped with the time passed in with whatever caused it, never with a deadline: if the
/// owner is late, the stamps show it.
package final class Swarm {
    package let configuration: SwarmConfiguration
    /// Every event that occurred, as far back as the log's bounds reach.
    package internal(set) var log: EventLog
    /// The time of the latest command.
    package internal(set) var now: Int64
    /// Where messages for clients go, after each command, in order. It may call back into the swarm.
    package var sink: (Emission) -> Void
    /// Where the swarm's own log lines go, those that are events as well. It must not call back.
    package var logSink: (SwarmLogLine) -> Void = { _ in }

    var roster = AgentRoster()
    var agentsCreated = 0
    var agentsOfType: [String: Int] = [:]

    let work: SimulatedWork
    var tasks: [String: SwarmTask] = [:]
    var tasksCreated: UInt64 = 0
    /// Tasks that wait for others, by the id of each they wait for.
    var dependents: [String: [SwarmTask]] = [:]
    var queue = TaskQueue()
    var executions: [UInt64: TaskExecution] = [:]
    var executionsStarted: UInt64 = 0
    var finishedTasks: Deque<String> = []
    /// The tasks that changed last, newest first.
    var recentTasks: [SwarmTask] = []
    var figures = SwarmFigures()
    var waiting = WaitingTasks()

    var timers = TimerQueue()
    var windows: [BatchWindow]
    /// Number of clients of each tier; the first tier counts as used whether or not it is.
    var tierClients = [Int](repeating: 0, count: QualityTier.allCases.count)
    var eventCounts = [UInt64](repeating: 0, count: EventType.allCases.count)
    var messageCounts = [UInt64](repeating: 0, count: EventType.allCases.count)
    var outbox: [Emission] = []
    var isDelivering = false
    var scratch = JSONBytes()
    var formatter = Timestamp()

    var publishedWaiting = WaitingTasks()
    var queueUpdatedAt: Int64?
    var queueUpdateIsSet = false
    var queueAlertIsRaised = false
    var cachedState: SwarmState?

    /// Starts a swarm with its default teams.
    package init(
        configuration: SwarmConfiguration, now: Int64, sink: @escaping (Emission) -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.now = now
        self.sink = sink
        work = SimulatedWork(seed: configuration.seed)
        log = EventLog(capacity: configuration.logCapacity, byteCapacity: configuration.logByteCapacity)
        windows = EventType.batched.flatMap { type in
            QualityTier.allCases.map { BatchWindow(type: type, tier: $0) }
        }
        timers.set(.metrics, at: now + configuration.metricsInterval)
        // With the first metrics, so that watchers of a few seconds see one.
        timers.set(.status, at: now + min(configuration.metricsInterval, configuration.statusInterval))
        for _ in 0..<max(0, configuration.teams) {
            for template in AgentTemplate.defaultTeam {
                addAgent(template: template, name: nil, capabilities: template.capabilities)
            }
        }
        deliver()
    }

    /// Runs a command: takes the time, lets `body` change things, and hands out what came of it.
    func command<Value>(
        now: Int64, _ body: () throws(SwarmRefusal) -> Value
    ) throws(SwarmRefusal) -> Value {
        take(now)
        let value = try body()
        settle()
        return value
    }

    /// Takes the time. If the clock was set back, timers keep what is left of them.
    func take(_ time: Int64) {
        if time < now {
            timers.shift(by: time - now)
            queueUpdatedAt = queueUpdatedAt.map { $0 + (time - now) }
        }
        now = time
    }

    /// Ends a command.
    func settle() {
        publishQueueIfChanged()
        deliver()
    }

    /// Hands out what has come up. A sink that gives commands finds its messages behind those before.
    private func deliver() {
        guard !isDelivering else { return }
        isDelivering = true
        var next = 0
        while next < outbox.count {
            messageCounts[outbox[next].type.index] += 1
            sink(outbox[next])
            next += 1
        }
        outbox.removeAll(keepingCapacity: next <= 1_024)
        isDelivering = false
    }
}
