import Results
import Statistics

/// Goodput by clients: the trials, and the Universal Scalability Law with its interval as far as it forecasts.
struct ScalabilityPlot: Sendable {
    private static let height: Double = 220
    private static let steps = 120

    let report: CapacityReport
    let model: ScalabilityRecord
    private let fit: ScalabilityFit
    private let points: [Point]

    private struct Point {
        var clients: Double
        var goodput: Double
        var trial: CapacityTrial
        var isSaturated: Bool
    }

    /// Nil without a law. Its interval comes from the points that the document has.
    init?(_ report: CapacityReport) {
        guard let model = report.scalability,
            let fit = ScalabilityFit(
                model.residuals.map { ScalabilityFit.Point(load: $0.clients, goodput: $0.measured) })
        else { return nil }
        self.report = report
        self.model = model
        self.fit = fit
        points = report.trials.compactMap { trial in
            guard trial.outcome == .held || trial.outcome == .failed,
                let rate = trial.figures?.messagesPerClientSecond
            else { return nil }
            let goodput: Double = rate * Double(trial.clients)
            let isSaturated: Bool = model.residuals.contains {
                $0.clients == Double(trial.clients) && $0.measured == goodput
            }
            return Point(
                clients: Double(trial.clients), goodput: goodput, trial: trial, isSaturated: isSaturated)
        }
        guard points.contains(where: \.isSaturated) else { return nil }
    }

    var caption: String {
        let end: String =
            model.forecastLimit.map {
                " It says nothing beyond \(NumberFormat.count(Int($0.rounded()))) clients, as kappa may be 0."
            } ?? ""
        return "Full points were saturated and fitted; hollow ones only got what was offered. The curve is "
            + "\(model.formula), with its 95 % interval.\(end)"
    }

    /// As far as the law is told, from the smallest load that it was fitted to.
    private var levels: [Double] {
        let fitted: [Double] = points.filter(\.isSaturated).map(\.clients)
        let first: Double = fitted.min() ?? 1
        let most: Double = fitted.max() ?? first
        let last: Double = model.forecastLimit ?? ScalabilityFit.reach * most
        return (0...Self.steps).map { first + (last - first) * Double($0) / Double(Self.steps) }
    }

    func svg(id: String) -> String {
        var canvas = PlotCanvas()
        let legend = PlotLegend(entries: [
            PlotLegend.Entry(name: "saturated", sample: .marker(.circle, classes: "point series-1")),
            PlotLegend.Entry(
                name: "not saturated", sample: .marker(.circle, classes: "point hollow series-1")),
            PlotLegend.Entry(
                name: "the law, 95 %", sample: .line(classes: "prediction series-2", dash: nil)),
        ])
        let top: Double = legend.draw(on: &canvas, top: 0) + 4
        let levels: [Double] = levels
        let highest: Double =
            1.5 * max(points.map(\.goodput).max() ?? 0, model.residuals.map(\.fitted).max() ?? 0)
        let band: [(level: Double, low: Double, high: Double)] = levels.compactMap { level in
            fit.interval95(level).map { (level, $0.lower, min($0.upper, highest)) }
        }
        let yAxis: PlotAxis = .fitting(
            points.map(\.goodput) + band.flatMap { [$0.low, $0.high] }, title: "goodput, messages a second",
            quantity: .rate, spacing: .fromZero)
        let xAxis: PlotAxis = .fitting(
            points.map(\.clients) + levels, title: report.axisTitle, quantity: .count, spacing: .fromZero)
        let frame = PlotFrame(
            on: &canvas, top: top, height: Self.height, left: PlotFrame.left([yAxis]), right: 14,
            xAxis: xAxis,
            yAxis: yAxis)
        canvas.path(
            PlotPath.band(
                band.map { point in
                    guard let low = frame.point(point.level, point.low),
                        let high = frame.point(point.level, point.high)
                    else { return nil }
                    return (low.x, low.y, high.y)
                }), "band outer series-2")
        canvas.path(
            PlotPath.line(
                through: levels.map { level in fit.forecast(level).flatMap { frame.point(level, $0) } }),
            "prediction series-2")
        for point in points {
            guard let at = frame.point(point.clients, point.goodput) else { continue }
            canvas.path(
                PlotMarker.circle.path(at.x, at.y, radius: 3.6),
                point.isSaturated ? "point series-1" : "point hollow series-1")
        }
        drawTips(on: &canvas, frame)
        return canvas.svg(
            id: id, title: "Goodput by the Universal Scalability Law",
            description: "\(points.count) trials by their clients, and the law's curve with its interval")
    }

    private func drawTips(on canvas: inout PlotCanvas, _ frame: PlotFrame) {
        canvas.hoverColumns(
            CapacityPlot.columns(points.map { ($0.clients, $0) }).map { clients, own in
                let values: [String] = own.map { PlotQuantity.rate.text($0.goodput) }
                var lines: [String] = [
                    "\(NumberFormat.count(Int(clients))) clients",
                    "measured \(values.joined(separator: ", "))",
                ]
                if own[0].isSaturated, let law = fit.forecast(clients) {
                    let interval: String =
                        fit.interval95(clients).map {
                            " (95 %: \(PlotQuantity.rate.text($0.lower)) to \(PlotQuantity.rate.text($0.upper)))"
                        } ?? ""
                    lines.append("law \(PlotQuantity.rate.text(law))\(interval)")
                }
                return (frame.x.position(clients), lines)
            }, frame: frame)
    }
}
