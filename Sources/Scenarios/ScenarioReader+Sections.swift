import Yams

extension ScenarioReader {
    /// The arms in the file's order; those with errors are reported and left out.
    ///
    /// - Parameter common: behaviours of the arms that have none of their own.
    static func arms(_ value: Value, targets: ScenarioTargets, common: [Behaviour]) -> [Arm] {
        guard case .sequence(let list) = value.node, !list.isEmpty else {
            value.report("`arms` is no list of arms", remedy: "write one `- name: ...` an arm")
            return []
        }
        guard list.count <= ScenarioLimits.arms else {
            value.report(
                "`arms` has \(list.count) entries", remedy: "keep at most \(ScenarioLimits.arms) arms")
            return []
        }
        var arms: [Arm] = []
        for (index, node) in list.enumerated() {
            guard let arm = arm(node, path: "arms[\(index)]", value, targets, common) else { continue }
            if let other = arms.firstIndex(where: { $0.name == arm.arm.name }) {
                value.log.add(
                    at: arm.name.position,
                    Complaint(
                        "`\(arm.name.name)` is `\(arm.arm.name)`, the name of arms[\(other)]",
                        remedy: "give each arm a name of its own"))
            }
            arms.append(arm.arm)
        }
        return arms
    }

    private static func arm(
        _ node: Node, path: String, _ list: Value, _ targets: ScenarioTargets, _ common: [Behaviour]
    ) -> (arm: Arm, name: Value)? {
        let known: [String] = ["name", "transport", "interval", "target", "behaviours"]
        guard let section = Section(node, path: path, known: known, tree: list.tree, log: list.log) else {
            return nil
        }
        for key in ["name", "transport"] where section[key] == nil {
            let example: String = key == "name" ? "a name such as `push`" : "interval-polling or websocket"
            section.log.add(
                at: section.position, Complaint("`\(path).\(key)` is missing", remedy: "give \(example)"))
        }
        let name: String? = section["name"]?.identifier()
        let transport: String? = section["transport"]?.choice(["interval-polling", "websocket"])
        let interval: Int64? = section["interval"]?.duration(ScenarioLimits.interval)
        if transport == "websocket", let value = section["interval"] {
            value.report(
                "`\(value.name)` has no meaning for websocket",
                remedy: "remove it, or use transport interval-polling")
        }
        let target: Target? = targets.target(section["target"])
        guard let name, let transport, let nameValue = section["name"] else { return nil }
        let chosen: Transport =
            transport == "websocket"
            ? .webSocket : .intervalPolling(intervalNanoseconds: interval ?? ScenarioDefaults.interval)
        let mix: [Behaviour] = section["behaviours"].map { behaviours($0) } ?? common
        if chosen != .webSocket, let value = section["behaviours"] {
            value.report(
                "`\(value.name)` has no meaning for \(chosen.name)",
                remedy: "remove it, or use transport websocket")
        }
        let arm = Arm(
            name: name, transport: chosen, target: target, behaviours: chosen == .webSocket ? mix : [])
        if let complaint = arm.behaviourComplaint { section.log.add(at: section.position, complaint) }
        // What is missing in a target may be what could not be read of it.
        if section.log.isEmpty, let complaint = arm.targetComplaint {
            section.log.add(at: section.position, complaint)
        }
        return (arm, nameValue)
    }

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
