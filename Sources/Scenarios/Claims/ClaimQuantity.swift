/// What a claim states a value of. Names are those of thresholds, and some that only claims have.
package enum ClaimQuantity: Sendable, Hashable, CustomStringConvertible {
    /// As thresholds name it.
    case figure(ThresholdFigure)
    /// Distinct events of the swarm's log, a second of the steady state.
    case eventsPerSecond
    /// How much the server's resident memory grows in a day if it goes on along a straight line.
    case residentGrowth
    /// Clients with which an objective holds.
    case clients

    package var description: String {
        switch self {
        case .figure(let figure): figure.path.joined(separator: ".")
        case .eventsPerSecond: "eventsPerSecond"
        case .residentGrowth: "server.residentGrowth"
        case .clients: "clients"
        }
    }

    package var dimension: ThresholdDimension {
        switch self {
        case .figure(let figure): figure.dimension
        case .eventsPerSecond: .rate
        case .residentGrowth: .bytes
        case .clients: .count
        }
    }

    /// As results name it.
    package var unit: String { self == .residentGrowth ? "bytes/day" : dimension.unit }

    /// Nil for a name that nothing has.
    package init?(_ name: String) {
        guard let quantity = Self.all.first(where: { $0.description == name }) else { return nil }
        self = quantity
    }

    /// Those of a test's trials: ``clients`` comes from several tests.
    package static let all: [ClaimQuantity] =
        ThresholdFigure.all.map { .figure($0) } + [.eventsPerSecond, .residentGrowth]
}
