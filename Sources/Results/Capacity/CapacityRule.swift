/// How a search went about it. Loads are clients, or tasks a second where only these grow.
package struct CapacityRule: Codable, Sendable, Equatable {
    package var start: Double
    package var lowest: Double
    package var highest: Double
    /// Why `highest` is the highest.
    package var limit: String
    /// Relative: 0.05 is 5 %.
    package var resolution: Double
    /// Fresh trials that all had to hold.
    package var confirmations: Int
    package var stepDown: Double

    package init(
        start: Double, lowest: Double, highest: Double, limit: String, resolution: Double, confirmations: Int,
        stepDown: Double
    ) {
        self.start = start
        self.lowest = lowest
        self.highest = highest
        self.limit = limit
        self.resolution = resolution
        self.confirmations = confirmations
        self.stepDown = stepDown
    }
}
