/// A figure of a cell or a trial by the name that thresholds, trends and comparisons of runs use:
/// `updateLatency.p99`, `traffic`, `server.cpuPercent`, `lost`.
package struct Metric: Sendable {
    /// Path in the document without the unit's suffix.
    package let name: String
    /// As the document names units: `ms`, `bytes/client/h`, `%`, empty for counts and shares.
    package let unit: String
    /// Below this on either side a ratio means nothing (measurement.md).
    package let nearZero: Double
    /// The distribution it is of, for latencies.
    package let distribution: (@Sendable (Figures) -> LatencySummary?)?
    /// Nil where the figure does not exist for the arm or the run could not tell.
    package let value: @Sendable (Figures) -> Double?

    package init(
        _ name: String, unit: String, nearZero: Double = 0,
        distribution: (@Sendable (Figures) -> LatencySummary?)? = nil,
        value: @escaping @Sendable (Figures) -> Double?
    ) {
        self.name = name
        self.unit = unit
        self.nearZero = nearZero
        self.distribution = distribution
        self.value = value
    }

    /// By its name; the document's own spelling of a path (`updateLatencyMs.p99`) is taken too.
    package static func named(_ name: String) -> Metric? { byName[plain(name)] }

    private static let byName: [String: Metric] =
        Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    /// Without the suffix of the unit at the first part of a path.
    private static func plain(_ name: String) -> String {
        var parts: [Substring] = name.split(separator: ".", omittingEmptySubsequences: false)
        if let first = parts.first, first.hasSuffix("Ms") { parts[0] = first.dropLast(2) }
        return parts.joined(separator: ".")
    }

    /// Whether a ratio of two values of this metric says something.
    package func hasRatio(_ left: Double, _ right: Double) -> Bool {
        min(left, right) > 0 && min(left, right) >= nearZero && max(left, right).isFinite
    }
}
