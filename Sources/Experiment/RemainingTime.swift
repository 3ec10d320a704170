import Scenarios

/// Estimates how long the rest of a run takes: planned phases, plus what trials so far took beyond.
struct RemainingTime {
    private let scenario: Scenario
    private let trials: Int
    /// Seconds that trials so far took beyond what was planned.
    private(set) var overheads: [Double]

    /// - Parameter overheads: of trials of another plan, which took as long beyond it.
    init(scenario: Scenario, trials: Int, overheads: [Double] = []) {
        self.scenario = scenario
        self.trials = trials
        self.overheads = overheads
    }

    /// Seconds of a trial that are planned; its start, drain and end come on top.
    private var planned: Double {
        Double(scenario.phases.warmUp + scenario.phases.steady) / 1e9
            + Double(scenario.clients) / scenario.connectRate
    }

    /// A first guess at the rest of a trial until one has been seen.
    private static let firstOverhead: Double = 2

    /// - Parameter seconds: what a counted trial took from start to end.
    mutating func finished(seconds: Double) { overheads.append(seconds - planned) }

    /// - Parameters:
    ///   - trial: the running trial, from 0.
    ///   - elapsed: seconds since it started.
    func secondsLeft(trial: Int, elapsed: Double) -> Double {
        let overhead =
            overheads.isEmpty
            ? Self.firstOverhead : overheads.reduce(0, +) / Double(overheads.count)
        let each = planned + overhead
        return max(0, each - elapsed) + each * Double(max(0, trials - trial - 1))
    }
}
