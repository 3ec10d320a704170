/// A latency distribution in milliseconds.
package struct LatencySummary: Codable, Sendable, Equatable {
    /// Over the finite samples, from their exact sum.
    @ExplicitNull package var mean: Double?
    @ExplicitNull package var p50: Double?
    @ExplicitNull package var p90: Double?
    /// Null below 1,000 distinct events.
    @ExplicitNull package var p99: Double?
    /// Null below 10,000 distinct events.
    @ExplicitNull package var p999: Double?
    /// Largest finite sample.
    @ExplicitNull package var max: Double?
    /// Samples, the infinite ones included.
    package var count: Int
    /// Distinct log entries behind the samples.
    package var events: Int
    /// Samples that never arrived. They stand above every finite value in the percentiles.
    package var infinite: Int

    package init(
        mean: Double?, p50: Double?, p90: Double?, p99: Double?, p999: Double?, max: Double?, count: Int,
        events: Int, infinite: Int
    ) {
        self.mean = mean
        self.p50 = p50
        self.p90 = p90
        self.p99 = p99
        self.p999 = p999
        self.max = max
        self.count = count
        self.events = events
        self.infinite = infinite
    }
}
