import Collections

/// The agents of the swarm, and who takes what.
struct AgentRoster {
    /// All agents by id, oldest first.
    private(set) var agents: OrderedDictionary<String, Agent> = [:]
    /// Agents of each route, oldest first.
    private var members: [TaskRoute: [Agent]] = [:]

    subscript(id: String) -> Agent? { agents[id] }
    var count: Int { agents.count }

    /// Adds an agent.
    ///
    /// - Returns: whether it lists a type that nobody listed before, so that waiting tasks need new routes.
    mutating func insert(_ agent: Agent) -> Bool {
        agents[agent.id] = agent
        var listsMore = false
        for route in AgentRoster.routes(of: agent) {
            if case .listed = route, members[route] == nil { listsMore = true }
            members[route, default: []].append(agent)
        }
        return listsMore
    }

    /// Removes an agent.
    ///
    /// - Returns: whether a type is listed by nobody any more, so that waiting tasks need new routes.
    mutating func remove(_ agent: Agent) -> Bool {
        agents.removeValue(forKey: agent.id)
        var listsLess = false
        for route in AgentRoster.routes(of: agent) {
            members[route]?.removeAll { $0 === agent }
            guard members[route]?.isEmpty == true else { continue }
            members[route] = nil
            if case .listed = route { listsLess = true }
        }
        return listsLess
    }

    /// Where tasks of a type go.
    func route(taskType: String) -> TaskRoute {
        if taskType.hasPrefix(TaskRoute.collaborativePrefix) { return .collaborative }
        let listed = TaskRoute.listed(taskType)
        return members[listed] == nil ? .unlisted : listed
    }

    /// Whether somebody could take a task of this route now.
    func hasFree(_ route: TaskRoute) -> Bool {
        members[route]?.contains { $0.isFree } ?? false
    }

    /// The best free agents of a route, best first, at most `limit`.
    func bestFree(_ route: TaskRoute, limit: Int) -> [Agent] {
        var best: [Agent] = []
        for agent in members[route] ?? [] where agent.isFree {
            // Agents come oldest first, and only a better one overtakes: equals keep their age's order.
            let place = best.firstIndex { agent.isBetter(than: $0) } ?? best.count
            guard place < limit else { continue }
            best.insert(agent, at: place)
            if best.count > limit { best.removeLast() }
        }
        return best
    }

    private static func routes(of agent: Agent) -> [TaskRoute] {
        var routes: [TaskRoute] = []
        for capability in agent.capabilities {
            let route = TaskRoute.listed(capability.name)
            if !routes.contains(route) { routes.append(route) }
        }
        if agent.role.takesUnlistedWork { routes.append(.unlisted) }
        if agent.role.collaborates { routes.append(.collaborative) }
        return routes
    }
}
