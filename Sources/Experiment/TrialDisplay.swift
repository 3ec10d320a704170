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
    private let finished: [FinishedTrial]
    private let runStarted: ContinuousClock.Instant
    private let report: @Sendable (RunProgress) -> Void
    private let started = ContinuousClock.now
    private let rate = Mutex(MessageRate())

    /// - Parameters:
    ///   - finished: the trials before this one.
    ///   - runStarted: when the first of them began.
    init(
        scenario: Scenario, planned: PlannedTrial, trials: Int, remaining: RemainingTime,
        finished: [FinishedTrial], runStarted: ContinuousClock.Instant,
        report: @escaping @Sendable (RunProgress) -> Void
    ) {
        self.scenario = scenario
        self.planned = planned
        self.trials = trials
        self.remaining = remaining
        self.finished = finished
        self.runStarted = runStarted
        self.report = report
    }

    /// The cell's name, as people say it.
    var arm: String { scenario.arms[planned.arm].name }
    var offered: String {
        LoadPoint(scenario.load.points[planned.load], steady: scenario.phases.steady).phrase
    }

    func show(_ load: LoadProgress, live: LiveTrial?) {
        let elapsed = (ContinuousClock.now - started).seconds
        let now = WallClock.realtime()
        let phase = Self.phase(load, now: now)
        report(
            RunProgress(
                scenario: scenario.name, trial: planned.position + 1, trials: trials,
                block: planned.block + 1, blocks: scenario.blocks, arm: arm, offered: offered,
                isPush: scenario.arms[planned.arm].transport.isPush, clients: scenario.clients, load: load,
                phaseSeconds: phase?.elapsed, phaseLength: phase?.length,
                messageRate: rate.withLock { $0.rate(of: load, now: now) },
                secondsElapsed: (ContinuousClock.now - runStarted).seconds,
                secondsLeft: remaining.secondsLeft(trial: planned.position, elapsed: elapsed),
                live: live, finished: finished))
    }

    /// Seconds into a phase whose length is planned, and that length.
    static func phase(_ load: LoadProgress, now: Int64) -> (elapsed: Double, length: Double)? {
        let timeline = load.timeline
        let bounds: (start: Int64, end: Int64)
        switch load.phase {
        case .warmUp: bounds = (timeline.loadStart, timeline.steadyStart)
        case .steady: bounds = (timeline.steadyStart, timeline.steadyEnd)
        default: return nil
        }
        guard bounds.start > 0, bounds.end > bounds.start else { return nil }
        let length = bounds.end - bounds.start
        return (Double(min(max(0, now - bounds.start), length)) / 1e9, Double(length) / 1e9)
    }
}
