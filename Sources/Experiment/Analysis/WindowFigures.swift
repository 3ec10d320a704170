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

extension Analysis {
    /// A trial in windows of one width from the start of its steady state on. Works for any trial; pure.
    ///
    /// The last window takes what the division leaves over: it lasts 0.5 to 1.5 widths, and a steady state
    /// below half a width is one window. Of a trial that was cut short, what was still on its way is in none.
    /// Empty for a trial that never reached its steady state. Costs what analysing the trial does; traffic is
    /// not told by window, since the kernel's counters are read at the ends of the steady state.
    /// - Parameter width: nanoseconds, above 0.
    package static func windows(_ measurement: TrialMeasurement, every width: Int64) -> [WindowFigures] {
        guard let eligible = AnalysisWindow(measurement)?.eligible else { return [] }
        return windows(measurement, in: SliceEdges.cut(eligible, width: width))
    }

    /// A trial in any windows.
    ///
    /// - Parameter windows: ascending, without overlap. Entries outside of the steady state are in none.
    package static func windows(
        _ measurement: TrialMeasurement, in windows: [Range<Int64>]
    ) -> [WindowFigures] {
        guard let eligible = AnalysisWindow(measurement)?.eligible, !windows.isEmpty else { return [] }
        var join = TrialJoin(measurement, window: eligible)
        var tallies = windows.map { _ in WindowTally(entries: join.index.count) }
        func place(_ instant: Int64) -> Int? {
            SliceEdges.place(of: instant, count: windows.count) { windows[$0] }
        }
        join.run { join, row in
            for session in row.sessions where join.isWitness {
                for entry in join.index.eligible where session.contains(join.index.timestamps[entry]) {
                    guard let place = place(join.index.timestamps[entry]) else { continue }
                    tallies[place].take(join.journey(of: entry), of: entry)
                }
            }
            guard let session = row.tasks else { return }
            for (task, elapsed) in join.tasksSeen(in: session) {
                if let place = place(join.tasks.intended[task]) { tallies[place].take(task: elapsed) }
            }
        }
        return figures(measurement, join: join, windows: windows, tallies: tallies)
    }

    private static func figures(
        _ measurement: TrialMeasurement, join: TrialJoin, windows: [Range<Int64>], tallies: [WindowTally]
    ) -> [WindowFigures] {
        let counts = SliceCounts(measurement, index: join.index, ranges: windows)
        let cpu = SampledCPU(measurement.allSamples)
        let start: Int64 = measurement.record.timeline.steadyStart
        let isWhole: Bool = join.index.isWhole
        return windows.enumerated().map { place, window in
            let tally: WindowTally = tallies[place]
            let tasks: Int = join.tasks.intended.count { window.contains($0) }
            return WindowFigures(
                window: window, second: Double(window.lowerBound - start) / 1e9,
                histograms: tally.histograms(
                    isPush: join.isPush, tasks: isWhole && !join.tasks.intended.isEmpty ? tasks : nil),
                updates: isWhole ? tally.updates : nil, events: isWhole ? tally.events : nil,
                lost: isWhole ? tally.lost : nil, messages: counts.messages[place],
                submissions: counts.submissions[place], clients: counts.clients[place],
                errors: counts.errors?[place],
                serverCPUPercent: cpu.share(coveringMostOf: window).map { 100 * $0 },
                residentBytes: cpu.residentBytes(in: window))
        }
    }
}
