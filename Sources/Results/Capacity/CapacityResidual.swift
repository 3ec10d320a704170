/// A model's value beside a measured one.
package struct CapacityResidual: Codable, Sendable, Equatable {
    package var clients: Double
    package var tasksPerSecond: Double
    package var measured: Double
    package var fitted: Double
    /// By a fit of all other points; null where these are too few.
    @ExplicitNull package var heldOut: Double?

    package init(
        clients: Double, tasksPerSecond: Double, measured: Double, fitted: Double, heldOut: Double?
    ) {
        self.clients = clients
        self.tasksPerSecond = tasksPerSecond
        self.measured = measured
        self.fitted = fitted
        self.heldOut = heldOut
    }
}
