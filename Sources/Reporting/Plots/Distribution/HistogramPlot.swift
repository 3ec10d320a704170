import Foundation
import Results

/// Shares of an arm's updates by latency, in steps of equal ratio.
struct HistogramPlot: Sendable {
    private static let areaHeight: Double = 180
    /// A smaller share is thinner than its line.
    private static let leastDrawn: Double = 1e-4

    let arms: [LatencyDistribution]
    let binsPerDecade: Int
    /// Milliseconds, ascending; one more than there are bins.
    let edges: [Double]
    /// By arm, then by bin.
    let shares: [[Double]]

    init(arms: [LatencyDistribution]) {
        self.arms = arms
        let low: Double = max(arms.compactMap(\.smallestAboveZero).min() ?? 1, 1e-6)
        let high: Double = max(arms.map(\.largest).max() ?? 1, low)
        let decades: Double = log10(high / low)
        let perDecade: Int = decades >= 1.5 ? 10 : decades >= 0.5 ? 20 : 40
        let first = Int((log10(low) * Double(perDecade) - 1e-9).rounded(.up)) - 1
        let last = max(first + 1, Int((log10(high) * Double(perDecade) - 1e-9).rounded(.up)))
        edges = (first...last).map { pow(10, Double($0) / Double(perDecade)) }
        binsPerDecade = perDecade
        let edges: [Double] = edges
        shares = arms.map { $0.shares(between: edges) }
    }

    func svg(id: String, title: String, description: String) -> String {
        var canvas = PlotCanvas()
        let top: Double = PlotLegend(lines: arms.map(\.style)).draw(on: &canvas, top: 0)
        let xAxis = PlotAxis.fitting(
            edges, title: "update latency", quantity: .milliseconds, spacing: .byRatio(beyond: 1))
        let yAxis = PlotAxis.fitting(
            shares.flatMap(\.self), title: "Share of the updates in each step", quantity: .share,
            spacing: .fromZero)
        let frame = PlotFrame(
            on: &canvas, top: top + 4, height: Self.areaHeight, left: PlotFrame.left([yAxis]), right: 14,
            xAxis: xAxis, yAxis: yAxis)
        for (arm, shares) in zip(arms, shares) { drawSteps(arm, shares, on: &canvas, frame) }
        canvas.hoverColumns(
            edges.indices.dropLast().map { bin in
                let middle: Double = (edges[bin] * edges[bin + 1]).squareRoot()
                return (frame.x.position(middle), tip(bin))
            }, frame: frame)
        return canvas.svg(id: id, title: title, description: description)
    }

    private func drawSteps(
        _ arm: LatencyDistribution, _ shares: [Double], on canvas: inout PlotCanvas, _ frame: PlotFrame
    ) {
        // Where nothing is there is no line: it would only hide the axis.
        var outline = PlotPath()
        for run in shares.indices.split(whereSeparator: { shares[$0] < Self.leastDrawn }) {
            guard let first = run.first, var x = frame.x.position(edges[first]) else { continue }
            outline.move(x, frame.area.maxY)
            for bin in run {
                let y: Double = frame.y.position(shares[bin]) ?? frame.area.maxY
                outline.line(x, y)
                x = frame.x.position(edges[bin + 1]) ?? x
                outline.line(x, y)
            }
            outline.line(x, frame.area.maxY)
        }
        canvas.path(outline, "area \(arm.style.series)")
        canvas.path(outline, "line \(arm.style.series)", dash: arm.style.dash)
    }

    private func step(_ bin: Int) -> String {
        "\(TimeFormat.milliseconds(edges[bin])) to \(TimeFormat.milliseconds(edges[bin + 1]))"
    }

    private func tip(_ bin: Int) -> [String] {
        [step(bin)]
            + zip(arms, shares).map { arm, shares in
                "\(arm.style.name): \(PlotQuantity.share.text(shares[bin]))"
            }
    }

    var table: TextTable {
        var table = TextTable(["update latency"] + arms.map(\.style.name))
        for bin in edges.indices.dropLast() where shares.contains(where: { $0[bin] > 0 }) {
            table.add([step(bin)] + shares.map { $0[bin] == 0 ? "" : PlotQuantity.share.text($0[bin]) })
        }
        if arms.contains(where: { $0.infinite > 0 }) {
            table.add(
                ["never arrived"]
                    + arms.map { PlotQuantity.share.text(Double($0.infinite) / Double($0.total)) })
        }
        return table
    }
}
