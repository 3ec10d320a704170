/// One arm at one load point, over all its trials.
package struct Cell: Codable, Sendable, Equatable {
    package var arm: String
    /// `interval-polling` or `websocket`.
    package var transport: String
    package var load: LoadPoint
    package var clients: Int
    /// Pooled over the counted trials. Percentiles come from the merged histograms (pooled); counts
    /// add up; rates, shares, CPU and memory are means of the trial values.
    package var summary: Figures
    package var trials: [Trial]
    /// What was watched, the worst trial's of each, and the closed forms: absent in older documents and until
    /// the run is analysed.
    package var checks: [ValidityCheck]?

    package init(
        arm: String, transport: String, load: LoadPoint, clients: Int, summary: Figures, trials: [Trial]
    ) {
        self.arm = arm
        self.transport = transport
        self.load = load
        self.clients = clients
        self.summary = summary
        self.trials = trials
    }
}

/// One run of one cell against a fresh server process.
package struct Trial: Codable, Sendable, Equatable {
    /// Index of the block of trials it belongs to; arms are compared within a block.
    package var block: Int
    /// Place in the order of the whole run, from 0.
    package var position: Int
    /// True for the very first trial of a run, which warms the machine and is never counted.
    package var discarded: Bool
    /// True when the trial did not reach its planned end.
    package var partial: Bool
    package var figures: Figures
    /// By metric (``HistogramKey``): what percentiles were computed from.
    package var histograms: [String: SparseHistogram]
    /// Closed forms with this trial's own rates and costs beside what it measured.
    package var predictions: [Prediction]
    /// What it did over time; absent in older documents, and where the steady state was never reached.
    package var series: TrialSeries?
    /// What was watched while it ran; absent in older documents, and where the steady state was never reached.
    package var checks: [ValidityCheck]?
    /// What thresholds over windows were judged by; absent without any.
    package var windows: [WindowedFigure]?

    package init(
        block: Int, position: Int, discarded: Bool, partial: Bool, figures: Figures,
        histograms: [String: SparseHistogram], predictions: [Prediction] = [], series: TrialSeries? = nil
    ) {
        self.block = block
        self.position = position
        self.discarded = discarded
        self.partial = partial
        self.figures = figures
        self.histograms = histograms
        self.predictions = predictions
        self.series = series
    }

    /// Whether the trial takes part in summaries and comparisons.
    package var counts: Bool { !discarded && !partial }
}
