import Yams

extension ScenarioReader {
    /// `{from: 1, to: 20}`.
    static func ramp(_ value: Value) -> LoadShape? {
        guard let section = section(value, known: ["from", "to"], required: ["from", "to"]) else {
            return nil
        }
        guard let from = section["from"]?.rate(ScenarioLimits.tasksPerSecond),
            let to = section["to"]?.rate(ScenarioLimits.tasksPerSecond)
        else { return nil }
        return .ramp(from: from, to: to)
    }

    /// `[{rate: 5, for: 3s}, {rate: 20, for: 4s}]`.
    static func steps(_ value: Value) -> LoadShape? {
        guard case .sequence(let list) = value.node, !list.isEmpty, list.count <= ScenarioLimits.steps else {
            value.report(
                "`\(value.name)` is no list of up to \(ScenarioLimits.steps) steps",
                remedy: "write one `- {rate: 5, for: 3s}` a step")
            return nil
        }
        var steps: [LoadStep] = []
        for (index, node) in list.enumerated() {
            let entry = Value(
                name: "\(value.name)[\(index)]", node: node, key: Section.position(of: node),
                tree: value.tree, log: value.log)
            let keys: [String] = ["rate", "for"]
            guard let section = section(entry, known: keys, required: keys) else { continue }
            guard let rate = section["rate"]?.rate(ScenarioLimits.tasksPerSecond),
                let length = section["for"]?.duration(ScenarioLimits.shapeLength)
            else { continue }
            steps.append(LoadStep(rate: rate, length: length))
        }
        return steps.count == list.count ? .steps(steps) : nil
    }

    /// `{base: 2, peak: 50, at: 3s, for: 1s}`.
    static func spike(_ value: Value) -> LoadShape? {
        let keys: [String] = ["base", "peak", "at", "for"]
        guard let section = section(value, known: keys, required: keys) else { return nil }
        guard let base = section["base"]?.rate(ScenarioLimits.tasksPerSecond),
            let peak = section["peak"]?.rate(ScenarioLimits.tasksPerSecond),
            let at = section["at"]?.duration(ScenarioLimits.spikeStart),
            let length = section["for"]?.duration(ScenarioLimits.shapeLength)
        else { return nil }
        return .spike(base: base, peak: peak, at: at, length: length)
    }

    /// A mapping of which some keys must be there; nil, reported, without them.
    static func section(_ value: Value, known: [String], required: [String]) -> Section? {
        guard let section = section(value, known: known) else { return nil }
        let missing: [String] = required.filter { section[$0] == nil }
        for key in missing {
            section.log.add(
                at: section.position,
                Complaint(
                    "`\(value.name).\(key)` is missing", remedy: "write \(known.joined(separator: ", "))"))
        }
        return missing.isEmpty ? section : nil
    }
}
