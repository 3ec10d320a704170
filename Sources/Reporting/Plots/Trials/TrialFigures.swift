import Results

/// Every trial as a point, with the mean of each cell and its 95 % interval.
enum TrialFigures {
    /// A figure of every trial.
    struct Metric: Sendable {
        let id: String
        let title: String
        let quantity: PlotQuantity
        let value: @Sendable (Figures) -> Double?
    }

    static let metrics: [Metric] = [
        Metric(id: "update-mean", title: "Update latency, mean", quantity: .milliseconds) {
            $0.updateLatencyMs.mean
        },
        Metric(id: "update-p99", title: "Update latency, p99", quantity: .milliseconds) {
            $0.updateLatencyMs.p99
        },
        Metric(id: "delivery-mean", title: "Delivery latency, mean", quantity: .milliseconds) {
            $0.deliveryLatencyMs.mean
        },
        Metric(id: "submit-to-seen", title: "Submit to seen, mean", quantity: .milliseconds) {
            $0.submitToSeenMs?.mean
        },
        Metric(id: "traffic", title: "Wire bytes per client and hour", quantity: .bytes) {
            $0.traffic.wireTotalWithHeartbeats
        },
        Metric(id: "cpu", title: "Server CPU, of one CPU", quantity: .percent) { $0.server.cpuPercent },
        Metric(id: "memory", title: "Server memory, resident", quantity: .bytes) {
            $0.server.residentBytes
        },
    ]

    static func all(_ facts: PlotFacts) -> [ReportFigure] {
        metrics.compactMap { metric in
            let panels: [TrialPanel] = facts.loads.compactMap { TrialPanel(facts, $0, metric) }
            guard !panels.isEmpty else { return nil }
            let title = "\(metric.title), trial by trial"
            let caption: String =
                "A dot is a trial; crosses were not counted (a run's first trial, or one that ended early). The "
                + "upright line is the mean, and the band its 95 % interval from Student's t on three or more "
                + "trials; ± is half of it. Arms whose bands lie apart differ by more than trials do. "
                + "A trial counts as much as any other here, where tables pool the observations of all. Axes "
                + "reach just around the values, not down to zero."
            let id = "trials-\(metric.id)"
            return ReportFigure(
                id: id, section: .trials, title: title, caption: caption,
                svg: TrialPlot(panels: panels, metric: metric).svg(
                    id: id, title: title, description: caption),
                table: table(panels, metric))
        }
    }

    private static func table(_ panels: [TrialPanel], _ metric: Metric) -> TextTable {
        var table = TextTable(["load", "arm", "mean", "95 % interval", "trials, in order of time"], names: 2)
        for panel in panels {
            for row in panel.rows {
                let values: [String] = row.points.map {
                    $0.isCounted ? metric.quantity.text($0.value) : "(\(metric.quantity.text($0.value)))"
                }
                table.add([
                    ReportFacts.name(panel.load), row.style.name,
                    row.spread.map { metric.quantity.text($0.mean) } ?? "-",
                    row.spread?.intervalText(metric.quantity) ?? "-", values.joined(separator: ", "),
                ])
            }
        }
        return table
    }
}

/// The trials of one load, an arm a row.
struct TrialPanel: Sendable {
    struct Point: Sendable {
        var value: Double
        var isCounted: Bool
        /// `trial 5, block 2`.
        var name: String
    }

    struct Row: Sendable {
        var style: ArmStyle
        var points: [Point]
        /// Of the counted ones.
        var spread: TrialSpread?
    }

    let load: LoadPoint
    let rows: [Row]

    /// Nil where no trial of the load has the figure.
    init?(_ facts: PlotFacts, _ load: LoadPoint, _ metric: TrialFigures.Metric) {
        self.load = load
        rows = facts.cells(at: load).compactMap { style, cell in
            let trials: [Trial] = cell.trials.sorted { $0.position < $1.position }
            let points: [Point] = trials.compactMap { trial in
                guard let value = metric.value(trial.figures), value.isFinite, value.magnitude < 1e100 else {
                    return nil
                }
                let why: String = trial.discarded ? ", discarded" : trial.partial ? ", ended early" : ""
                return Point(
                    value: value, isCounted: trial.counts,
                    name: "trial \(trial.position), block \(trial.block + 1)\(why)")
            }
            guard points.contains(where: \.isCounted) else { return nil }
            return Row(
                style: style, points: points, spread: TrialSpread(points.filter(\.isCounted).map(\.value)))
        }
        if rows.isEmpty { return nil }
    }
}
