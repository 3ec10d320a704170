import Yams

extension ScenarioReader {
    private static let common = ["kind", "name", "weight", "rooms", "reconnect"]
    private static let ofKind: [String: [String]] = [
        "viewer": [], "operator": ["every", "arrivals"], "refresher": ["stay", "away", "spacing"],
        "slow-reader": ["read-rate", "pause", "every"], "flaky": ["every", "spacing", "drop"],
    ]

    /// The mix of behaviours; empty, reported, when it cannot be read.
    static func behaviours(_ value: Value?) -> [Behaviour] {
        guard let value else { return [] }
        guard case .sequence(let list) = value.node, !list.isEmpty,
            list.count <= ScenarioLimits.behaviours
        else {
            value.report(
                "`\(value.name)` is no list of up to \(ScenarioLimits.behaviours) behaviours",
                remedy: "write one `- {kind: viewer, weight: 9}` a behaviour")
            return []
        }
        var all: [Behaviour] = []
        for (index, node) in list.enumerated() {
            let entry = Value(
                name: "\(value.name)[\(index)]", node: node, key: Section.position(of: node),
                tree: value.tree, log: value.log)
            guard let behaviour = behaviour(entry) else { continue }
            if all.contains(where: { $0.name == behaviour.name }) {
                entry.report(
                    "`\(entry.name)` is another `\(behaviour.name)`",
                    remedy: "give one of the two a `name` of its own")
            }
            all.append(behaviour)
        }
        return all
    }

    private static func behaviour(_ value: Value) -> Behaviour? {
        let known: [String] = common + Set(ofKind.values.joined()).sorted()
        guard let section = section(value, known: known, required: ["kind"]) else { return nil }
        guard let kind = section["kind"]?.choice(Behaviour.Kind.names) else { return nil }
        for key in known where !common.contains(key) && ofKind[kind]?.contains(key) != true {
            section[key]?.report(
                "`\(value.name).\(key)` has no meaning for \(kind)", remedy: "remove it, or use another kind")
        }
        let weight: Double? = section["weight"].map { $0.number(ScenarioLimits.weight) } ?? 1
        let reconnects: Bool? = section["reconnect"].map { $0.flag() } ?? (kind == "flaky")
        if kind == "flaky", reconnects == false {
            section["reconnect"]?.report(
                "a flaky client that does not come back would only be gone",
                remedy: "remove `reconnect`")
        }
        guard let read = self.kind(kind, section, value), let weight, let reconnects else { return nil }
        return Behaviour(
            name: section["name"]?.identifier() ?? kind, weight: weight, kind: read,
            rooms: rooms(section["rooms"]), reconnects: reconnects)
    }

    private static func kind(_ kind: String, _ section: Section, _ value: Value) -> Behaviour.Kind? {
        func duration(_ key: String, else otherwise: Int64) -> Int64? {
            guard let value = section[key] else { return otherwise }
            return value.duration(ScenarioLimits.behaviourTime)
        }
        let second: Int64 = 1_000_000_000
        let spacing: Spacing =
            section["spacing"]?.choice(Spacing.allCases.map(\.rawValue)).flatMap(Spacing.init)
            ?? .exponential
        switch kind {
        case "operator":
            let arrivals: String = section["arrivals"]?.choice(["poisson", "uniform"]) ?? "poisson"
            return duration("every", else: second).map {
                .operator(every: $0, arrivals: arrivals == "poisson" ? .exponential : .fixed)
            }
        case "refresher":
            guard let stay = duration("stay", else: 5 * second), let away = duration("away", else: second)
            else { return nil }
            return .refresher(stay: stay, away: away, spacing: spacing)
        case "slow-reader": return slowReader(section, value)
        case "flaky":
            let drops: [String] = Behaviour.Drop.allCases.map(\.rawValue)
            let drop: Behaviour.Drop = section["drop"]?.choice(drops).flatMap(Behaviour.Drop.init) ?? .close
            return duration("every", else: 10 * second).map {
                .flaky(every: $0, spacing: spacing, drop: drop)
            }
        default: return .viewer
        }
    }

    private static func slowReader(_ section: Section, _ value: Value) -> Behaviour.Kind? {
        let rate: Int? = section["read-rate"]?.wholeNumber(ScenarioLimits.readRate)
        var pause: SlowReading.Pause?
        if let length = section["pause"]?.duration(ScenarioLimits.behaviourTime) {
            let period: Int64? =
                section["every"].map { $0.duration(ScenarioLimits.behaviourTime) } ?? 4 * length
            guard let period else { return nil }
            guard period > length else {
                section["every"]?.report(
                    "`\(value.name).every` is no longer than its `pause`", remedy: "make it longer")
                return nil
            }
            pause = SlowReading.Pause(length: length, period: period)
        }
        guard rate != nil || pause != nil else {
            value.report(
                "`\(value.name)` does not say how slowly it reads",
                remedy: "write `read-rate: 10000` (bytes a second), or `pause: 500ms` with `every: 2s`")
            return nil
        }
        return .slowReader(SlowReading(bytesPerSecond: rate, pause: pause))
    }

    private static func rooms(_ value: Value?) -> [String] {
        guard let value else { return [] }
        guard case .sequence(let list) = value.node, list.count <= ScenarioLimits.rooms else {
            value.report(
                "`\(value.name)` is no list of up to \(ScenarioLimits.rooms) rooms",
                remedy: "write `[room, another]`")
            return []
        }
        return list.enumerated().compactMap { index, node in
            Value(
                name: "\(value.name)[\(index)]", node: node, key: Section.position(of: node),
                tree: value.tree, log: value.log
            ).identifier()
        }
    }
}

extension Value {
    /// `yes` or `no`, in YAML's words.
    func flag() -> Bool? {
        guard let text = choice(["true", "false", "yes", "no"]) else { return nil }
        return text == "true" || text == "yes"
    }

    /// A number that is no rate.
    func number(_ range: ClosedRange<Double>) -> Double? {
        let least: String = ScenarioLimits.plain(range.lowerBound)
        let wanted: String = "a number from \(least) to \(ScenarioLimits.plain(range.upperBound))"
        guard let text = text(wanted) else { return nil }
        guard Self.isPlainNumber(text), let number = Double(text), range.contains(number) else {
            report("`\(name)` is \(Self.kind(of: text))", remedy: "write \(wanted)")
            return nil
        }
        return number
    }
}
