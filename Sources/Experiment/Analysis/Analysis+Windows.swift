import LoadEngine
import Metering
import Results

extension Analysis {
    /// A trial in windows of one width from the start of its steady state on. Works for any trial; pure.
    ///
    /// The last window takes what the division leaves over: it lasts 0.5 to 1.5 widths, and a steady state
    /// below half a width is one window. Of a trial that was cut short, what was still on its way is in none.
    /// Empty for a trial that never reached its steady state. Costs what analysing the trial does; traffic is
    /// not told by window, since the kernel's counters are read at the ends of the steady state.
    /// - Parameter width: nanoseconds; never taken to be less than a ten-thousandth of the steady state.
    package static func windows(_ measurement: TrialMeasurement, every width: Int64) -> [WindowFigures] {
        guard let eligible = AnalysisWindow(measurement)?.eligible else { return [] }
        let least: Int64 = (eligible.upperBound - eligible.lowerBound) / Int64(mostWindows)
        return windows(measurement, in: SliceEdges.cut(eligible, width: max(least, width)))
    }

    private static var mostWindows: Int { 10_000 }
    /// Windows whose histograms are as fine as a trial's, within 0.1 %; those of more are within 1 %.
    private static var mostPrecise: Int { 200 }

    /// A trial in any windows.
    ///
    /// - Parameter windows: ascending, without overlap. Entries outside of the steady state are in none.
    package static func windows(
        _ measurement: TrialMeasurement, in windows: [Range<Int64>]
    ) -> [WindowFigures] {
        guard let eligible = AnalysisWindow(measurement)?.eligible, !windows.isEmpty else { return [] }
        var join = TrialJoin(measurement, window: eligible)
        let precision: LatencyHistogram.Precision =
            windows.count > mostPrecise ? .twoDigits : .threeDigits
        var tallies = windows.map { _ in WindowTally(precision: precision) }
        func place(_ instant: Int64) -> Int? {
            SliceEdges.place(of: instant, count: windows.count) { windows[$0] }
        }
        join.run { join, row in
            for session in row.sessions where join.isWitness {
                for entry in join.index.eligible where session.contains(join.index.timestamps[entry]) {
                    guard let place = place(join.index.timestamps[entry]) else { continue }
                    tallies[place].take(join.journey(of: entry))
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
        var events = [Int](repeating: 0, count: windows.count)
        var tasks = [Int](repeating: 0, count: windows.count)
        func count(_ instant: Int64, in counts: inout [Int]) {
            if let place = SliceEdges.place(of: instant, count: windows.count, range: { windows[$0] }) {
                counts[place] += 1
            }
        }
        for entry in join.index.eligible where join.tally.covered[entry] {
            count(join.index.timestamps[entry], in: &events)
        }
        for intended in join.tasks.intended { count(intended, in: &tasks) }
        let followsTasks: Bool = isWhole && !join.tasks.intended.isEmpty
        return windows.enumerated().map { place, window in
            let tally: WindowTally = tallies[place]
            return WindowFigures(
                window: window, second: Double(window.lowerBound - start) / 1e9,
                histograms: tally.histograms(
                    isPush: join.isPush, events: events[place], tasks: followsTasks ? tasks[place] : nil),
                updates: isWhole ? tally.updates : nil, events: isWhole ? events[place] : nil,
                lost: isWhole ? tally.lost : nil, messages: counts.messages[place],
                submissions: counts.submissions[place], clients: counts.clients[place],
                errors: counts.errors?[place],
                serverCPUPercent: cpu.share(coveringMostOf: window).map { 100 * $0 },
                residentBytes: cpu.residentBytes(in: window))
        }
    }
}
