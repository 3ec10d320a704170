import Results
import Statistics

/// The drawing of one figure against the event rate.
struct RatePlot: Sendable {
    private static let areaHeight: Double = 214
    /// With more crossings marked a plot shows nothing else; the caption has all of them.
    private static let mostMarks = 3

    let metric: RateMetric
    let unit: EventRates.Unit
    let curves: [RateCurve]
    let forms: RateForms
    let crossings: [RateCrossing]
    /// Of all cells, so that the plots against the event rate share one axis.
    let allRates: [Double]

    private var points: [RatePoint] { curves.flatMap(\.points) }

    private var xAxis: PlotAxis {
        .fitting(
            allRates, title: unit.axisTitle, quantity: .rate, spacing: .byRatio(beyond: 4),
            zeroApart: true)
    }

    private var yAxis: PlotAxis {
        let values: [Double] = points.map(\.value)
        // An interval that reaches down to nothing would take most of a logarithmic axis.
        let bounds: [Double] = points.flatMap { point in
            point.spread?.interval.map {
                [max($0.lowerBound, point.value / 3), min($0.upperBound, point.value * 3)]
            }
                ?? []
        }
        let forms: [Double] = forms.curves.flatMap { $0.points.map(\.value) }
        return .fitting(
            values + bounds + forms, title: metric.title, quantity: metric.quantity,
            spacing: .byRatio(beyond: 8))
    }

    /// What to see, in words.
    var reading: String {
        let value: String = metric.isPooled ? "all counted trials pooled" : "the mean of its counted trials"
        let axes: String
        switch (xAxis.kind, yAxis.kind) {
        case (.logarithmic, .logarithmic): axes = "Both axes are logarithmic. "
        case (.logarithmic, _): axes = "The event rate is on a logarithmic axis. "
        case (_, .logarithmic): axes = "The vertical axis is logarithmic. "
        default: axes = ""
        }
        return "A point is an arm at a load, \(value), with the 95 % interval over three or more trials. "
            + "\(axes)Lower is better."
    }

    func svg(title: String, description: String) -> String {
        var canvas = PlotCanvas()
        let yAxis: PlotAxis = yAxis
        let frame = PlotFrame(
            on: &canvas, top: 0, height: Self.areaHeight, left: PlotFrame.left([yAxis]),
            right: EndLabels.width(curves.map(\.style)), xAxis: xAxis, yAxis: yAxis)
        for form in forms.curves {
            let path = PlotPath.line(through: form.points.map { frame.point($0.rate, $0.value) })
            canvas.path(path, "prediction \(form.style.series)")
        }
        for curve in curves {
            let path = PlotPath.line(through: curve.points.map { frame.point($0.rate, $0.value) })
            if curve.points.count > 1 { canvas.path(path, "line \(curve.style.series)") }
        }
        for (place, curve) in curves.enumerated() {
            // Points that coincide stay visible around the later ones.
            let radius: Double = 4 + min(2.1, 0.7 * Double(curves.count - 1 - place))
            drawPoints(curve, radius: radius, on: &canvas, frame)
        }
        drawCrossings(on: &canvas, frame)
        EndLabels.draw(
            curves.compactMap { curve in
                curve.points.last.flatMap { frame.y.position($0.value) }.map {
                    EndLabels.Label(style: curve.style, y: $0)
                }
            }, on: &canvas, frame: frame)
        drawTips(on: &canvas, frame)
        return canvas.svg(id: metric.id, title: title, description: description)
    }

    private func drawPoints(
        _ curve: RateCurve, radius: Double, on canvas: inout PlotCanvas, _ frame: PlotFrame
    ) {
        for point in curve.points {
            guard let at = frame.point(point.rate, point.value) else { continue }
            if let interval = point.spread?.interval {
                let low: Double = frame.y.position(interval.lowerBound) ?? frame.area.maxY
                let high: Double = frame.y.position(interval.upperBound) ?? at.y
                canvas.intervalBar(x: at.x, low, high, curve.style.series)
            }
            canvas.path(curve.style.marker.path(at.x, at.y, radius: radius), "point \(curve.style.series)")
        }
    }

    /// A line at the rate and a ring around the crossing with its interval. Its value stands at the foot, by the
    /// line or, of several, in a list: costs that rise with the rate leave room below a crossing.
    private func drawCrossings(on canvas: inout PlotCanvas, _ frame: PlotFrame) {
        let placed = crossings.compactMap {
            crossing -> (crossing: RateCrossing, rate: Double, x: Double, y: Double)? in
            guard case .crossing(let rate, let value, _) = crossing.point.place else { return nil }
            return frame.point(rate, value).map { (crossing, rate, $0.x, $0.y) }
        }.prefix(Self.mostMarks).sorted { $0.rate < $1.rate }
        let isOne: Bool = crossings.count == 1
        for mark in placed {
            let series: String = isOne ? "own" : mark.crossing.pair.candidate.series
            canvas.line(mark.x, frame.area.y, mark.x, frame.area.maxY, "mark \(series)")
            if let interval = mark.crossing.interval, let low = frame.x.position(interval.lowerBound),
                let high = frame.x.position(interval.upperBound)
            {
                canvas.intervalBar(y: mark.y, low, high, series)
            }
            canvas.path(PlotMarker.circle.path(mark.x, mark.y, radius: 6), "ring")
        }
        for (row, mark) in placed.enumerated() {
            let name: String = isOne ? "break-even" : mark.crossing.pair.candidate.name
            let text: String = PlotText.shortened(
                "\(name) \(PlotQuantity.rate.text(mark.rate))", to: frame.area.width - 10,
                size: PlotCanvas.smallSize)
            let width: Double = PlotText.width(text, size: PlotCanvas.smallSize)
            let isBeside: Bool = isOne && mark.x + 5 + width <= frame.area.maxX
            let x: Double =
                isBeside ? mark.x + 5 : isOne ? max(mark.x - 5, frame.area.x + width) : frame.area.maxX - 4
            let y: Double = frame.area.maxY - 7 - Double(placed.count - 1 - row) * 14
            canvas.text(
                text, x, y, anchor: isBeside ? .start : .end,
                size: PlotCanvas.smallSize, "value halo")
        }
    }

    /// All arms of a load answer together, from the whole height of the plot.
    private func drawTips(on canvas: inout PlotCanvas, _ frame: PlotFrame) {
        var columns: [(rate: Double, load: LoadPoint, lines: [String])] = []
        for curve in curves {
            let form = forms.curves.first { $0.style == curve.style }
            for point in curve.points {
                let value: String =
                    point.spread.map { $0.mean == point.value ? $0.text(metric.quantity) : nil }
                    .flatMap(\.self) ?? metric.quantity.text(point.value)
                let predicted: String =
                    form?.value(at: point.rate).map { ", closed form \(metric.quantity.text($0))" } ?? ""
                let line = "\(curve.style.name): \(value)\(predicted)"
                if let place = columns.firstIndex(where: {
                    $0.rate == point.rate && $0.load == point.cell.load
                }) {
                    columns[place].lines.append(line)
                } else {
                    let load: String = ReportFacts.name(point.cell.load)
                    let rate: String = PlotQuantity.count.text(point.rate)
                    let head: String = unit == .events ? "\(load), \(rate) events/s" : load
                    columns.append((point.rate, point.cell.load, [head, line]))
                }
            }
        }
        columns.sort { $0.rate < $1.rate }
        canvas.hoverColumns(columns.map { (frame.x.position($0.rate), $0.lines) }, frame: frame)
    }
}
