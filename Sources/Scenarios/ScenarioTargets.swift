/// The targets of a scenario while it is read: the default and the named ones.
struct ScenarioTargets {
    /// `target:`, for arms that name none.
    var common: Target?
    /// `targets:` by name.
    var named: [String: Target] = [:]
    /// Names of `targets:`, those that could not be read included.
    var names: [String] = []

    /// In the order of their names; the common one first.
    var all: [Target] { [common].compactMap { $0 } + names.compactMap { named[$0] } }

    init(_ top: Section) {
        common = top["target"].flatMap { ScenarioReader.target($0, name: "target") }
        guard let value = top["targets"] else { return }
        guard let pairs = value.pairs("names and what they stand for", most: ScenarioLimits.targets) else {
            return
        }
        for (name, value) in pairs {
            guard name.allSatisfy({ Value.isWord($0) || $0 == "-" }), name.count <= ScenarioLimits.nameLength
            else {
                value.log.add(
                    at: value.key,
                    Complaint(
                        "`\(Value.shortened(name))` is no name of a target",
                        remedy: "write up to \(ScenarioLimits.nameLength) letters, digits, - and _"))
                continue
            }
            names.append(name)
            named[name] = ScenarioReader.target(value, name: name)
        }
    }

    /// The target of an arm; nil for the swarm-server beside bench. Reports a name that nothing has.
    func target(_ value: Value?) -> Target? {
        guard let value else { return common }
        guard let name = value.identifier() else { return nil }
        guard names.contains(name) else {
            let remedy: String
            if let nearest = NearestKey.suggestion(for: name, among: names) {
                remedy = "did you mean `\(nearest)`?"
            } else if names.isEmpty {
                remedy = "list it under `targets`"
            } else {
                remedy = "write one of \(names.joined(separator: ", "))"
            }
            value.report("`\(value.name)` names no target: `\(name)`", remedy: remedy)
            return nil
        }
        return named[name]
    }
}

extension Arm {
    /// What keeps this arm from measuring anything at its target; nil when nothing does.
    var targetComplaint: Complaint? {
        guard let target else { return nil }
        let place: String = "the target `\(target.name)` of arm `\(name)`"
        guard isBatched || target.command != nil && target.address == nil else {
            return Complaint(
                "\(place) is not started with the options of swarm-server, and `batching: off` is one",
                remedy: "remove it, or leave out the target")
        }
        guard target.api == .none else { return nil }
        let carriesToken: Bool = target.trigger?.carriesToken == true
        guard transport != .longPolling else {
            return Complaint(
                "\(place) is no SwarmBot, and long-polling knows SwarmBot's events alone",
                remedy: "use websocket, or `api: swarmbot` if it has SwarmBot's")
        }
        if transport.isPush {
            guard target.updates.timestamp == nil, !carriesToken else { return nil }
            return Complaint(
                "\(place) says neither where its events have a timestamp nor triggers them with a {token}, "
                    + "so that no latency can be measured",
                remedy: "name `updates.timestamp`, or write {token} in `trigger`")
        }
        guard let poll = target.poll else {
            return Complaint(
                "\(place) has no `poll`, and \(transport.name) asks for one",
                remedy: "give `poll.path`, or `api: swarmbot` if it has SwarmBot's")
        }
        guard poll.timestamp != nil || carriesToken else {
            return Complaint(
                "\(place) says neither where the polled JSON has a timestamp nor triggers events with a "
                    + "{token}, so that no latency can be measured",
                remedy: "name `poll.timestamp`, or write {token} in `trigger`")
        }
        guard case .intervalPolling = transport else {
            return Complaint(
                "\(place) is no SwarmBot, and \(transport.name) asks for its API",
                remedy: "use interval-polling, or `api: swarmbot` if it has SwarmBot's")
        }
        return nil
    }
}
