import Results

/// Two arms whose curves may cross: polling, and one to which the same server pushes.
struct ArmPair: Sendable {
    let baseline: ArmStyle
    let candidate: ArmStyle

    /// Every push arm with the polling arm of its own target that the comparisons start from, or else that
    /// target's first one; a push arm whose target nobody polls, with the comparisons' baseline.
    static func all(_ facts: PlotFacts) -> [ArmPair] {
        let push: [ArmStyle] = facts.arms.filter { isPush($0, facts) }
        let polling: [ArmStyle] = facts.arms.filter { isPolling($0, facts) }
        let named: Set<String> = Set(facts.document.comparisons.map(\.baseline))
        // The comparisons' baselines first, each kind in the order of arms.
        let wanted: [ArmStyle] =
            polling.filter { named.contains($0.name) } + polling.filter { !named.contains($0.name) }
        return push.compactMap { arm in
            let target: String? = target(of: arm, facts)
            let baseline: ArmStyle? = wanted.first { Self.target(of: $0, facts) == target } ?? wanted.first
            return baseline.map { ArmPair(baseline: $0, candidate: arm) }
        }
    }

    static func isPush(_ arm: ArmStyle, _ facts: PlotFacts) -> Bool {
        ["websocket", "long-polling"].contains(transport(arm, facts))
    }

    static func isPolling(_ arm: ArmStyle, _ facts: PlotFacts) -> Bool {
        !isPush(arm, facts) && transport(arm, facts).hasSuffix("-polling")
    }

    private static func transport(_ arm: ArmStyle, _ facts: PlotFacts) -> String {
        facts.cells(of: arm).first?.transport ?? ""
    }

    /// Nil for the swarm-server beside bench.
    private static func target(of arm: ArmStyle, _ facts: PlotFacts) -> String? {
        facts.document.environment.targets?.first { $0.arms.contains(arm.name) }?.name
    }
}
