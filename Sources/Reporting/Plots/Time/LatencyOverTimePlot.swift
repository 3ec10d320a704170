import Results

/// Update latency over time, a panel an arm: the median as a line, the tail as bands above it.
struct LatencyOverTimePlot: Sendable {
    let arms: [ArmOverTime]

    private var panelHeight: Double { arms.count <= 2 ? 110 : arms.count <= 4 ? 90 : 78 }

    /// One for all panels, so that arms can be compared. As far as the steady state goes: the last few updates of
    /// a drain would stretch it. What lies beyond stands at its edge.
    private var yAxis: PlotAxis {
        let steady: [TrialSeries.SliceLatency] = arms.flatMap { arm in
            arm.chosen.slices.filter { $0.phase == "steady" }.compactMap(\.latency)
        }
        let all: [TrialSeries.SliceLatency] = arms.flatMap { $0.chosen.slices.compactMap(\.latency) }
        let values: [Double] = (steady.isEmpty ? all : steady).flatMap { [$0.p50, $0.p99] }
        return .fitting(
            values.filter { $0 > 0 }, title: "", quantity: .milliseconds, spacing: .byRatio(beyond: 12),
            ticks: arms.count <= 2 ? 5 : 3)
    }

    func svg(id: String, title: String, description: String) -> String {
        var canvas = PlotCanvas()
        let hasOthers: Bool = arms.contains { !$0.others.isEmpty }
        var entries: [PlotLegend.Entry] = [
            .init(name: "median", sample: .line(classes: "line", dash: nil)),
            .init(name: "to p90", sample: .bar(classes: "band", overlay: nil)),
            .init(name: "to p99", sample: .bar(classes: "band outer", overlay: nil)),
        ]
        if hasOthers {
            entries.append(
                .init(name: "medians of the other trials", sample: .line(classes: "line thin", dash: nil)))
        }
        let top: Double = PlotLegend(entries: entries).draw(on: &canvas, top: 0)
        var axis: PlotAxis = yAxis
        let xAxis: PlotAxis = arms.timeAxis
        canvas.height = top
        for (place, arm) in arms.enumerated() {
            axis.title = "\(arm.style.name), trial \(arm.position)"
            let start: Double = canvas.height + (place == 0 ? 2 : 6)
            // Behind the grid.
            let area = PlotBox(
                x: PlotFrame.left([axis]), y: start + PlotFrame.titleRow + 6,
                width: PlotCanvas.width - PlotFrame.left([axis]) - 14, height: panelHeight)
            let shades = PhaseShades([arm], x: xAxis.scale(from: area.x, to: area.maxX), area: area)
            shades.draw(on: &canvas)
            let frame = PlotFrame(
                on: &canvas, top: start, height: panelHeight, left: area.x, right: 14, xAxis: xAxis,
                yAxis: axis, hasXLabels: place == arms.count - 1)
            draw(arm, on: &canvas, frame)
            if place == 0 { shades.drawNames(on: &canvas) }
            drawTips(arm, on: &canvas, frame)
        }
        return canvas.svg(id: id, title: title, description: description)
    }

    private func draw(_ arm: ArmOverTime, on canvas: inout PlotCanvas, _ frame: PlotFrame) {
        let series: String = arm.style.series
        func band(
            _ low: KeyPath<TrialSeries.SliceLatency, Double>,
            _ high: KeyPath<TrialSeries.SliceLatency, Double>
        ) -> PlotPath {
            PlotPath.band(
                arm.chosen.slices.map { slice in
                    guard let latency = slice.latency, let x = frame.x.position(slice.middle),
                        let top = frame.y.position(latency[keyPath: high])
                    else { return nil }
                    return (x, frame.y.position(latency[keyPath: low]) ?? frame.area.maxY, top)
                })
        }
        canvas.path(band(\.p90, \.p99), "band outer \(series)")
        canvas.path(band(\.p50, \.p90), "band \(series)")
        for other in arm.others { canvas.path(line(other, frame), "line thin \(series)") }
        canvas.path(line(arm.chosen, frame), "line \(series)")
        drawLonely(arm, on: &canvas, frame)
        guard arm.chosen.slices.allSatisfy({ $0.latency == nil }) else { return }
        canvas.text("no updates in this trial", frame.area.midX, frame.area.midY, anchor: .middle)
    }

    /// Slices between two without updates, as a swarm at rest has: they make neither a line nor a band that can be
    /// seen.
    private func drawLonely(_ arm: ArmOverTime, on canvas: inout PlotCanvas, _ frame: PlotFrame) {
        let slices: [TimeSlices.Slice] = arm.chosen.slices
        for (place, slice) in slices.enumerated() {
            let neighbours: [Int] = [place - 1, place + 1].filter(slices.indices.contains)
            guard let latency = slice.latency, neighbours.allSatisfy({ slices[$0].latency == nil }),
                let median = frame.point(slice.middle, latency.p50),
                let tail = frame.point(slice.middle, latency.p99)
            else { continue }
            if tail.y < median.y {
                canvas.line(median.x, median.y, tail.x, tail.y, "interval \(arm.style.series)")
            }
            canvas.path(
                arm.style.marker.path(median.x, median.y, radius: 3.6), "point \(arm.style.series)")
        }
    }

    private func drawTips(_ arm: ArmOverTime, on canvas: inout PlotCanvas, _ frame: PlotFrame) {
        canvas.hoverColumns(
            arm.chosen.slices.map { slice in
                let head = "\(arm.style.name) \(TimeFigures.stretch(slice))"
                guard let latency = slice.latency else {
                    return (frame.x.position(slice.middle), [head, "no updates"])
                }
                return (
                    frame.x.position(slice.middle),
                    [
                        head, "median \(TimeFormat.milliseconds(latency.p50))",
                        "p90 \(TimeFormat.milliseconds(latency.p90))",
                        "p99 \(TimeFormat.milliseconds(latency.p99))",
                        "\(NumberFormat.count(latency.count)) updates",
                    ]
                )
            }, frame: frame)
    }

    private func line(_ slices: TimeSlices, _ frame: PlotFrame) -> PlotPath {
        PlotPath.line(
            through: slices.slices.map { slice in
                slice.latency.flatMap { frame.point(slice.middle, $0.p50) }
            })
    }

    var table: TextTable {
        TimeFigures.table(
            arms, columns: arms.map { "\($0.style.name), median / p90 / p99" }
        ) { arm, slice in
            guard let latency = slice.latency else { return "-" }
            return [latency.p50, latency.p90, latency.p99].map(TimeFormat.milliseconds)
                .joined(separator: " / ")
        }
    }
}
