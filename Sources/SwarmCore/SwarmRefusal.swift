/// Why the swarm refused a command. Nothing has changed then.
package enum SwarmRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    /// A field's value is outside its limits; the text says which and what is allowed.
    case invalid(String)
    /// The task depends on one that was never accepted, or that finished long ago and was forgotten.
    case unknownDependency(String)
    /// As many tasks wait as may.
    case queueFull(limit: Int)
    /// As many agents exist as may.
    case tooManyAgents(limit: Int)
    case unknownAgent(String)
    /// No template has this name.
    case unknownTemplate(String)
    /// The agent has a task in hand, so its status follows from that.
    case agentHasTask(agent: String, task: String)

    package var description: String {
        switch self {
        case .invalid(let text): return text
        case .unknownDependency(let id):
            return "dependency \(id) is no task of this swarm, or it finished too long ago to be remembered"
        case .queueFull(let limit):
            return "\(limit) tasks are waiting, which is the limit (--max-queue); submit again later"
        case .tooManyAgents(let limit):
            return "the swarm has \(limit) agents, which is the limit; delete some first"
        case .unknownAgent(let id): return "there is no agent \(id)"
        case .unknownTemplate(let name):
            let known = AgentTemplate.defaultTeam.map(\.agentType).joined(separator: ", ")
            return "there is no agent type \(name); known: \(known)"
        case .agentHasTask(let agent, let task):
            return
                "agent \(agent) is working on \(task); until that ends it can only be set to error or offline"
        }
    }
}
