import Results

/// Residuals of closed forms, a row a cell, one panel with one axis for all quantities.
struct ResidualPlot: Sendable {
    private static let rowHeight: Double = 20
    private static let headHeight: Double = 24
    /// What a residual must be within to need no explanation (measurement.md).
    private static let unexplained: Double = 0.1
    /// Marks of larger ones stand at the axis' end.
    private static let mostShown: Double = 0.5

    let groups: [PredictionGroup]

    /// As far either way as the largest residual, at least a little more than the shaded part.
    private var axis: PlotAxis {
        let largest: Double =
            groups.flatMap { group in
                group.rows.flatMap { $0.predictions.map(\.residual.magnitude) }
            }.max() ?? 0
        let reach: Double = min(Self.mostShown, max(0.15, largest * 1.05))
        var axis = PlotAxis.fitting(
            [-reach, reach], title: "measured above (+) or below (-) the closed form", quantity: .share,
            spacing: .around, ticks: 6)
        axis.ticks = axis.ticks.map { .init(value: $0.value, label: Self.percentText($0.value)) }
        return axis
    }

    func svg(id: String, title: String, description: String) -> String {
        var canvas = PlotCanvas()
        let top: Double = PlotLegend(entries: [
            .init(name: "checked", sample: .marker(.circle, classes: "point")),
            .init(name: "for orientation", sample: .marker(.circle, classes: "point hollow")),
            .init(name: "within 10 %", sample: .bar(classes: "shade", overlay: nil)),
        ]).draw(on: &canvas, top: 0)
        let rows: [PredictionGroup.Row] = groups.flatMap(\.rows)
        let values: [String] = rows.map(Self.measured)
        let left: Double = 18 + min(150, Self.widest(rows.map(\.cell))) + 8
        let right: Double = min(120, Self.widest(values)) + 12
        let height: Double = groups.reduce(0) {
            $0 + Self.headHeight + Double($1.rows.count) * Self.rowHeight
        }
        let empty = PlotAxis(title: "", quantity: .count, kind: .linear, domain: 0...1, ticks: [])
        // The shaded part lies behind the grid.
        let scale: PlotScale = axis.scale(from: left, to: PlotCanvas.width - right)
        if let low = scale.position(-Self.unexplained), let high = scale.position(Self.unexplained) {
            canvas.rectangle(PlotBox(x: low, y: top + 8, width: high - low, height: height), "shade")
        }
        let frame = PlotFrame(
            on: &canvas, top: top, height: height, left: left, right: right, xAxis: axis, yAxis: empty)
        if let zero = scale.position(0) { canvas.line(zero, frame.area.y, zero, frame.area.maxY, "axis") }
        var y: Double = frame.area.y
        for group in groups {
            let name: String = PlotText.shortened(
                group.title, to: PlotCanvas.width, size: PlotCanvas.labelSize * 1.08)
            canvas.text(name, 0, y + 17, "title halo")
            y += Self.headHeight
            for row in group.rows {
                draw(row, y: y + Self.rowHeight / 2, on: &canvas, frame)
                y += Self.rowHeight
            }
        }
        return canvas.svg(id: id, title: title, description: description)
    }

    private func draw(_ row: PredictionGroup.Row, y: Double, on canvas: inout PlotCanvas, _ frame: PlotFrame)
    {
        let series: String = row.style.map { " \($0.series)" } ?? ""
        let marker: PlotMarker = row.style?.marker ?? .circle
        canvas.path(marker.path(6, y, radius: 3.6), "point\(series)")
        canvas.text(
            Self.shortened(row.cell, to: frame.area.x - 24), 18, y + 4,
            "label name")
        canvas.text(
            PlotText.shortened(
                Self.measured(row), to: PlotCanvas.width - frame.area.maxX - 8, size: PlotCanvas.labelSize),
            frame.area.maxX + 8, y + 4, "value")
        var tip: [String] = ["\(row.cell): measured \(Self.measured(row))"]
        // Hollow ones first: the checked one is the one to see.
        for prediction in row.predictions.sorted(by: { !$0.checked && $1.checked }) {
            guard let x = frame.x.position(prediction.residual) else { continue }
            let look: String = prediction.checked ? "point" : "point hollow"
            canvas.path(marker.path(x, y, radius: 4), "\(look)\(series)")
        }
        for prediction in row.predictions {
            tip.append(
                "predicted \(UnitFormat.text(prediction.predicted, unit: prediction.unit)), "
                    + "\(Self.percentText(prediction.residual)): \(prediction.formula)")
        }
        canvas.hover(
            PlotBox(x: 0, y: y - Self.rowHeight / 2, width: PlotCanvas.width, height: Self.rowHeight), tip)
    }

    private static func measured(_ row: PredictionGroup.Row) -> String {
        guard let first = row.predictions.first else { return "" }
        let text: String = UnitFormat.text(first.measured, unit: first.unit)
        // The unit of traffic stands in the group's title.
        return String(text.prefix { $0 != "/" })
    }

    /// `+3.5 %`, `-8.4 %`, `0 %`.
    static func percentText(_ residual: Double) -> String {
        let text: String = NumberFormat.decimal(residual * 100, places: residual.magnitude < 0.9995 ? 1 : 0)
        let trimmed: String = PlotQuantity.trimmed(text)
        return "\(residual > 0 && trimmed != "0" ? "+" : "")\(trimmed) %"
    }

    /// The arm's name gives way; the load behind it is what tells an arm's rows apart.
    private static func shortened(_ cell: String, to limit: Double) -> String {
        let size: Double = PlotCanvas.labelSize
        guard PlotText.width(cell, size: size) > limit, let at = cell.lastIndex(of: "@") else {
            return PlotText.shortened(cell, to: limit, size: size)
        }
        let load: String = PlotText.shortened(String(cell[at...]), to: limit / 2, size: size)
        let room: Double = limit - PlotText.width(load, size: size)
        return PlotText.shortened(String(cell[..<at]), to: room, size: size) + load
    }

    private static func widest(_ texts: [String]) -> Double {
        texts.map { PlotText.width($0, size: PlotCanvas.labelSize) }.max() ?? 0
    }
}
