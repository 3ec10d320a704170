/// What an agent is doing.
package enum AgentStatus: String, Sendable, CaseIterable {
    case idle
    case busy
    case processing
    case waiting
    case error
    case offline

    /// Twice the load that an agent of this status bears (0, 1 or 2), so that it compares as an integer.
    ///
    /// The contract's loads are 0 for idle, 1 for busy and processing, 0.5 for everything else.
    package var doubledLoad: Int {
        switch self {
        case .idle: 0
        case .busy, .processing: 2
        case .waiting, .error, .offline: 1
        }
    }

    /// The load that an agent of this status bears, from 0 to 1.
    package var load: Double { Double(doubledLoad) / 2 }

    /// Whether an agent with this status and no task in hand may be given one.
    ///
    /// A waiting agent may: its load of 0.5 puts it behind every idle one.
    package var acceptsWork: Bool { self == .idle || self == .waiting }

    /// Whether entering this status is announced by `agent_critical_update`.
    package var isCritical: Bool { self == .error || self == .offline }
}
