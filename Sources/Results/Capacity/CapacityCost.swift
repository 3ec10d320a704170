/// What something costs the server or the network.
package struct CapacityCost: Codable, Sendable, Equatable {
    /// `memory per client`, ...
    package var title: String
    package var unit: String
    package var estimate: CapacityEstimate
    /// What it was taken from: `slope over 5 client counts`, `mean of 5 trials`.
    package var source: String

    package init(title: String, unit: String, estimate: CapacityEstimate, source: String) {
        self.title = title
        self.unit = unit
        self.estimate = estimate
        self.source = source
    }
}
