import LoadEngine

/// Where a run stands, for the progress display.
package struct RunProgress: Sendable, Equatable {
    /// From 1, the discarded trial included.
    package var trial: Int
    package var trials: Int
    package var block: Int
    package var blocks: Int
    package var arm: String
    /// What drives the swarm, as people say it: `10 tasks/s`.
    package var offered: String
    package var clients: Int
    package var load: LoadProgress
    /// Event packets or poll responses a second, over the last second.
    package var messageRate: Double
    /// Until the whole run is over, from planned lengths and what earlier trials took.
    package var secondsLeft: Double

    package init(
        trial: Int, trials: Int, block: Int, blocks: Int, arm: String, offered: String, clients: Int,
        load: LoadProgress, messageRate: Double, secondsLeft: Double
    ) {
        self.trial = trial
        self.trials = trials
        self.block = block
        self.blocks = blocks
        self.arm = arm
        self.offered = offered
        self.clients = clients
        self.load = load
        self.messageRate = messageRate
        self.secondsLeft = secondsLeft
    }
}
