import Reporting
import Scenarios

extension ValidateCommand {
    /// What a scenario would run, in lines.
    static func summary(_ scenario: Scenario, file: String) -> [String] {
        var lines: [String] = ["\(file): valid, runs \(scenario.name)"]
        if !scenario.description.isEmpty {
            lines.append(scenario.description.split(whereSeparator: \.isNewline).joined(separator: " "))
        }
        let trials: Int = scenario.countedTrials
        lines +=
            [
                "",
                "arms      \(scenario.arms.map(arm).joined(separator: ", ")); baseline \(scenario.baseline)",
            ] + load(scenario.load) + [] + behaviours(scenario) + [
                "clients   \(scenario.clients) in every arm, connecting \(NumberFormat.chosen(scenario.connectRate)) a second",
                "phases    warm-up \(duration(scenario.phases.warmUp)), steady \(duration(scenario.phases.steady))",
                "blocks    \(scenario.blocks), seed \(scenario.seed)",
                "server    \(server(scenario.server))",
            ]
        if scenario.network != .loopback {
            lines.append("network   \(scenario.network.rawValue) (needs root)")
        }
        if scenario.httpClient != .native { lines.append("requests  by \(scenario.httpClient.rawValue)") }
        lines += generator(scenario.generator)
        lines += targets(scenario)
        lines += faults(scenario.faults)
        lines += thresholds(scenario)
        return lines + [
            "trials    \(trials) and a short discarded one: "
                + "about \(TimeFormat.length(seconds: scenario.estimatedSeconds))"
        ]
    }

    /// Nothing where one loop of one process does all.
    private static func generator(_ settings: GeneratorSettings) -> [String] {
        guard settings != GeneratorSettings() else { return [] }
        let loops: String = "\(settings.workers) event loop\(settings.workers == 1 ? "" : "s")"
        guard let processes = settings.processes else { return ["generator \(loops)"] }
        return ["generator \(processes) process\(processes == 1 ? "" : "es"), \(loops) each"]
    }

    private static func arm(_ arm: Arm) -> String {
        let place: String = arm.target.map { " at \($0.name)" } ?? ""
        return switch arm.transport {
        case .intervalPolling(let interval), .conditionalPolling(let interval), .eventPolling(let interval):
            "\(arm.name) (\(arm.transport.name) every \(duration(interval))\(place))"
        case .longPolling, .webSocket:
            "\(arm.name) (\(arm.transport.name)\(arm.isBatched ? "" : ", batching off")\(place))"
        }
    }

    private static func server(_ server: ServerSettings) -> String {
        let teams: String = "\(server.teams) team\(server.teams == 1 ? "" : "s")"
        let loops: String = "\(server.eventLoops) event loop\(server.eventLoops == 1 ? "" : "s")"
        let heartbeat: String =
            "ping every \(duration(server.pingInterval)), timeout \(duration(server.pingTimeout))"
        let windows: [String] = server.batchWindows.sorted { $0.key < $1.key }
            .map { "\($0.key) \(duration($0.value))" }
        let batching: String = windows.isEmpty ? "" : "; batching windows: \(windows.joined(separator: ", "))"
        return "\(teams), \(loops), \(heartbeat)\(batching)"
    }

    private static func duration(_ nanoseconds: Int64) -> String { DurationText.format(nanoseconds) }
}
