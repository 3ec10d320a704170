/// What an agent is for in the swarm.
package enum AgentRole: String, Sendable, CaseIterable {
    case coordinator
    case worker
    case specialist
    case monitor
    case researcher
    case executor
    case validator

    /// Whether agents of this role take tasks of types that no agent of the swarm lists.
    ///
    /// Coordinators, monitors and validators keep to what they list, so that unknown work never starves
    /// planning, monitoring or validation.
    package var takesUnlistedWork: Bool {
        switch self {
        case .worker, .specialist, .researcher, .executor: true
        case .coordinator, .monitor, .validator: false
        }
    }

    /// Whether agents of this role join in `collaborative_*` tasks: everyone but those who plan and watch.
    package var collaborates: Bool {
        switch self {
        case .worker, .specialist, .researcher, .executor, .validator: true
        case .coordinator, .monitor: false
        }
    }
}
