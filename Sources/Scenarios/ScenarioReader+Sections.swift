extension ScenarioReader {
    static func phases(_ value: Value?) -> Phases {
        var phases: Phases = ScenarioDefaults.phases
        guard let section = section(value, known: ["warm-up", "steady"]) else { return phases }
        if let length = section["warm-up"]?.duration(ScenarioLimits.warmUp) { phases.warmUp = length }
        if let length = section["steady"]?.duration(ScenarioLimits.steady) { phases.steady = length }
        return phases
    }

    static func server(_ value: Value?) -> ServerSettings {
        var server: ServerSettings = ScenarioDefaults.server
        let known: [String] = ["teams", "event-loops", "ping-interval", "ping-timeout", "batch-windows"]
        guard let section = section(value, known: known) else { return server }
        if let teams = section["teams"]?.wholeNumber(ScenarioLimits.teams) { server.teams = teams }
        if let loops = section["event-loops"]?.wholeNumber(ScenarioLimits.eventLoops) {
            server.eventLoops = loops
        }
        if let time = section["ping-interval"]?.duration(ScenarioLimits.heartbeat) {
            server.pingInterval = time
        }
        if let time = section["ping-timeout"]?.duration(ScenarioLimits.heartbeat) {
            server.pingTimeout = time
        }
        let types: [String] = ScenarioLimits.batchedTypes
        if let windows = Self.section(section["batch-windows"], known: types) {
            for type in types {
                server.batchWindows[type] = windows[type]?.duration(ScenarioLimits.batchWindow)
            }
        }
        return server
    }

    static func section(_ value: Value?, known: [String]) -> Section? {
        guard let value else { return nil }
        return Section(value.node, path: value.name, known: known, tree: value.tree, log: value.log)
    }
}
