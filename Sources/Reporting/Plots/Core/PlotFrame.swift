import Foundation

/// The area between a plot's axes, and the scales that lead into it.
struct PlotFrame: Sendable {
    /// Below the area: tick labels, and the axis' title under them.
    static let tickRow: Double = 21
    static let titleRow: Double = 17

    let area: PlotBox
    let x: PlotScale
    let y: PlotScale

    /// Draws grid, axes and labels around an area whose upper edge is at `top` (below the title of the y
    /// axis), and extends the canvas down to what it took.
    ///
    /// - Parameters:
    ///   - left, right: Room beside the area.
    ///   - hasXLabels: False for a panel above another one with the same x axis.
    init(
        on canvas: inout PlotCanvas, top: Double, height: Double, left: Double, right: Double,
        xAxis: PlotAxis, yAxis: PlotAxis, hasXLabels: Bool = true
    ) {
        let titleHeight: Double = yAxis.heading.isEmpty ? 8 : Self.titleRow + 6
        area = PlotBox(
            x: left, y: top + titleHeight, width: max(10, PlotCanvas.width - left - right), height: height)
        x = xAxis.scale(from: area.x, to: area.maxX)
        y = yAxis.scale(from: area.maxY, to: area.y)
        let name: String = PlotText.shortened(
            yAxis.heading, to: PlotCanvas.width, size: PlotCanvas.labelSize * 1.08)
        canvas.text(name, 0, top + 13, "title")
        drawY(yAxis, on: &canvas)
        drawX(xAxis, on: &canvas, hasLabels: hasXLabels)
        canvas.height = area.maxY + 4
        guard hasXLabels else { return }
        canvas.height = area.maxY + Self.tickRow
        guard !xAxis.heading.isEmpty else { return }
        let title: String = PlotText.shortened(
            xAxis.heading, to: PlotCanvas.width, size: PlotCanvas.labelSize)
        let width: Double = PlotText.width(title, size: PlotCanvas.labelSize)
        let end: Double = max(area.maxX, width)
        canvas.text(title, end, area.maxY + Self.tickRow + 13, anchor: .end)
        canvas.height = area.maxY + Self.tickRow + Self.titleRow
    }

    /// The room that an axis' labels need at the left, and a little between them and the axis.
    static func left(_ axes: [PlotAxis]) -> Double { max(24, (axes.map(\.labelWidth).max() ?? 0) + 7) }

    private func drawY(_ axis: PlotAxis, on canvas: inout PlotCanvas) {
        for value in axis.minor {
            if let at = y.position(value) { canvas.line(area.x, at, area.maxX, at, "grid minor") }
        }
        var lastLabel: Double = .infinity
        for tick in axis.ticks {
            guard let at = y.position(tick.value) else { continue }
            canvas.line(area.x, at, area.maxX, at, at == area.maxY ? "axis" : "grid")
            guard lastLabel - at >= PlotCanvas.labelSize * 1.1 else { continue }
            canvas.text(tick.label, area.x - 6, at + PlotCanvas.labelSize * 0.36, anchor: .end)
            lastLabel = at
        }
        canvas.line(area.x, area.maxY, area.maxX, area.maxY, "axis")
    }

    private func drawX(_ axis: PlotAxis, on canvas: inout PlotCanvas, hasLabels: Bool) {
        for value in axis.minor {
            if let at = x.position(value) { canvas.line(at, area.y, at, area.maxY, "grid minor") }
        }
        for tick in axis.ticks {
            guard let at = x.position(tick.value) else { continue }
            canvas.line(at, area.y, at, area.maxY, "grid")
            if hasLabels { canvas.line(at, area.maxY, at, area.maxY + 4, "axis") }
        }
        guard hasLabels else { return }
        for label in xLabels(axis) {
            canvas.text(label.text, label.middle, area.maxY + 17, anchor: .middle)
        }
    }

    private struct Label {
        var value: Double
        var text: String
        var middle: Double
        var width: Double

        func isClear(of other: Label) -> Bool {
            abs(other.middle - middle) >= (other.width + width) / 2 + 6
        }
    }

    /// Those of the tick labels that fit beside each other: all; on a logarithmic axis the powers of ten; or
    /// else the last one, which says how far the axis goes, and towards the left what there is room for.
    private func xLabels(_ axis: PlotAxis) -> [Label] {
        let all: [Label] = axis.ticks.compactMap { tick in
            guard let at = x.position(tick.value), !tick.label.isEmpty else { return nil }
            let width: Double = PlotText.width(tick.label, size: PlotCanvas.labelSize)
            // A label at the end of the axis moves inwards rather than out of the picture.
            let middle: Double = min(max(at, width / 2), PlotCanvas.width - width / 2)
            return Label(value: tick.value, text: tick.label, middle: middle, width: width)
        }
        func fits(_ labels: [Label]) -> Bool {
            labels.count > 1 && zip(labels, labels.dropFirst()).allSatisfy { $0.isClear(of: $1) }
        }
        if fits(all) { return all }
        if case .logarithmic = axis.kind {
            let powers: [Label] = all.filter { $0.value > 0 && log10($0.value) == log10($0.value).rounded() }
            if fits(powers) { return powers }
        }
        var kept: [Label] = []
        for label in all.reversed()
        where kept.allSatisfy(label.isClear) && kept.last?.text != label.text { kept.append(label) }
        return kept
    }
}
