import Responder

/// How long a selftest takes and what it covers.
package struct SelfTestPlan: Sendable {
    /// Repetitions of each role, each against a responder of its own draw.
    package var repetitions: [(role: ResponderRole, count: Int)]
    /// Length of a repetition's steady state, nanoseconds.
    package var steady: Int64

    /// About a minute.
    package static let full = SelfTestPlan(
        repetitions: [
            (.push, 3), (.polling, 2), (.conditionalPolling, 2), (.eventPolling, 2), (.longPolling, 2),
            (.tasks, 2),
        ], steady: 3_000_000_000)
    /// Some twenty seconds: for a first look, and for tests.
    package static let quick = SelfTestPlan(
        repetitions: ResponderRole.allCases.map { ($0, 1) }, steady: 1_500_000_000)

    /// The same for one role alone; for all with nil.
    package func only(_ role: ResponderRole?) -> SelfTestPlan {
        guard let role else { return self }
        return SelfTestPlan(repetitions: repetitions.filter { $0.role == role }, steady: steady)
    }

    /// Roles in turn, so that a disturbance of the machine does not meet one of them alone.
    var order: [ResponderRole] {
        let most = repetitions.map(\.count).max() ?? 0
        return (0..<most).flatMap { round in repetitions.filter { $0.count > round }.map(\.role) }
    }
}
