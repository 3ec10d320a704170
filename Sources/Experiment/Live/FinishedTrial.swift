import Results

/// What a trial that is over found, for those who watch the ones that follow.
package struct FinishedTrial: Sendable, Equatable {
    package var arm: String
    /// As people say it: `10 tasks/s`.
    package var offered: String
    /// The first trial of a run, which only warms the machine.
    package var isDiscarded: Bool
    /// It did not reach its planned end.
    package var isPartial: Bool
    /// Milliseconds; nil without updates.
    package var updateMean: Double?
    /// Milliseconds; nil where the number of events cannot carry it.
    package var updateP99: Double?
    /// Nil when it cannot be known.
    package var lost: Int?
    package var serverCPUPercent: Double?
    /// The generator kept up, and nothing else speaks against the figures.
    package var isValid: Bool

    package init(
        arm: String, offered: String, isDiscarded: Bool = false, isPartial: Bool = false,
        updateMean: Double?, updateP99: Double? = nil, lost: Int?, serverCPUPercent: Double? = nil,
        isValid: Bool = true
    ) {
        self.arm = arm
        self.offered = offered
        self.isDiscarded = isDiscarded
        self.isPartial = isPartial
        self.updateMean = updateMean
        self.updateP99 = updateP99
        self.lost = lost
        self.serverCPUPercent = serverCPUPercent
        self.isValid = isValid
    }

    init(_ trial: Trial, arm: String, offered: String) {
        self.init(
            arm: arm, offered: offered, isDiscarded: trial.discarded, isPartial: trial.partial,
            updateMean: trial.figures.updateLatencyMs.mean, updateP99: trial.figures.updateLatencyMs.p99,
            lost: trial.figures.lost, serverCPUPercent: trial.figures.server.cpuPercent,
            isValid: trial.figures.generator.verdict == .valid && trial.figures.invalidReasons.isEmpty)
    }

    /// Whether it takes part in the report's summaries.
    package var counts: Bool { !isDiscarded && !isPartial }
}
