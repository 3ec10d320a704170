/// A value with its 95 % interval.
package struct CapacityEstimate: Codable, Sendable, Equatable {
    package var value: Double
    @ExplicitNull package var lower: Double?
    /// Null where nothing bounds it, too.
    @ExplicitNull package var upper: Double?

    package init(_ value: Double, lower: Double?, upper: Double?) {
        self.value = value
        self.lower = lower
        self.upper = upper
    }
}
