/// What the search found.
package struct CapacityAnswer: Codable, Sendable, Equatable {
    package enum Kind: String, Codable, Sendable {
        /// The largest load that holds, confirmed.
        case found
        /// Confirmed, and something other than the server ended the search.
        case atLeast
        /// The objective does not hold at the lowest load.
        case none
        /// No trial told anything.
        case unknown
        /// Ended before it was through: the load, if any, held in a single trial.
        case stopped
    }

    package var kind: Kind
    /// The load; null without one.
    @ExplicitNull package var clients: Int?
    @ExplicitNull package var tasksPerSecond: Double?
    /// Why there is no more to say.
    @ExplicitNull package var reason: String?
    /// Of the conditions, at this load over the fresh trials there.
    package var edge: [CapacityEdge]

    package init(
        kind: Kind, clients: Int? = nil, tasksPerSecond: Double? = nil, reason: String? = nil,
        edge: [CapacityEdge] = []
    ) {
        self.kind = kind
        self.clients = clients
        self.tasksPerSecond = tasksPerSecond
        self.reason = reason
        self.edge = edge
    }

    /// Fresh trials have all held there.
    package var isConfirmed: Bool { kind == .found || kind == .atLeast }
}

/// A condition at the load that was confirmed.
package struct CapacityEdge: Codable, Sendable, Equatable {
    package var expression: String
    package var unit: String
    package var limit: Double
    /// Geometric, over the fresh trials there; null below three values above zero.
    @ExplicitNull package var mean: Double?
    /// Of the mean, on logarithms.
    @ExplicitNull package var confidence95: [Double]?
    /// The trials' values.
    package var values: [Double]

    package init(
        expression: String, unit: String, limit: Double, mean: Double?, confidence95: [Double]?,
        values: [Double]
    ) {
        self.expression = expression
        self.unit = unit
        self.limit = limit
        self.mean = mean
        self.confidence95 = confidence95
        self.values = values
    }
}
