/// A task that was accepted. Owned by its swarm alone.
final class SwarmTask {
    let id: String
    /// Its number in the swarm, from 1.
    let number: UInt64
    let submission: TaskSubmission
    let createdAt: Int64
    var status: TaskStatus = .pending
    /// The priority it queues at: one worse with every execution that failed.
    var priority: Int
    /// Its place among equals, fixed when it is queued.
    var queueOrder: UInt64 = 0
    /// Dependencies that have not completed yet.
    var openDependencies = 0
    /// Executions started, without those that ended because an agent went away.
    var executions = 0
    /// What went wrong in each execution that failed.
    var failures: [String] = []
    /// The execution that is under way.
    var execution: UInt64?
    /// Agents of the current or last execution, the first in charge.
    var agents: [String] = []
    var startedAt: Int64?
    var completedAt: Int64?
    /// A JSON object, once completed.
    var result: [UInt8]?
    /// Why it failed for good.
    var error: String?

    init(id: String, number: UInt64, submission: TaskSubmission, now: Int64) {
        self.id = id
        self.number = number
        self.submission = submission
        self.createdAt = now
        self.priority = submission.priority
    }

    var type: String { submission.type }
    var priorityClass: PriorityClass { PriorityClass(priority: priority) }
    /// Whether it waits for other tasks rather than for an agent.
    var isBlocked: Bool { status == .pending && openDependencies > 0 }
}
