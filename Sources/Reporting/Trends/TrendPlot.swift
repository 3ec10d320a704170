import Results
import Statistics

/// A metric from run to run as SVG: a point a run with its interval, the levels, and where they change.
struct TrendPlot: Sendable {
    private static let height: Double = 190
    /// More runs than these stand too close for intervals.
    private static let mostIntervals = 60

    let finding: TrendFinding
    private let quantity: PlotQuantity
    /// Into the quantity's unit.
    private let factor: Double

    init(_ finding: TrendFinding) {
        self.finding = finding
        (quantity, factor) = Self.quantity(finding.trend)
    }

    private static func quantity(_ trend: MetricTrend) -> (PlotQuantity, Double) {
        if trend.isRatio { return (.count, 1) }
        switch trend.unit {
        case "ms": return (.milliseconds, 1)
        case "us": return (.milliseconds, 1e-3)
        case "%": return (.percent, 1)
        case let unit where unit.hasPrefix("bytes"): return (.bytes, 1)
        default: return (.count, 1)
        }
    }

    func svg(id: String, description: String) -> String {
        var canvas = PlotCanvas()
        let yAxis: PlotAxis = .fitting(
            values + levels.map(\.value) + shownIntervals.flatMap { [$0.low, $0.high] }, title: title,
            quantity: quantity, spacing: .around)
        let left: Double = PlotFrame.left([yAxis])
        let frame = PlotFrame(
            on: &canvas, top: 0, height: Self.height, left: left, right: 14, xAxis: xAxis, yAxis: yAxis)
        draw(on: &canvas, frame)
        return canvas.svg(id: id, title: finding.trend.name, description: description)
    }

    private var values: [Double] { finding.trend.points.map { $0.value * factor } }

    private var title: String {
        if let baseline = finding.trend.baseline { return "\(finding.trend.arm) / \(baseline)" }
        switch finding.trend.unit {
        case "": return "\(finding.trend.arm): \(finding.trend.metric)"
        case "bytes/client/h": return "\(finding.trend.arm), a client and hour"
        default: return finding.trend.arm
        }
    }

    /// Runs side by side, named by their days.
    private var xAxis: PlotAxis {
        let runs: [MetricTrend.Point] = finding.trend.points
        let stride: Int = max(1, (runs.count + 5) / 6)
        let ticks: [PlotAxis.Tick] = Swift.stride(from: 0, to: runs.count, by: stride).map { index in
            PlotAxis.Tick(value: Double(index), label: String(runs[index].run.startedAt.prefix(10)))
        }
        return PlotAxis(
            title: "runs, oldest first", quantity: .count, kind: .linear,
            domain: -0.5...(Double(max(1, runs.count)) - 0.5), ticks: ticks)
    }

    private struct Interval {
        var index: Int
        var low: Double
        var high: Double
    }

    /// None where they would hide how the values move.
    private var shownIntervals: [Interval] {
        let all: [Interval] = finding.trend.points.enumerated().compactMap { index, point in
            guard let interval = point.confidence95, interval.count == 2 else { return nil }
            return Interval(index: index, low: interval[0] * factor, high: interval[1] * factor)
        }
        guard let low = values.min(), let high = values.max(), values.count <= Self.mostIntervals else {
            return []
        }
        let reach: Double = 0.5 * max(high - low, 0.1 * high.magnitude)
        return all.allSatisfy { $0.low >= low - reach && $0.high <= high + reach } ? all : []
    }

    private struct Level {
        var runs: Range<Int>
        var value: Double
    }

    /// One from each change to the next; none without a change.
    private var levels: [Level] {
        guard let first = finding.changes.first else { return [] }
        let starts: [Int] = [0] + finding.changes.map(\.index)
        let ends: [Int] = finding.changes.map(\.index) + [values.count]
        let means: [Double] = [first.before] + finding.changes.map(\.after)
        return zip(zip(starts, ends), means).map { bounds, mean in
            Level(runs: bounds.0..<bounds.1, value: mean * factor)
        }
    }

    private func draw(on canvas: inout PlotCanvas, _ frame: PlotFrame) {
        for (number, change) in finding.changes.enumerated() {
            guard let x = frame.x.position(Double(change.index) - 0.5) else { continue }
            canvas.line(x, frame.area.y, x, frame.area.maxY, "mark")
            canvas.text("\(number + 1)", x + 4, frame.area.y + 10, size: PlotCanvas.smallSize, "label name")
        }
        for level in levels {
            let ends: [(x: Double, y: Double)?] = [
                frame.point(Double(level.runs.lowerBound) - 0.5, level.value),
                frame.point(Double(level.runs.upperBound) - 0.5, level.value),
            ]
            canvas.path(PlotPath.line(through: ends), "line series-2")
        }
        for interval in shownIntervals {
            guard let x = frame.x.position(Double(interval.index)), let low = frame.y.position(interval.low),
                let high = frame.y.position(interval.high)
            else { continue }
            canvas.intervalBar(x: x, low, high, "series-1")
        }
        for (index, value) in values.enumerated() {
            guard let place = frame.point(Double(index), value) else { continue }
            let radius: Double = values.count > 100 ? 2 : 3
            canvas.path(PlotMarker.circle.path(place.x, place.y, radius: radius), "point series-1")
        }
        canvas.hoverColumns(
            finding.trend.points.enumerated().map { index, point in
                (frame.x.position(Double(index)), tip(point))
            }, frame: frame)
    }

    private func tip(_ point: MetricTrend.Point) -> [String] {
        let interval: String =
            point.confidence95.map {
                " (95 % interval \($0.map(finding.text).joined(separator: " - ")))"
            } ?? ""
        let commit: [String] = CommitName.short(point.run.origin).map { ["commit \($0)"] } ?? []
        return ["\(finding.text(point.value))\(interval)", "\(RunTable.time(point.run.startedAt)) UTC"]
            + commit + ["run \(point.run.runId)"]
    }

    /// A row a run.
    var table: TextTable {
        var table = TextTable(
            ["run", "started (UTC)", "commit", "value", "95 % interval", "change"], names: 3)
        let numbers: [Int: Int] = Dictionary(
            uniqueKeysWithValues: finding.changes.enumerated().map { ($0.element.index, $0.offset + 1) })
        for (index, point) in finding.trend.points.enumerated() {
            table.add([
                point.run.runId, RunTable.time(point.run.startedAt),
                CommitName.short(point.run.origin) ?? "-", finding.text(point.value),
                point.confidence95.map { $0.map(finding.text).joined(separator: " - ") } ?? "-",
                numbers[index].map(String.init) ?? "",
            ])
        }
        return table
    }
}
