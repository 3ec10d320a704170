/// The kinds of events a swarm makes; each event is one entry of the log.
package enum EventType: String, Sendable, CaseIterable {
    // Sent in batches.
    case agentUpdate = "agent_update"
    case taskUpdate = "task_update"
    case metricUpdate = "metric_update"
    case logUpdate = "log_update"
    // Sent at once.
    case agentCriticalUpdate = "agent_critical_update"
    case agentCreated = "agent_created"
    case agentDeleted = "agent_deleted"
    case taskCompleted = "task_completed"
    case taskFailed = "task_failed"
    case systemAlert = "system_alert"
    case swarmStatusUpdate = "swarm_status_update"
    case taskQueueUpdate = "task_queue_update"

    /// Its place among all kinds.
    var index: Int {
        switch self {
        case .agentUpdate: 0
        case .taskUpdate: 1
        case .metricUpdate: 2
        case .logUpdate: 3
        case .agentCriticalUpdate: 4
        case .agentCreated: 5
        case .agentDeleted: 6
        case .taskCompleted: 7
        case .taskFailed: 8
        case .systemAlert: 9
        case .swarmStatusUpdate: 10
        case .taskQueueUpdate: 11
        }
    }

    /// The kinds that are sent in batches.
    package static let batched: [EventType] = [.agentUpdate, .taskUpdate, .metricUpdate, .logUpdate]

    /// The name of the event that carries a batch of this kind on the wire, nil for kinds sent at once.
    package var batchName: String? {
        switch self {
        case .agentUpdate: "agent_update_batch"
        case .taskUpdate: "task_update_batch"
        case .metricUpdate: "metric_update_batch"
        case .logUpdate: "log_update_batch"
        default: nil
        }
    }
}
