/// An agent of the swarm. Owned by its swarm alone.
final class Agent {
    let id: String
    let name: String
    let agentType: String
    let role: AgentRole
    let capabilities: [Capability]
    let createdAt: Int64
    var status: AgentStatus = .idle
    /// Counts status changes, so that a recovery timer set before the latest is known to be stale.
    var statusChanges: UInt64 = 0
    var reliability = Reliability()
    /// The execution it takes part in.
    var execution: UInt64?
    /// When its part of that execution started.
    var busySince: Int64 = 0
    /// Time spent on parts that ended, nanoseconds.
    var busyNanoseconds: Int64 = 0
    /// When its last `metric_update` was made, and `busyNanoseconds` then.
    var metricsAt: Int64
    var busyAtMetrics: Int64 = 0
    /// The task it worked on last.
    var lastTask: String?
    /// Bytes of the last result it gave.
    var lastResultBytes = 0

    init(id: String, name: String, template: AgentTemplate, capabilities: [Capability], now: Int64) {
        self.id = id
        self.name = name
        self.agentType = template.agentType
        self.role = template.role
        self.capabilities = capabilities
        self.createdAt = now
        self.metricsAt = now
    }

    /// Whether it may be given a task now.
    var isFree: Bool { execution == nil && status.acceptsWork }

    /// Time spent on parts so far, the current one included, nanoseconds.
    func busyTime(now: Int64) -> Int64 {
        busyNanoseconds + (execution == nil || status != .processing ? 0 : max(0, now - busySince))
    }

    /// The share of its life it spent on tasks.
    func utilization(now: Int64) -> Double {
        let life = now - createdAt
        return life > 0 ? min(1, Double(busyTime(now: now)) / Double(life)) : 0
    }

    /// Bytes that the swarm holds for this agent: its fixed part, texts and last result. Simulated agents
    /// share the server's process, so this is the only memory that is each one's own.
    var memoryBytes: Int {
        var bytes = 256 + id.utf8.count + name.utf8.count + lastResultBytes
        for capability in capabilities {
            bytes += capability.name.utf8.count + capability.description.utf8.count
        }
        return bytes
    }

    /// Whether the coordinator prefers this agent: lowest load, then highest reliability; the older one
    /// otherwise, for which the caller asks in order of age.
    func isBetter(than other: Agent) -> Bool {
        if status.doubledLoad != other.status.doubledLoad {
            return status.doubledLoad < other.status.doubledLoad
        }
        return reliability.score > other.reliability.score
    }
}
