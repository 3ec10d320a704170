import Yams

extension ScenarioReader {
    private static let common = ["kind", "name", "at", "rate"]
    private static let ofKind: [String: [String]] = [
        "restart": ["down"], "stop": ["for"], "reset": ["share"], "half-open": ["share", "gone"],
        "delay": ["for", "delay", "jitter", "direction", "share"],
        "bandwidth": ["for", "bytes-per-second", "burst", "direction", "share"],
        "blackhole": ["for", "share"], "slow-reader": ["for", "read-rate", "share"],
    ]

    /// What goes wrong in a steady state of `steady` nanoseconds; what cannot be read is reported and left out.
    static func faults(_ value: Value?, steady: Int64) -> [Fault] {
        guard let value else { return [] }
        guard case .sequence(let list) = value.node, !list.isEmpty, list.count <= ScenarioLimits.faults else {
            value.report(
                "`\(value.name)` is no list of up to \(ScenarioLimits.faults) faults",
                remedy: "write one `- {kind: restart, at: 10s}` a fault")
            return []
        }
        var all: [(fault: Fault, entry: Value)] = []
        for (index, node) in list.enumerated() {
            let entry = Value(
                name: "\(value.name)[\(index)]", node: node, key: Section.position(of: node),
                tree: value.tree, log: value.log)
            guard let fault = fault(entry, steady: steady) else { continue }
            if all.contains(where: { $0.fault.name == fault.name }) {
                entry.report(
                    "`\(entry.name)` is another `\(fault.name)`",
                    remedy: "give one of the two a `name` of its own, or list its times: `at: [2s, 6s]`")
            }
            if let other = all.first(where: { $0.fault.meets(fault) }) {
                entry.report(
                    "`\(entry.name)` begins before `\(other.fault.name)` has ended",
                    remedy: "let one of them begin later: what both do to a client could not be told apart")
            }
            all.append((fault, entry))
        }
        return all.map(\.fault)
    }

    private static func fault(_ value: Value, steady: Int64) -> Fault? {
        let known: [String] = common + Set(ofKind.values.joined()).sorted()
        guard let section = section(value, known: known, required: ["kind"]) else { return nil }
        guard let name = section["kind"]?.choice(Fault.Kind.names) else { return nil }
        for key in known where !common.contains(key) && ofKind[name]?.contains(key) != true {
            section[key]?.report(
                "`\(value.name).\(key)` has no meaning for \(name)", remedy: "remove it, or use another kind")
        }
        guard let kind = kind(name, section, value),
            let timing = timing(section, value, length: kind.length, steady: steady)
        else { return nil }
        return Fault(name: section["name"]?.identifier() ?? name, timing: timing, kind: kind)
    }

    private static func kind(_ name: String, _ section: Section, _ value: Value) -> Fault.Kind? {
        let share: Double? = section["share"].map { $0.share() } ?? 1
        let down: Int64? = section["down"].map { $0.duration(ScenarioLimits.faultTime) } ?? 1_000_000_000
        switch name {
        case "restart": return down.map { .restart(down: $0) }
        case "stop": return length(section, value).map { .stop(length: $0) }
        case "reset": return share.map { .reset(share: $0) }
        case "half-open":
            guard let share, let gone = choice(section["gone"], else: Fault.Gone.client) else { return nil }
            return .halfOpen(share: share, gone: gone)
        default:
            guard let path = path(name, section, value), let share, let length = length(section, value) else {
                return nil
            }
            return .path(path, share: share, length: length)
        }
    }

    private static func path(_ name: String, _ section: Section, _ value: Value) -> PathFault? {
        guard let direction = choice(section["direction"], else: FaultDirection.both) else { return nil }
        func bytes(_ key: String) -> Int? {
            guard let amount = section[key] else {
                value.report(
                    "`\(value.name).\(key)` is missing", remedy: "write `\(key): 20000` for 20 kB a second")
                return nil
            }
            return amount.wholeNumber(ScenarioLimits.readRate)
        }
        switch name {
        case "delay":
            guard section["delay"] != nil || section["jitter"] != nil else {
                value.report(
                    "`\(value.name)` does not say how long it delays",
                    remedy: "write `delay: 50ms`, or `jitter: 20ms`")
                return nil
            }
            let delay: Int64? = section["delay"].map { $0.duration(ScenarioLimits.pathDelay) } ?? 0
            let jitter: Int64? = section["jitter"].map { $0.duration(ScenarioLimits.pathDelay) } ?? 0
            guard let delay, let jitter else { return nil }
            return .delay(delay, jitter: jitter, direction)
        case "bandwidth":
            let burst: Int? = section["burst"].map { $0.wholeNumber(ScenarioLimits.burst) } ?? 0
            guard let rate = bytes("bytes-per-second"), let burst else { return nil }
            return .bandwidth(bytesPerSecond: rate, burst: burst, direction)
        case "slow-reader": return bytes("read-rate").map { .slowReader(bytesPerSecond: $0) }
        default: return .blackhole
        }
    }

    /// Its `for`, which it has to have.
    private static func length(_ section: Section, _ value: Value) -> Int64? {
        guard let length = section["for"] else {
            value.report("`\(value.name).for` is missing", remedy: "write how long it lasts: `for: 2s`")
            return nil
        }
        return length.duration(ScenarioLimits.faultTime)
    }

    private static func choice<Choice: RawRepresentable & CaseIterable>(
        _ value: Value?, else otherwise: Choice
    ) -> Choice? where Choice.RawValue == String {
        guard let value else { return otherwise }
        return value.choice(Choice.allCases.map(\.rawValue)).flatMap(Choice.init(rawValue:))
    }
}
