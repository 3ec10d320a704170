import LoadEngine
import Reporting
import Scenarios

extension ValidateCommand {
    /// How many clients do what, an arm a line; nothing where all only listen.
    static func behaviours(_ scenario: Scenario) -> [String] {
        scenario.arms.filter { !$0.behaviours.isEmpty }.map { arm in
            let counts: [Int] = BehaviourShares.counts(
                arm.behaviours.map(\.weight), clients: scenario.clients)
            let parts: [String] = zip(arm.behaviours, counts).map { "\($1) \(words($0))" }
            return "clients   of \(arm.name): \(parts.joined(separator: ", "))"
        }
    }

    private static func words(_ behaviour: Behaviour) -> String {
        func time(_ nanoseconds: Int64) -> String { DurationText.format(nanoseconds) }
        var details: [String] = behaviour.name == behaviour.kind.name ? [] : [behaviour.kind.name]
        switch behaviour.kind {
        case .viewer: break
        case .operator(let every, let arrivals):
            details.append("a task every \(time(every)), \(arrivals == .fixed ? "uniform" : "poisson")")
        case .refresher(let stay, let away, let spacing):
            details.append("stay \(time(stay)), away \(time(away)), \(spacing.rawValue)")
        case .slowReader(let reading):
            if let rate = reading.bytesPerSecond { details.append("\(NumberFormat.count(rate)) bytes/s") }
            if let pause = reading.pause {
                details.append("pauses \(time(pause.length)) every \(time(pause.period))")
            }
        case .flaky(let every, let spacing, let drop):
            details.append("\(drop == .reset ? "resets" : "drops") every \(time(every)), \(spacing.rawValue)")
        }
        if !behaviour.rooms.isEmpty { details.append("rooms \(behaviour.rooms.joined(separator: ", "))") }
        if behaviour.kind == .viewer, behaviour.reconnects { details.append("reconnects") }
        return behaviour.name + (details.isEmpty ? "" : " (\(details.joined(separator: "; ")))")
    }
}
