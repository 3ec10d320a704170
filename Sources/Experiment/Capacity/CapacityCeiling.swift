import LoadEngine
import Scenarios

/// How far a search may go, and what ends it there: its own limits, never the server's.
package struct CapacityCeiling: Sendable, Equatable {
    /// On the search's axis.
    package var highest: Double
    package var reason: String

    /// The scenario format's own bounds.
    private static let mostClients: Double = 1_000_000
    private static let mostTasks: Double = 100_000

    /// - Parameters:
    ///   - asked: what the user allows; nil is no bound.
    ///   - processes: what a generator for this scenario needs; throws where descriptors do not do.
    package init(
        _ scenario: CapacityScenario, asked: Double?,
        processes: (Scenario) throws(LoadError) -> GeneratorProcesses
    ) {
        let bound: Double = scenario.axis == .rate ? Self.mostTasks : Self.mostClients
        var ceiling = CapacityCeiling(
            highest: bound, reason: "no scenario may have more than \(Int(bound))")
        if let asked, asked <= bound {
            ceiling = CapacityCeiling(highest: asked, reason: "--max allows no more")
        }
        if scenario.axis == .both, scenario.load(at: ceiling.highest).tasksPerSecond > Self.mostTasks {
            let clients: Double =
                Self.mostTasks * scenario.start / scenario.load(at: scenario.start).tasksPerSecond
            ceiling = CapacityCeiling(
                highest: clients.rounded(.down),
                reason: "no scenario may have more than \(Int(Self.mostTasks)) tasks/s")
        }
        guard scenario.axis != .rate else {
            self = ceiling
            return
        }
        func refusal(_ level: Double) -> String? {
            do throws(LoadError) {
                _ = try processes(scenario.scenario(scenario.load(at: level)))
                return nil
            } catch {
                return error.description
            }
        }
        guard var reason = refusal(ceiling.highest) else {
            self = ceiling
            return
        }
        var (low, high): (Double, Double) = (0, ceiling.highest)
        while high - low > 1 {
            let middle: Double = ((low + high) / 2).rounded(.down)
            if let refused = refusal(middle) { (high, reason) = (middle, refused) } else { low = middle }
        }
        self = CapacityCeiling(highest: low, reason: reason)
    }

    package init(highest: Double, reason: String) {
        self.highest = highest
        self.reason = reason
    }
}
