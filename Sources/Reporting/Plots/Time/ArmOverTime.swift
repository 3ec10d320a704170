import Results

/// One arm at one load over time: a typical trial, and the others behind it.
struct ArmOverTime: Sendable {
    let style: ArmStyle
    /// The one whose mean update latency is the median of the counted trials'; of an even number the lower of
    /// the two in the middle.
    let chosen: TimeSlices
    /// Its place in the run's order.
    let position: Int
    let others: [TimeSlices]

    /// Nil where no counted trial has a series.
    init?(_ cell: Cell, style: ArmStyle) {
        let trials: [(trial: Trial, slices: TimeSlices)] = cell.trials.filter(\.counts).compactMap { trial in
            trial.series.flatMap { TimeSlices($0) }.map { (trial, $0) }
        }.sorted { left, right in
            func order(_ trial: Trial) -> Double {
                trial.figures.updateLatencyMs.mean.flatMap { $0.isFinite ? $0 : nil } ?? .infinity
            }
            return (order(left.trial), left.trial.position) < (order(right.trial), right.trial.position)
        }
        guard !trials.isEmpty else { return nil }
        let middle: Int = (trials.count - 1) / 2
        self.style = style
        chosen = trials[middle].slices
        position = trials[middle].trial.position
        others = trials.indices.filter { $0 != middle }.map { trials[$0].slices }
    }
}

extension [ArmOverTime] {
    /// An axis from the first warm-up to the last drain.
    var timeAxis: PlotAxis {
        let all: [TimeSlices.Slice] = flatMap { $0.chosen.slices + $0.others.flatMap(\.slices) }
        let from: Double = all.map(\.from).min() ?? 0
        let to: Double = Swift.max(all.map(\.to).max() ?? 1, from + 1e-3)
        // Time begins and ends where it does, not at a round number.
        let ticks: [Double] = PlotTicks.linear(from...to, about: 8)
        return PlotAxis(
            title: "seconds from the start of the steady state", quantity: .seconds, kind: .linear,
            domain: from...to, ticks: ticks.map { .init(value: $0, label: PlotQuantity.seconds.tick($0)) })
    }

    /// `push trial 8, polling trial 2`.
    var chosenNames: String {
        map { "\($0.style.name) trial \($0.position)" }.joined(separator: ", ")
    }

    /// Slices that a point stands for, at most.
    var joinedSlices: Int { map(\.chosen.joined).max() ?? 1 }
}
