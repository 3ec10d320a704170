import Results

/// A figure that is drawn against the event rate.
struct RateMetric: Sendable {
    let id: String
    /// Of the figure.
    let heading: String
    /// Of its axis.
    let title: String
    let quantity: PlotQuantity
    /// Percentiles are pooled over trials, as everywhere in a report; other figures are means of trial values.
    var isPooled: Bool = false
    let value: @Sendable (Figures) -> Double?

    static let updateMean = RateMetric(
        id: "rate-update-mean", heading: "Mean update latency by event rate", title: "Update latency, mean",
        quantity: .milliseconds
    ) { $0.updateLatencyMs.mean }

    static let updateP99 = RateMetric(
        id: "rate-update-p99", heading: "p99 of update latency by event rate", title: "Update latency, p99",
        quantity: .milliseconds, isPooled: true
    ) { $0.updateLatencyMs.p99 }

    /// Stands in for the p99 where fewer than two event rates have one.
    static let updateP90 = RateMetric(
        id: "rate-update-p90", heading: "p90 of update latency by event rate", title: "Update latency, p90",
        quantity: .milliseconds, isPooled: true
    ) { $0.updateLatencyMs.p90 }

    static let traffic = RateMetric(
        id: "rate-traffic", heading: "Traffic by event rate", title: "Wire bytes per client and hour",
        quantity: .bytes
    ) { $0.traffic.wireTotalWithHeartbeats }

    static let cpu = RateMetric(
        id: "rate-cpu", heading: "Server CPU by event rate", title: "Server CPU, of one CPU",
        quantity: .percent
    ) { $0.server.cpuPercent }

    /// What a caption says of the choice of this figure.
    var remark: String? {
        guard id == Self.updateP90.id else { return nil }
        return "Fewer than two event rates have a p99, for which "
            + "\(NumberFormat.count(LatencySummary.fewestEventsForP99)) distinct events are needed."
    }

    /// One arm's points, by ascending rate.
    func curve(of arm: ArmStyle, _ facts: PlotFacts, _ rates: EventRates) -> [RatePoint] {
        facts.cells(of: arm).compactMap { cell in
            guard let rate = rates.rate(of: cell) else { return nil }
            let counted: [Figures] = cell.trials.filter(\.counts).map(\.figures)
            let values: [Double] = counted.compactMap(value)
            let isWhole: Bool = values.count == counted.count
            // A mean over those trials alone that could carry a percentile would be another figure.
            let spread: TrialSpread? = isPooled && !isWhole ? nil : TrialSpread(values)
            let pooled: Double? = value(cell.summary)
            guard let shown = isPooled ? pooled : spread?.mean ?? pooled, shown.isFinite else { return nil }
            return RatePoint(cell: cell, rate: rate, value: shown, spread: spread)
        }.sorted { $0.rate < $1.rate }
    }
}

/// A cell in a plot against the event rate.
struct RatePoint: Sendable {
    var cell: Cell
    /// A second.
    var rate: Double
    var value: Double
    /// Over trials; nil where their values are not of the kind that `value` is.
    var spread: TrialSpread?
}
