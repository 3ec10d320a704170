import Results

/// What a trial's clients and server did within one window of its steady state: what a condition that has to
/// hold in every window is held against.
///
/// By the same rules as the trial's own figures, so that the counts of windows that cover the steady state
/// add up to the trial's, and their histograms merge to the trial's: update, delivery, server delay, poll wait
/// and as-seen latency, `updates`, `events` and `lost` by the entry's stamp; submit to seen and `submissions`
/// by the task's intended instant; `messages` by arrival; `errors` by the look that showed them (some 125 ms
/// late).
package struct WindowFigures: Sendable, Equatable {
    /// CLOCK_REALTIME nanoseconds: [from, to).
    package var window: Range<Int64>
    /// Its begin, counted from the start of the steady state.
    package var second: Double
    /// By ``HistogramKey``, as a trial's: update, delivery and as-seen latency always, `serverDelay` when
    /// pushing, `pollWait` when polling, `submitToSeen` where tasks were submitted in the trial and the log
    /// is whole. A window may hold too few events for `LatencySummary` to tell a p99 of it; the quantiles of
    /// the sample are `SparseHistogram/value(atQuantile:)`.
    package var histograms: [String: SparseHistogram]
    /// (entry, client) pairs eligible in it; nil where the log is not whole. The same for `events`, distinct
    /// entries among them, and `lost`, pairs that were still missing after the drain.
    package var updates: Int?
    package var events: Int?
    package var lost: Int?
    /// Answers to polls, or pushed messages that brought updates: those without, such as answers to a client,
    /// are in the trial's count alone.
    package var messages: Int
    package var submissions: Int
    /// Connected clients at its end; nil where the generator was not looked at. The same for `errors`.
    package var clients: Int?
    package var errors: Int?
    /// Of one CPU; nil where less than half of it was sampled.
    package var serverCPUPercent: Double?
    package var residentBytes: Double?

    /// Of the window itself.
    package var seconds: Double { Double(window.upperBound - window.lowerBound) / 1e9 }
}
