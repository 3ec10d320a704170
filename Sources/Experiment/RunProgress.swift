import LoadEngine

/// Where a run stands, for the progress display.
package struct RunProgress: Sendable, Equatable {
    /// The scenario's name.
    package var scenario: String
    /// From 1, the discarded trial included.
    package var trial: Int
    package var trials: Int
    package var block: Int
    package var blocks: Int
    package var arm: String
    /// What drives the swarm, as people say it: `10 tasks/s`.
    package var offered: String
    /// Updates are pushed, so that live latencies are theirs; otherwise they are response times of polls.
    package var isPush: Bool
    package var clients: Int
    package var load: LoadProgress
    /// Since the phase began, and how long it is planned to be; nil where a phase has no plan.
    package var phaseSeconds: Double?
    package var phaseLength: Double?
    /// Event packets or poll responses a second, over the last second.
    package var messageRate: Double
    /// Since the run's first trial began.
    package var secondsElapsed: Double
    /// Until the whole run is over, from planned lengths and what earlier trials took.
    package var secondsLeft: Double
    /// Nil when nobody asked for it (``ScenarioRun/isWatched``).
    package var live: LiveTrial?
    /// In order; the latest last.
    package var finished: [FinishedTrial]

    package init(
        scenario: String = "", trial: Int, trials: Int, block: Int, blocks: Int, arm: String,
        offered: String, isPush: Bool = true, clients: Int, load: LoadProgress,
        phaseSeconds: Double? = nil, phaseLength: Double? = nil, messageRate: Double,
        secondsElapsed: Double = 0, secondsLeft: Double, live: LiveTrial? = nil,
        finished: [FinishedTrial] = []
    ) {
        self.scenario = scenario
        self.trial = trial
        self.trials = trials
        self.block = block
        self.blocks = blocks
        self.arm = arm
        self.offered = offered
        self.isPush = isPush
        self.clients = clients
        self.load = load
        self.phaseSeconds = phaseSeconds
        self.phaseLength = phaseLength
        self.messageRate = messageRate
        self.secondsElapsed = secondsElapsed
        self.secondsLeft = secondsLeft
        self.live = live
        self.finished = finished
    }

    /// The part of the run that is over, 0...1.
    package var share: Double {
        let all = secondsElapsed + secondsLeft
        return all > 0 && all.isFinite ? min(1, max(0, secondsElapsed / all)) : 0
    }
}
