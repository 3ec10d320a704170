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
        let known: [String] = ["name", "transport", "interval", "batching", "target", "behaviours"]
        guard let section = Section(node, path: path, known: known, tree: list.tree, log: list.log) else {
            return nil
        }
        for key in ["name", "transport"] where section[key] == nil {
            let example: String = key == "name" ? "a name such as `push`" : "interval-polling or websocket"
            section.log.add(
                at: section.position, Complaint("`\(path).\(key)` is missing", remedy: "give \(example)"))
        }
        let name: String? = section["name"]?.identifier()
        let transport: Transport? = transport(section)
        let isBatched: Bool = isBatched(section, transport)
        let target: Target? = targets.target(section["target"])
        guard let name, let transport, let nameValue = section["name"] else { return nil }
        let mix: [Behaviour] = section["behaviours"].map { behaviours($0) } ?? common
        if transport != .webSocket, let value = section["behaviours"] {
            value.report(
                "`\(value.name)` has no meaning for \(transport.name)",
                remedy: "remove it, or use transport websocket")
        }
        let arm = Arm(
            name: name, transport: transport, target: target,
            behaviours: transport == .webSocket ? mix : [], isBatched: isBatched)
        if let complaint = arm.behaviourComplaint { section.log.add(at: section.position, complaint) }
        // What is missing in a target may be what could not be read of it.
        if section.log.isEmpty, let complaint = arm.targetComplaint {
            section.log.add(at: section.position, complaint)
        }
        return (arm, nameValue)
    }

    /// `transport` with its `interval`; nil, reported, when there is none.
    private static func transport(_ section: Section) -> Transport? {
        let interval: Int64? = section["interval"]?.duration(ScenarioLimits.interval)
        let all: [Transport] = Transport.all(interval: interval ?? ScenarioDefaults.interval)
        guard let name = section["transport"]?.choice(all.map(\.name)) else { return nil }
        let transport: Transport? = all.first { $0.name == name }
        if transport?.isPush == true, let value = section["interval"] {
            let polling: [String] = all.filter { !$0.isPush }.map(\.name)
            value.report(
                "`\(value.name)` has no meaning for \(name)",
                remedy: "remove it, or use transport \(polling.joined(separator: ", "))")
        }
        return transport
    }

    /// `batching`: whether the arm's server holds events back to send them together.
    private static func isBatched(_ section: Section, _ transport: Transport?) -> Bool {
        guard let value = section["batching"], let choice = value.choice(["on", "off"]) else { return true }
        if let transport, !transport.isPush {
            value.report(
                "`\(value.name)` has no meaning for \(transport.name): nothing is sent in batches there",
                remedy: "remove it")
        }
        return choice == "on"
    }
}
