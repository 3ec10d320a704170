/// One trial of the search.
package struct CapacityTrial: Codable, Sendable, Equatable {
    package enum Outcome: String, Codable, Sendable {
        case held, failed
        /// It told nothing about the server: the generator was at a limit of its own.
        case untold
        /// It told nothing at all: the machine was taken away meanwhile. Repeated.
        case disturbed
        /// It seemed to hold, and something about the server speaks against it.
        case doubtful
    }

    package enum Purpose: String, Codable, Sendable {
        case approach, bisection, confirmation
        /// Below the edge, for the fan-out model and the memory of a client; not part of the search.
        case spread
        /// Beyond it, for the scalability law, or to see again that it did not hold there.
        case saturation
    }

    package var position: Int
    package var purpose: Purpose
    package var clients: Int
    package var tasksPerSecond: Double
    package var outcome: Outcome
    /// Why it did not hold.
    package var reasons: [String]
    /// What it was held to, the objective first.
    package var conditions: [ThresholdResult]
    /// Null where it ended without any.
    @ExplicitNull package var figures: Figures?

    /// Where the report of a load's trials lies, below the search's folder.
    package static func folder(clients: Int, tasksPerSecond: Double) -> String {
        "loads/\(clients)-clients@\(LoadPoint(tasksPerSecond: tasksPerSecond).name)"
    }

    package init(
        position: Int, purpose: Purpose, clients: Int, tasksPerSecond: Double, outcome: Outcome,
        reasons: [String], conditions: [ThresholdResult], figures: Figures?
    ) {
        self.position = position
        self.purpose = purpose
        self.clients = clients
        self.tasksPerSecond = tasksPerSecond
        self.outcome = outcome
        self.reasons = reasons
        self.conditions = conditions
        self.figures = figures
    }
}
