/// Panels of trials, one a load under the other, each with an axis of its own.
struct TrialPlot: Sendable {
    private static let rowHeight: Double = 27
    private static let gap: Double = 12

    let panels: [TrialPanel]
    let metric: TrialFigures.Metric

    func svg(id: String, title: String, description: String) -> String {
        var canvas = PlotCanvas()
        let styles: [ArmStyle] = panels.flatMap { $0.rows.map(\.style) }
        let nameRoom: Double = PlotRows.nameRoom(styles)
        let valueRoom: Double = PlotRows.valueRoom(panels.flatMap { $0.rows.map(text) })
        for (place, panel) in panels.enumerated() {
            let rows = PlotRows(
                on: &canvas, top: place == 0 ? 0 : canvas.height + Self.gap,
                title: ReportFacts.name(panel.load),
                styles: panel.rows.map(\.style), rowHeight: Self.rowHeight, values: panel.rows.map(text),
                axis: axis(panel), nameRoom: nameRoom, valueRoom: valueRoom)
            for (index, row) in panel.rows.enumerated() {
                draw(row, y: rows.middle(index), on: &canvas, rows)
                canvas.hover(rows.box(of: index), tip(row))
            }
        }
        return canvas.svg(id: id, title: title, description: description)
    }

    /// `98.9 ms ± 2.1 %`.
    private func text(_ row: TrialPanel.Row) -> String {
        guard let spread = row.spread else { return "-" }
        let mean: String = metric.quantity.text(spread.mean)
        guard let interval = spread.interval, spread.mean != 0 else { return mean }
        let half: Double = (interval.upperBound - interval.lowerBound) / 2 / spread.mean.magnitude
        return half < 0.0005 ? "\(mean) ± <0.1 %" : "\(mean) ± \(NumberFormat.percent(half * 100))"
    }

    /// By ratio where arms are far apart, else just around the values, but never so close that the noise of a
    /// percent fills the picture.
    private func axis(_ panel: TrialPanel) -> PlotAxis {
        var values: [Double] = panel.rows.flatMap { row in
            row.points.map(\.value) + (row.spread?.interval.map { [$0.lowerBound, $0.upperBound] } ?? [])
        }
        let positive: [Double] = values.filter { $0 > 0 }
        if let low = positive.min(), let high = positive.max(), positive.count == values.count,
            high > 20 * low
        {
            return .fitting(values, title: "", quantity: metric.quantity, spacing: .byRatio(beyond: 20))
        }
        if let low = values.min(), let high = values.max(), high > 0, high - low < 0.1 * high {
            let middle: Double = (low + high) / 2
            values += [middle * 0.95, middle * 1.05]
        }
        return .fitting(values, title: "", quantity: metric.quantity, spacing: .around, ticks: 4)
    }

    private func draw(_ row: TrialPanel.Row, y: Double, on canvas: inout PlotCanvas, _ rows: PlotRows) {
        let series: String = row.style.series
        if let spread = row.spread, let mean = rows.scale.position(spread.mean) {
            if let interval = spread.interval {
                let low: Double = rows.scale.position(interval.lowerBound) ?? rows.area.x
                let high: Double = rows.scale.position(interval.upperBound) ?? rows.area.maxX
                canvas.rectangle(
                    PlotBox(x: low, y: y - 8, width: max(0, high - low), height: 16), "band \(series)")
            }
            canvas.line(mean, y - 10, mean, y + 10, "interval \(series)")
        }
        for (index, point) in row.points.enumerated() {
            guard let x = rows.scale.position(point.value) else { continue }
            // Neighbours in time a little apart, so that equal values do not hide each other.
            let shift: Double = [-3.5, 0, 3.5][index % 3]
            if point.isCounted {
                canvas.path(PlotMarker.circle.path(x, y + shift, radius: 3), "point \(series)")
            } else {
                canvas.path(PlotMarker.cross.path(x, y + shift, radius: 3), "point faint \(series)")
            }
        }
    }

    private func tip(_ row: TrialPanel.Row) -> [String] {
        // A hundred trials in a tip would cover the plot; the table has them all.
        let shown: [String] = row.points.prefix(12).map { "\($0.name): \(metric.quantity.text($0.value))" }
        let more: Int = row.points.count - shown.count
        let mean: String = row.spread.map { ": mean \($0.text(metric.quantity))" } ?? ""
        return ["\(row.style.name)\(mean)"] + shown + (more > 0 ? ["and \(more) more"] : [])
    }
}
