/// Where a task stands.
package enum TaskStatus: String, Sendable, CaseIterable {
    /// Waits for an agent or for other tasks.
    case pending
    /// Given to agents that have not started.
    case assigned
    case executing
    case completed
    /// Failed for good.
    case failed

    /// Whether the task will never change again.
    package var isFinished: Bool { self == .completed || self == .failed }
}

/// The coarse rank of a priority number.
package enum PriorityClass: String, Sendable, CaseIterable {
    case high
    case medium
    case low

    /// Up to 3 is high, up to 6 medium, beyond that low.
    package init(priority: Int) {
        self = priority <= 3 ? .high : priority <= 6 ? .medium : .low
    }
}
