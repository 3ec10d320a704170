/// A plot of one row an arm: names at the left, values in words at the right, an axis below.
struct PlotRows: Sendable {
    private static let widestName: Double = 104
    private static let markerRoom: Double = 18

    let area: PlotBox
    let scale: PlotScale
    private let rowHeight: Double

    /// Draws everything but the rows' marks, and extends the canvas down to what it took.
    ///
    /// - Parameters:
    ///   - title: above the rows; empty for none.
    ///   - values: in words, a row each; the widest sets the room at the right.
    ///   - valueRoom: that room where several plots share a canvas; nil for what `values` take.
    init(
        on canvas: inout PlotCanvas, top: Double, title: String = "", styles: [ArmStyle], rowHeight: Double,
        values: [String], axis: PlotAxis, nameRoom: Double? = nil, valueRoom: Double? = nil
    ) {
        let left: Double = nameRoom ?? Self.nameRoom(styles)
        let right: Double = valueRoom ?? Self.valueRoom(values)
        let start: Double = top + (title.isEmpty ? 0 : 21)
        self.rowHeight = rowHeight
        area = PlotBox(
            x: left, y: start, width: PlotCanvas.width - left - right,
            height: rowHeight * Double(max(1, styles.count)))
        scale = axis.scale(from: area.x, to: area.maxX)
        canvas.text(
            PlotText.shortened(title, to: PlotCanvas.width, size: PlotCanvas.labelSize * 1.08), 0, top + 13,
            "title")
        // The same grid and labels as any other plot, without an upward axis.
        let empty = PlotAxis(title: "", quantity: .count, kind: .linear, domain: 0...1, ticks: [])
        _ = PlotFrame(
            on: &canvas, top: start - 8, height: area.height, left: left, right: right, xAxis: axis,
            yAxis: empty)
        for (row, style) in styles.enumerated() {
            let y: Double = middle(row)
            canvas.path(style.marker.path(6, y, radius: 4.2), "point \(style.series)")
            let name: String = PlotText.shortened(
                style.name, to: left - Self.markerRoom - 6, size: PlotCanvas.labelSize)
            canvas.text(name, Self.markerRoom, y + 4, "label name")
            guard row < values.count else { continue }
            canvas.text(
                PlotText.shortened(values[row], to: right - 8, size: PlotCanvas.labelSize), area.maxX + 8,
                y + 4,
                "value")
        }
    }

    static func nameRoom(_ styles: [ArmStyle]) -> Double {
        let names: Double = styles.map { PlotText.width($0.name, size: PlotCanvas.labelSize) }.max() ?? 0
        return markerRoom + min(widestName, names) + 8
    }

    static func valueRoom(_ values: [String]) -> Double {
        let widest: Double = values.map { PlotText.width($0, size: PlotCanvas.labelSize) }.max() ?? 0
        return min(170, widest) + 10
    }

    /// The line that a row's marks stand on.
    func middle(_ row: Int) -> Double { area.y + rowHeight * (Double(row) + 0.5) }

    /// A whole row, names and values included.
    func box(of row: Int) -> PlotBox {
        PlotBox(x: 0, y: area.y + rowHeight * Double(row), width: PlotCanvas.width, height: rowHeight)
    }
}
