/// What a swarm starts with. Times are nanoseconds.
package struct SwarmConfiguration: Sendable {
    /// The swarm's name in its state.
    package var name = "SwarmBot"
    /// Names this run of the log; whoever starts a new log gives a new one.
    package var serverID: String
    /// Seed of all simulated work.
    package var seed: UInt64 = 0
    /// Copies of the default team to start with.
    package var teams = 1
    /// The room that events go to unless their task names another.
    package var room = "dashboard"
    package var windows = BatchWindows()
    /// Log entries kept.
    package var logCapacity = 100_000
    /// Bytes of log entries kept.
    package var logByteCapacity = 256 << 20
    /// Tasks that may wait; further ones are refused.
    package var queueLimit = 10_000
    /// A queue longer than this raises an alert, once until it has fallen to half.
    package var queueAlertLimit = 1_000
    /// Finished tasks that are remembered; older ones are forgotten and unknown from then on.
    package var finishedTasksKept = 10_000
    /// Agents that may exist.
    package var agentLimit = 10_000
    /// Agents listed in the state and in the utilisation figures, so that both stay bounded.
    package var agentsListed = 20
    /// Executions a task gets before it has failed for good.
    package var executionLimit = 3
    /// An execution that takes longer fails.
    package var executionTimeout: Int64 = 300_000_000_000
    /// How long an agent stays in error after a failed execution.
    package var errorRecovery: Int64 = 1_000_000_000
    /// Agents a collaborative task gets at most.
    package var collaboratorLimit = 3
    /// How often the swarm's `metric_update` is sent.
    package var metricsInterval: Int64 = 5_000_000_000
    /// How often `swarm_status_update` is sent, the first time with the first metrics.
    package var statusInterval: Int64 = 30_000_000_000
    /// The least time between two `task_queue_update`.
    package var queueUpdateInterval: Int64 = 1_000_000_000

    package init(serverID: String) {
        self.serverID = serverID
    }
}
