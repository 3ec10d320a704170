import Glibc
import Results
import Statistics

/// Mean delivery by load: the trials, and the fan-out model's curve up to where its senders are saturated.
struct FanOutPlot: Sendable {
    private static let height: Double = 220
    /// Trials up to so many times the model's saturation are shown: how it goes on beyond what the model knows.
    private static let reach: Double = 2
    private static let fewestSteps = 160

    let report: CapacityReport
    let model: FanOutRecord
    private let points: [Point]

    private struct Point {
        var level: Double
        var delivery: Double
        var trial: CapacityTrial
        /// The model was fitted to it.
        var isFitted: Bool
    }

    /// Nil without a model or points.
    init?(_ report: CapacityReport) {
        guard let model = report.fanOut else { return nil }
        self.report = report
        self.model = model
        let most: Double = Self.reach * (model.saturation?.value ?? .infinity)
        points = report.trials.compactMap { trial in
            guard trial.outcome == .held || trial.outcome == .failed, report.level(trial) <= most,
                let delivery = trial.figures?.deliveryLatencyMs.mean
            else { return nil }
            // Through seconds and back, which may cost the last digit.
            let isFitted: Bool = model.residuals.contains {
                $0.clients == Double(trial.clients) && $0.tasksPerSecond == trial.tasksPerSecond
                    && abs($0.measured - delivery) < 1e-9 * delivery
            }
            return Point(level: report.level(trial), delivery: delivery, trial: trial, isFitted: isFitted)
        }
        guard points.contains(where: \.isFitted) else { return nil }
    }

    var caption: String {
        var text: String =
            "Full points were fitted, hollow ones not: there the server was busier than the model knows. The curve is "
            + "mean delivery = \(model.formula)."
        if let saturation = model.saturation {
            text +=
                " It ends where senders are saturated, at \(NumberFormat.significant(saturation.value)) "
                + "\(CapacityTables.grows(report))."
        }
        return text
    }

    /// Mean delivery by the model at a level, milliseconds; nil at saturation.
    func delivery(_ level: Double) -> Double? {
        let clients: Double =
            report.axis == .rate ? Double(report.answer.clients ?? report.trials.last?.clients ?? 0) : level
        let rate: Double = report.answer.tasksPerSecond ?? report.trials.last?.tasksPerSecond ?? 0
        let tasks: Double =
            switch report.axis {
            case .clients: rate
            case .rate: level
            case .both:
                rate * level / Double(max(1, report.answer.clients ?? report.trials.last?.clients ?? 1))
            }
        let load = FanOutLoad(
            clients: clients / Double(max(1, model.eventLoops)),
            messageRate: model.messagesPerClientSecond + model.messagesPerTask * (tasks - rate),
            sendCost: model.sendCostMicroseconds.value / 1e6, burstiness: model.burstiness.value)
        return load.meanDelivery.map { $0 * 1e3 }
    }

    /// From the smallest load to saturation or the largest load, denser towards its end, where it rises.
    private var curve: [(level: Double, delivery: Double)] {
        let first: Double = points.map(\.level).min() ?? 0
        let last: Double = min(model.saturation?.value ?? .infinity, 1.3 * (points.map(\.level).max() ?? 0))
        guard last > first else { return [] }
        return (0...Self.fewestSteps).compactMap { step in
            let share: Double = 1 - pow(1 - Double(step) / Double(Self.fewestSteps), 3)
            let level: Double = first + share * (last - first)
            return delivery(level).map { (level, $0) }
        }
    }

    func svg(id: String) -> String {
        var canvas = PlotCanvas()
        let legend = PlotLegend(entries: [
            PlotLegend.Entry(name: "fitted", sample: .marker(.circle, classes: "point series-1")),
            PlotLegend.Entry(name: "not fitted", sample: .marker(.circle, classes: "point hollow series-1")),
            PlotLegend.Entry(name: "fan-out model", sample: .line(classes: "prediction series-2", dash: nil)),
        ])
        let top: Double = legend.draw(on: &canvas, top: 0) + 4
        let yAxis: PlotAxis = .fitting(
            points.map(\.delivery), title: "mean delivery", quantity: .milliseconds,
            spacing: .byRatio(beyond: 20))
        let xAxis: PlotAxis = .fitting(
            points.map(\.level) + [model.saturation?.value].compactMap(\.self), title: report.axisTitle,
            quantity: .count, spacing: .byRatio(beyond: 20))
        let frame = PlotFrame(
            on: &canvas, top: top, height: Self.height, left: PlotFrame.left([yAxis]), right: 14,
            xAxis: xAxis,
            yAxis: yAxis)
        drawSaturation(on: &canvas, frame)
        let inside = curve.prefix { yAxis.domain.contains($0.delivery) }
        canvas.path(
            PlotPath.line(through: inside.map { frame.point($0.level, $0.delivery) }), "prediction series-2")
        for point in points {
            guard let at = frame.point(point.level, point.delivery) else { continue }
            canvas.path(
                PlotMarker.circle.path(at.x, at.y, radius: 3.6),
                point.isFitted ? "point series-1" : "point hollow series-1")
        }
        drawTips(on: &canvas, frame)
        return canvas.svg(
            id: id, title: "Mean delivery by the fan-out model",
            description: "\(points.count) trials by their load, and the model's curve")
    }

    private func drawSaturation(on canvas: inout PlotCanvas, _ frame: PlotFrame) {
        guard let saturation = model.saturation, let x = frame.x.position(saturation.value) else { return }
        if let lower = saturation.lower.flatMap(frame.x.position),
            let upper = saturation.upper.flatMap(frame.x.position)
        {
            canvas.rectangle(
                PlotBox(x: lower, y: frame.area.y, width: upper - lower, height: frame.area.height), "shade")
        }
        canvas.line(x, frame.area.y, x, frame.area.maxY, "mark")
        let text = "saturated"
        let isLeft: Bool = x + PlotText.width(text, size: PlotCanvas.smallSize) + 6 > frame.area.maxX
        canvas.text(
            text, isLeft ? x - 5 : x + 5, frame.area.y + 12, anchor: isLeft ? .end : .start,
            size: PlotCanvas.smallSize, "label halo")
    }

    private func drawTips(on canvas: inout PlotCanvas, _ frame: PlotFrame) {
        canvas.hoverColumns(
            CapacityPlot.columns(points.map { ($0.level, $0) }).map { level, own in
                let load: String = CapacitySentence.load(
                    clients: own[0].trial.clients, tasksPerSecond: own[0].trial.tasksPerSecond)
                let values: [String] = own.map { TimeFormat.milliseconds($0.delivery) }
                let predicted: String = delivery(level).map { TimeFormat.milliseconds($0) } ?? "saturated"
                return (
                    frame.x.position(level),
                    [load, "measured \(values.joined(separator: ", "))", "model \(predicted)"]
                )
            }, frame: frame)
    }
}
