/// Which mark is whose, above a plot, in rows as wide as it.
struct PlotLegend: Sendable {
    /// The mark beside a name.
    enum Sample: Sendable, Equatable {
        case marker(PlotMarker, classes: String)
        case line(classes: String, dash: String?)
        /// A swatch; `overlay` names a pattern on it.
        case bar(classes: String, overlay: String?)
    }

    struct Entry: Sendable, Equatable {
        var name: String
        var sample: Sample
    }

    private static let rowHeight: Double = 18
    private static let sampleWidth: Double = 26
    private static let gap: Double = 14

    var entries: [Entry]

    init(entries: [Entry]) { self.entries = entries }

    /// Of curves, a line an arm.
    init(lines styles: [ArmStyle]) {
        entries = styles.map {
            Entry(name: $0.name, sample: .line(classes: "line \($0.series)", dash: $0.dash))
        }
    }

    /// Draws it with its upper edge at `top`.
    ///
    /// - Returns: where it ends.
    func draw(on canvas: inout PlotCanvas, top: Double) -> Double {
        var x: Double = 0
        var y: Double = top
        guard !entries.isEmpty else { return top }
        for entry in entries {
            let name: String = PlotText.shortened(
                entry.name, to: PlotCanvas.width - Self.sampleWidth, size: PlotCanvas.labelSize)
            let width: Double = Self.sampleWidth + PlotText.width(name, size: PlotCanvas.labelSize)
            if x > 0, x + width > PlotCanvas.width {
                x = 0
                y += Self.rowHeight
            }
            draw(entry.sample, on: &canvas, x: x, middle: y + 9)
            canvas.text(name, x + Self.sampleWidth, y + 13, "label name")
            x += width + Self.gap
        }
        return y + Self.rowHeight
    }

    private func draw(_ sample: Sample, on canvas: inout PlotCanvas, x: Double, middle: Double) {
        switch sample {
        case .marker(let marker, let classes):
            canvas.path(marker.path(x + 11, middle, radius: 4.5), classes)
        case .line(let classes, let dash):
            canvas.line(x, middle, x + 21, middle, classes, dash: dash)
        case .bar(let classes, let overlay):
            let box = PlotBox(x: x + 3, y: middle - 6, width: 18, height: 12)
            canvas.rectangle(box, classes)
            if let overlay { canvas.rectangle(box, "hatch", attributes: " fill=\"url(#\(overlay))\"") }
        }
    }
}
