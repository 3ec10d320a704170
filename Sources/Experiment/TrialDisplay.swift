import LoadEngine
import Metering
import Results
import Scenarios
import Synchronization

/// Turns looks at the generator into progress of the whole run.
final class TrialDisplay: Sendable {
    private let scenario: Scenario
    private let planned: PlannedTrial
    private let trials: Int
    private let remaining: RemainingTime
    private let report: @Sendable (RunProgress) -> Void
    private let started = ContinuousClock.now
    private let rate = Mutex(MessageRate())

    init(
        scenario: Scenario, planned: PlannedTrial, trials: Int, remaining: RemainingTime,
        report: @escaping @Sendable (RunProgress) -> Void
    ) {
        self.scenario = scenario
        self.planned = planned
        self.trials = trials
        self.remaining = remaining
        self.report = report
    }

    func show(_ load: LoadProgress) {
        let elapsed = (ContinuousClock.now - started).seconds
        report(
            RunProgress(
                trial: planned.position + 1, trials: trials, block: planned.block + 1,
                blocks: scenario.blocks, arm: scenario.arms[planned.arm].name,
                offered: LoadPoint(scenario.load.points[planned.load], steady: scenario.phases.steady).phrase,
                clients: scenario.clients, load: load,
                messageRate: rate.withLock { $0.rate(of: load, now: WallClock.realtime()) },
                secondsLeft: remaining.secondsLeft(trial: planned.position, elapsed: elapsed)))
    }
}
