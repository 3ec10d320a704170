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
            return Point(load: report.level(trial), value: value * factor, trial: trial)
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
            PlotLegend.Entry(name: "tells nothing", sample: .marker(.square, classes: "point series-3")),
        ])
        let top: Double = legend.draw(on: &canvas, top: 0) + 4
        let yAxis: PlotAxis = .fitting(
            points.map(\.value) + [limit].compactMap { $0 },
            title: CapacityTables.left(report.objective[place]),
            quantity: quantity, spacing: .byRatio(beyond: 20))
        let xAxis: PlotAxis = .fitting(
            points.map(\.load), title: report.axisTitle, quantity: .count, spacing: .byRatio(beyond: 8))
        let frame = PlotFrame(
            on: &canvas, top: top, height: Self.height, left: PlotFrame.left([yAxis]), right: 14,
            xAxis: xAxis,
            yAxis: yAxis)
        if let limit, let y = frame.y.position(limit) {
            canvas.line(frame.area.x, y, frame.area.maxX, y, "line series-2", dash: "6 4")
            canvas.text("limit", frame.area.x + 4, y - 4, size: PlotCanvas.smallSize, "label name")
        }
        if report.answer.isConfirmed, let x = report.answerLevel.flatMap(frame.x.position) {
            canvas.line(x, frame.area.y, x, frame.area.maxY, "mark")
        }
        for point in points {
            guard let at = frame.point(point.load, point.value) else { continue }
            canvas.path(
                Self.marker(point.trial).path(at.x, at.y, radius: 3.6), "point \(Self.series(point.trial))")
        }
        canvas.hoverColumns(
            Self.columns(points.map { ($0.load, $0) }).map { load, own in
                let head: String = CapacitySentence.load(
                    clients: own[0].trial.clients, tasksPerSecond: own[0].trial.tasksPerSecond)
                let lines: [String] = own.map { point in
                    "trial \(point.trial.position): \(quantity.text(point.value)), "
                        + CapacityTables.word(point.trial.outcome)
                }
                return (frame.x.position(load), [head] + lines)
            }, frame: frame)
        return canvas.svg(
            id: id, title: report.objective[place],
            description: "\(points.count) trials by their load; \(CapacitySentence(report).text)")
    }

    /// Points by their load, ascending: those at one load answer together.
    static func columns<Point>(_ points: [(level: Double, point: Point)]) -> [(
        level: Double, points: [Point]
    )] {
        Dictionary(grouping: points, by: \.level).map { ($0.key, $0.value.map(\.point)) }.sorted {
            $0.level < $1.level
        }
    }

    private static func marker(_ trial: CapacityTrial) -> PlotMarker {
        switch trial.outcome {
        case .held: .circle
        case .failed, .doubtful: .diamond
        case .untold, .disturbed: .square
        }
    }

    private static func series(_ trial: CapacityTrial) -> String {
        switch trial.outcome {
        case .held: "series-1"
        case .failed, .doubtful: "series-2"
        case .untold, .disturbed: "series-3"
        }
    }
}
