import Scenarios

extension ValidateCommand {
    /// A paragraph for every target that an arm measures; nothing where all measure the swarm-server.
    static func targets(_ scenario: Scenario) -> [String] {
        var seen: [String] = []
        var lines: [String] = []
        for target in scenario.arms.compactMap(\.target) where !seen.contains(target.name) {
            seen.append(target.name)
            let title: String = target.name == "target" ? "target" : "target \(target.name)"
            lines.append("\(title): \(place(target))")
            lines += facts(target).map { "          \($0)" }
        }
        return lines
    }

    private static func place(_ target: Target) -> String {
        let address: String = target.address.map { " at \($0.text)" } ?? ""
        guard let command = target.command else { return "a running server\(address)" }
        return "`\(command.words.joined(separator: " "))`\(address), started for every trial"
    }

    private static func facts(_ target: Target) -> [String] {
        var facts: [String] = []
        var socket: String = "Socket.IO at \(target.socketPath), namespace \(target.namespace)"
        if target.authentication != nil { socket += ", with auth" }
        if !target.headers.isEmpty {
            socket += ", headers \(target.headers.map(\.name).joined(separator: ", "))"
        }
        facts.append(socket)
        if target.api == .swarmbot {
            facts.append("SwarmBot's events and HTTP API")
        } else {
            facts.append(updates(target))
            if let poll = target.poll { facts.append(self.poll(poll)) }
            facts.append(trigger(target.trigger))
        }
        facts.append("CPU and memory: \(cpu(target))")
        return facts
    }

    private static func updates(_ target: Target) -> String {
        let updates: UpdateFields = target.updates
        let events: String = updates.events.map { $0.joined(separator: ", ") } ?? "all events"
        guard let timestamp = updates.timestamp else {
            return "updates: \(events), from the trigger whose token comes back "
                + (updates.token.map { "in \($0.text)" } ?? "anywhere in the event")
        }
        let sequence: String = updates.sequence.map { "sequence \($0.text)" } ?? "without a sequence"
        return "updates: \(events), stamped in \(timestamp.text) (\(updates.format.rawValue)), \(sequence)"
    }

    private static func poll(_ poll: PollSource) -> String {
        guard let timestamp = poll.timestamp else {
            return "polled: GET \(poll.path), from the trigger whose token comes back"
        }
        let sequence: String = poll.sequence.map { ", sequence \($0.text)" } ?? ""
        return "polled: GET \(poll.path), stamped in \(timestamp.text) (\(poll.format.rawValue))\(sequence)"
    }

    private static func trigger(_ trigger: Trigger?) -> String {
        switch trigger {
        case .post(let path, _): "triggered by POST \(path)"
        case .emit(let event, _): "triggered by the event \(event)"
        case nil: "events come by themselves"
        }
    }

    private static func cpu(_ target: Target) -> String {
        switch target.cpu {
        case .process(let number): "process \(number)"
        case .prometheus(let address, let path, _, _): "Prometheus metrics of \(address.text)\(path)"
        case nil: target.command == nil ? "not measured" : "the command's process"
        }
    }
}
