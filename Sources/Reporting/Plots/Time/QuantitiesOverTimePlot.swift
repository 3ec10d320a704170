import Results

/// Several quantities over time, a panel each, the arms overlaid in all of them.
struct QuantitiesOverTimePlot: Sendable {
    struct Panel: Sendable {
        let title: String
        let quantity: PlotQuantity
        let value: @Sendable (TimeSlices.Slice) -> Double?
    }

    private static let panelHeight: Double = 92

    let arms: [ArmOverTime]
    let panels: [Panel]

    /// Those of `panels` that some arm has values for.
    init(arms: [ArmOverTime], panels: [Panel]) {
        self.arms = arms
        self.panels = panels.filter { panel in
            arms.contains { $0.chosen.slices.contains { panel.value($0)?.isFinite == true } }
        }
    }

    func svg(id: String, title: String, description: String) -> String {
        var canvas = PlotCanvas()
        let top: Double = PlotLegend(lines: arms.map(\.style)).draw(on: &canvas, top: 0)
        let axes: [PlotAxis] = panels.map { panel in
            .fitting(
                arms.flatMap { arm in
                    ([arm.chosen] + arm.others).flatMap { $0.slices.compactMap(panel.value) }
                },
                title: panel.title, quantity: panel.quantity, spacing: .fromZero, ticks: 4)
        }
        let xAxis: PlotAxis = arms.timeAxis
        let left: Double = PlotFrame.left(axes)
        canvas.height = top
        for (place, panel) in panels.enumerated() {
            let start: Double = canvas.height + (place == 0 ? 2 : 6)
            let area = PlotBox(
                x: left, y: start + PlotFrame.titleRow + 6, width: PlotCanvas.width - left - 14,
                height: Self.panelHeight)
            let shades = PhaseShades(arms, x: xAxis.scale(from: area.x, to: area.maxX), area: area)
            shades.draw(on: &canvas)
            let frame = PlotFrame(
                on: &canvas, top: start, height: Self.panelHeight, left: left, right: 14, xAxis: xAxis,
                yAxis: axes[place], hasXLabels: place == panels.count - 1)
            draw(panel, on: &canvas, frame)
            if place == 0 { shades.drawNames(on: &canvas) }
            drawTips(panel, on: &canvas, frame)
        }
        return canvas.svg(id: id, title: title, description: description)
    }

    private func draw(_ panel: Panel, on canvas: inout PlotCanvas, _ frame: PlotFrame) {
        func path(_ slices: TimeSlices) -> PlotPath {
            PlotPath.line(
                through: slices.slices.map { slice in
                    panel.value(slice).flatMap { frame.point(slice.middle, $0) }
                })
        }
        for arm in arms {
            for other in arm.others { canvas.path(path(other), "line thin \(arm.style.series)") }
        }
        for arm in arms {
            canvas.path(path(arm.chosen), "line \(arm.style.series)", dash: arm.style.dash)
        }
    }

    private func drawTips(_ panel: Panel, on canvas: inout PlotCanvas, _ frame: PlotFrame) {
        guard let clock = arms.first?.chosen else { return }
        canvas.hoverColumns(
            clock.slices.map { slice in
                let lines: [String] = arms.map { arm in
                    let value: Double? = arm.chosen.slice(at: slice.middle).flatMap(panel.value)
                    return "\(arm.style.name): \(value.map(panel.quantity.text) ?? "-")"
                }
                return (
                    frame.x.position(slice.middle), ["\(panel.title), \(TimeFigures.stretch(slice))"] + lines
                )
            }, frame: frame)
    }

    var table: TextTable {
        let columns: [(arm: ArmOverTime, panel: Panel)] = panels.flatMap { panel in arms.map { ($0, panel) } }
        var table = TextTable(
            ["seconds", "phase"] + columns.map { "\($0.arm.style.name): \($0.panel.title)" }, names: 2)
        for slice in arms.first?.chosen.slices ?? [] {
            table.add(
                TimeFigures.head(slice)
                    + columns.map { arm, panel in
                        arm.chosen.slice(at: slice.middle).flatMap(panel.value).map(panel.quantity.text)
                            ?? "-"
                    })
        }
        return table
    }
}

extension TimeSlices {
    /// The one that an instant lies in.
    func slice(at second: Double) -> Slice? { slices.first { $0.from <= second && second < $0.to } }
}
