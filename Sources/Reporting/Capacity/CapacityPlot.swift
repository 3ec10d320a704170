import Results

/// A search as SVG: a point a trial at its load, the limit, and what the fan-out model says where it says anything.
struct CapacityPlot: Sendable {
    private static let height: Double = 220

    let report: CapacityReport
    /// Of the objective's conditions.
    let place: Int

    private struct Point {
        var load: Double
        var value: Double
        var trial: CapacityTrial
    }

    private var points: [Point] {
        report.trials.compactMap { trial in
            guard place < trial.conditions.count, let value = trial.conditions[place].value else {
                return nil
            }
            let load: Double = report.axis == .rate ? trial.tasksPerSecond : Double(trial.clients)
            return Point(load: load, value: value * factor, trial: trial)
        }
    }

    private var condition: ThresholdResult? {
        report.trials.lazy.compactMap { place < $0.conditions.count ? $0.conditions[place] : nil }.first
    }

    private var quantity: PlotQuantity {
        switch condition?.unit {
        case "ms", "us": .milliseconds
        case "%": .percent
        case let unit? where unit.hasPrefix("bytes"): .bytes
        default: .count
        }
    }

    /// Into the quantity's unit.
    private var factor: Double { condition?.unit == "us" ? 1e-3 : 1 }

    /// Nil where no trial has a value.
    func svg(id: String) -> String? {
        let points: [Point] = points
        guard !points.isEmpty else { return nil }
        let limit: Double? = condition?.limit.map { $0 * factor }
        var canvas = PlotCanvas()
        let legend = PlotLegend(entries: [
            PlotLegend.Entry(name: "held", sample: .marker(.circle, classes: "point series-1")),
            PlotLegend.Entry(name: "did not hold", sample: .marker(.diamond, classes: "point series-2")),
            PlotLegend.Entry(name: "told nothing", sample: .marker(.square, classes: "point series-3")),
        ])
        let top: Double = legend.draw(on: &canvas, top: 0) + 4
        let yAxis: PlotAxis = .fitting(
            points.map(\.value) + [limit].compactMap { $0 },
            title: CapacityTables.left(report.objective[place]),
            quantity: quantity, spacing: .byRatio(beyond: 20))
        let xAxis: PlotAxis = .fitting(
            points.map(\.load), title: report.axis == .rate ? "tasks a second" : "clients", quantity: .count,
            spacing: .byRatio(beyond: 8))
        let frame = PlotFrame(
            on: &canvas, top: top, height: Self.height, left: PlotFrame.left([yAxis]), right: 14,
            xAxis: xAxis,
            yAxis: yAxis)
        if let limit, let y = frame.y.position(limit) {
            canvas.line(frame.area.x, y, frame.area.maxX, y, "line series-2", dash: "6 4")
            canvas.text("limit", frame.area.x + 4, y - 4, size: PlotCanvas.smallSize, "label name")
        }
        for point in points {
            guard let at = frame.point(point.load, point.value) else { continue }
            canvas.path(
                Self.marker(point.trial).path(at.x, at.y, radius: 3.6), "point \(Self.series(point.trial))")
        }
        canvas.hoverColumns(
            points.sorted { $0.load < $1.load }.map { point in
                (
                    frame.x.position(point.load),
                    [
                        "\(quantity.text(point.value)), \(CapacityTables.word(point.trial.outcome))",
                        CapacitySentence.load(
                            clients: point.trial.clients, tasksPerSecond: point.trial.tasksPerSecond),
                        "trial \(point.trial.position), \(point.trial.purpose.rawValue)",
                    ]
                )
            }, frame: frame)
        return canvas.svg(
            id: id, title: report.objective[place],
            description: "\(points.count) trials by their load; \(CapacitySentence(report).text)")
    }

    private static func marker(_ trial: CapacityTrial) -> PlotMarker {
        switch trial.outcome {
        case .held: .circle
        case .failed, .doubtful: .diamond
        case .untold: .square
        }
    }

    private static func series(_ trial: CapacityTrial) -> String {
        switch trial.outcome {
        case .held: "series-1"
        case .failed, .doubtful: "series-2"
        case .untold: "series-3"
        }
    }
}
