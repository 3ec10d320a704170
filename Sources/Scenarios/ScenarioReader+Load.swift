import Yams

extension ScenarioReader {
    private static let openKeys = ["tasks-per-second", "arrivals"]
    private static let closedKeys = ["users", "think-time", "thinking", "wait-for"]

    static func load(_ value: Value?) -> Load {
        var load: Load = ScenarioDefaults.load
        guard let section = section(value, known: ["model"] + openKeys + closedKeys) else { return load }
        let model: String = section["model"]?.choice(["open", "closed"]) ?? "open"
        let strange: [String] = model == "closed" ? openKeys : closedKeys
        for key in strange {
            section[key]?.report(
                "`load.\(key)` has no meaning in \(model == "closed" ? "a closed" : "an open") model",
                remedy: "remove it, or write `model: \(model == "closed" ? "open" : "closed")`")
        }
        if model == "closed" {
            load.points = closedPoints(section)
            return load
        }
        if let rates = section["tasks-per-second"] { load.points = openPoints(rates) }
        let names: [String] = Arrivals.allCases.map(\.rawValue)
        if let text = section["arrivals"]?.choice(names), let arrivals = Arrivals(rawValue: text) {
            load.arrivals = arrivals
        }
        return load
    }

    /// A load point, or a list of them without repetitions.
    private static func openPoints(_ value: Value) -> [OfferedLoad] {
        points(value) { entry in
            if case .mapping = entry.node { return shaped(entry) }
            return entry.rate(ScenarioLimits.tasksPerSecond).map { OfferedLoad(.open(.constant($0))) }
        }
    }

    private static func closedPoints(_ section: Section) -> [OfferedLoad] {
        let thinkTime: Int64 = section["think-time"]?.duration(ScenarioLimits.thinkTime) ?? 0
        let thinking: Spacing =
            section["thinking"]?.choice(Spacing.allCases.map(\.rawValue)).flatMap(Spacing.init) ?? .fixed
        let patience: [String] = ClosedLoad.Patience.allCases.map(\.rawValue)
        let waitsFor: ClosedLoad.Patience =
            section["wait-for"]?.choice(patience).flatMap(ClosedLoad.Patience.init) ?? .answer
        guard let users = section["users"] else {
            section.log.add(
                at: section.position,
                Complaint(
                    "`load.users` is missing", remedy: "say how many users submit tasks, such as `users: 10`")
            )
            return ScenarioDefaults.load.points
        }
        return points(users) { entry in
            entry.wholeNumber(ScenarioLimits.users).map { count in
                OfferedLoad(
                    .closed(
                        ClosedLoad(
                            users: count, thinkTime: thinkTime, thinking: thinking, waitsFor: waitsFor)))
            }
        }
    }

    /// Labels name cells, so each stands once.
    private static func points(_ value: Value, read: (Value) -> OfferedLoad?) -> [OfferedLoad] {
        guard case .sequence(let list) = value.node else {
            return read(value).map { [$0] } ?? ScenarioDefaults.load.points
        }
        guard !list.isEmpty, list.count <= ScenarioLimits.loadPoints else {
            value.report(
                "`\(value.name)` lists \(list.count) load points",
                remedy: "list 1 to \(ScenarioLimits.loadPoints)")
            return ScenarioDefaults.load.points
        }
        var points: [OfferedLoad] = []
        for (index, node) in list.enumerated() {
            let entry = Value(
                name: "\(value.name)[\(index)]", node: node, key: Section.position(of: node),
                tree: value.tree, log: value.log)
            guard let point = read(entry) else { continue }
            if let twin = points.first(where: { $0.label == point.label }) {
                let isSame: Bool = twin.model == point.model
                entry.report(
                    "`\(entry.name)` repeats the load point \(point.label)",
                    remedy: isSame
                        ? "list each once; `blocks` repeats measurements"
                        : "give one of the two a `name` of its own")
            }
            points.append(point)
        }
        return points.isEmpty ? ScenarioDefaults.load.points : points
    }

    private static func shaped(_ value: Value) -> OfferedLoad? {
        let kinds: [String] = ["ramp", "steps", "spike"]
        guard let section = section(value, known: kinds + ["name"]) else { return nil }
        let name: String? = section["name"]?.identifier()
        let given: [String] = kinds.filter { section[$0] != nil }
        guard given.count == 1, let kind = given.first, let shape = section[kind] else {
            value.report(
                "`\(value.name)` has \(given.isEmpty ? "no shape" : "several shapes")",
                remedy: "write one of ramp, steps and spike, or a rate alone")
            return nil
        }
        let read: LoadShape? =
            switch kind {
            case "ramp": ramp(shape)
            case "steps": steps(shape)
            default: spike(shape)
            }
        return read.map { OfferedLoad(.open($0), name: name) }
    }
}
