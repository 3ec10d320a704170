extension Scenario {
    /// Trials that count: every arm at every load point in every block.
    package var countedTrials: Int { arms.count * load.points.count * blocks }

    /// Seconds that one trial takes around its phases, measured on two cores: start of a server
    /// process, the tail of the drain, closing clients and fetching the server's log.
    static let startSeconds: Double = 0.4
    static let drainSeconds: Double = 1.2
    static let closeSeconds: Double = 0.3

    /// How long a run takes, the discarded first trial included: an estimate to plan by.
    package var estimatedSeconds: Double {
        let phases: Double = Double(phases.warmUp + phases.steady) / 1e9
        let around: Double = Self.startSeconds + Self.drainSeconds + Self.closeSeconds
        let trial: Double = around + Double(clients) / connectRate + phases
        return trial * Double(countedTrials) + around
    }
}
