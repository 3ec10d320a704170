/// Stacked bars, an arm a row.
struct TrafficPlot: Sendable {
    private static let rowHeight: Double = 31
    private static let barHeight: Double = 19

    let bars: [TrafficBar]

    func svg(id: String, title: String, description: String) -> String {
        var canvas = PlotCanvas()
        let hatch = "\(id)-up"
        canvas.define(
            "<pattern id=\"\(hatch)\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
                + "patternTransform=\"rotate(45)\"><line class=\"hatching\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\"/>"
                + "</pattern>")
        let present: [TrafficBar.Part] = TrafficBar.Part.allCases.filter { part in
            bars.contains { $0.bytes(part) > 0 }
        }
        let top: Double = PlotLegend(
            entries: present.map {
                .init(name: $0.rawValue, sample: .bar(classes: $0.classes, overlay: $0.isUp ? hatch : nil))
            }
        ).draw(on: &canvas, top: 0)
        let xAxis = PlotAxis.fitting(
            bars.map(\.total), title: "bytes per client and hour", quantity: .bytes, spacing: .fromZero)
        let rows = PlotRows(
            on: &canvas, top: top + 6, styles: bars.map(\.style), rowHeight: Self.rowHeight,
            values: bars.map { ByteFormat.text($0.total) }, axis: xAxis)
        for (row, bar) in bars.enumerated() { draw(bar, y: rows.middle(row), hatch, on: &canvas, rows) }
        return canvas.svg(id: id, title: title, description: description)
    }

    private func draw(
        _ bar: TrafficBar, y: Double, _ hatch: String, on canvas: inout PlotCanvas, _ rows: PlotRows
    ) {
        var sum: Double = 0
        var tip: [String] = ["\(bar.style.name): \(ByteFormat.text(bar.total))"]
        for part in TrafficBar.Part.allCases {
            let bytes: Double = bar.bytes(part)
            guard bytes > 0, let start = rows.scale.position(sum), let end = rows.scale.position(sum + bytes)
            else { continue }
            sum += bytes
            let box = PlotBox(x: start, y: y - Self.barHeight / 2, width: end - start, height: Self.barHeight)
            canvas.rectangle(box, "\(part.classes) \(bar.style.series)")
            if part.isUp { canvas.rectangle(box, "hatch", attributes: " fill=\"url(#\(hatch))\"") }
            tip.append("\(part.rawValue): \(ByteFormat.text(bytes))")
        }
        canvas.hover(rows.box(of: bars.firstIndex { $0.style == bar.style } ?? 0), tip)
    }
}
