import Foundation
import Results

/// Latency over the quantile, whose axis spreads the tail: 90 %, 99 % and 99.9 % are equally far apart.
struct PercentilePlot: Sendable {
    private static let areaHeight: Double = 210
    private static let samples = 96
    private static let tabled: [Double] = [0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999]

    let arms: [LatencyDistribution]

    /// One nine more than the best of the arms can carry: as far as looking on is of any use.
    var lastQuantile: Double {
        let events: Double = Double(arms.map(\.events).max() ?? 0)
        let carried: Double = events >= 1 ? log10(events / LatencyDistribution.fewestEventsBeyond) : 0
        let nines: Double = min(6, max(2, (carried + 1e-9).rounded(.down) + 1))
        return 1 - pow(10, -nines)
    }

    private var xAxis: PlotAxis {
        .tail(upTo: lastQuantile, title: "share of the updates that came no later")
    }

    /// A logarithmic axis begins where a tenth of some arm's updates have come: how early the earliest were
    /// would take most of it.
    private func yAxis(_ last: Double) -> PlotAxis {
        let values: [Double] = arms.flatMap { arm in
            quantiles(last).filter { $0 >= 0.1 }.compactMap { arm.value(atQuantile: $0) }
        }
        let positive: [Double] = values.filter { $0 > 0 }
        return .fitting(
            positive.isEmpty ? values : positive, title: "Update latency", quantity: .milliseconds,
            spacing: .byRatio(beyond: 12))
    }

    /// Equally far apart on the axis.
    private func quantiles(_ last: Double) -> [Double] {
        let end: Double = -log10(1 - last)
        let even: [Double] = (0...Self.samples).map { 1 - pow(10, -end * Double($0) / Double(Self.samples)) }
        return (even.dropLast() + [last])
    }

    func svg(id: String, title: String, description: String) -> String {
        var canvas = PlotCanvas()
        let last: Double = lastQuantile
        let yAxis: PlotAxis = yAxis(last)
        let xAxis: PlotAxis = xAxis
        let frame = PlotFrame(
            on: &canvas, top: 0, height: Self.areaHeight, left: PlotFrame.left([yAxis]),
            right: EndLabels.width(arms.map(\.style)), xAxis: xAxis, yAxis: yAxis)
        var labels: [EndLabels.Label] = []
        for arm in arms {
            drawCurve(arm, last: last, on: &canvas, frame)
            let end: Double = min(last, arm.finiteShare)
            if let value = arm.value(atQuantile: end), let y = frame.y.position(value) {
                labels.append(EndLabels.Label(style: arm.style, y: y))
            }
        }
        for arm in arms { drawMarkers(arm, at: xAxis.ticks.map(\.value), on: &canvas, frame) }
        EndLabels.draw(labels, on: &canvas, frame: frame)
        drawTips(last: last, on: &canvas, frame)
        return canvas.svg(id: id, title: title, description: description)
    }

    private func drawCurve(
        _ arm: LatencyDistribution, last: Double, on canvas: inout PlotCanvas, _ frame: PlotFrame
    ) {
        let carried: Double = arm.lastCarried
        let ends: [Double] = [carried, arm.finiteShare].filter { $0 > 0 && $0 < last }
        let all: [Double] = (quantiles(last) + ends).sorted()
        func path(_ quantiles: [Double]) -> PlotPath {
            PlotPath.line(
                through: quantiles.map { quantile in
                    arm.value(atQuantile: quantile).flatMap { place(quantile, $0, frame) }
                })
        }
        canvas.path(path(all.filter { $0 <= carried }), "line \(arm.style.series)")
        canvas.path(path(all.filter { $0 >= carried }), "line uncertain \(arm.style.series)")
        guard arm.finiteShare < last, let largest = frame.point(arm.finiteShare, arm.largest) else { return }
        // What never arrived is above everything: up and out.
        canvas.line(largest.x, largest.y, largest.x, frame.area.y, "prediction \(arm.style.series)")
        canvas.path(
            PlotMarker.triangle.path(largest.x, frame.area.y + 4, radius: 4), "point \(arm.style.series)")
    }

    /// Nil below the axis.
    private func place(_ quantile: Double, _ value: Double, _ frame: PlotFrame) -> (x: Double, y: Double)? {
        value < frame.y.domain.lowerBound ? nil : frame.point(quantile, value)
    }

    private func drawMarkers(
        _ arm: LatencyDistribution, at quantiles: [Double], on canvas: inout PlotCanvas, _ frame: PlotFrame
    ) {
        for quantile in quantiles {
            guard let value = arm.value(atQuantile: quantile), let at = place(quantile, value, frame) else {
                continue
            }
            let look: String = quantile <= arm.lastCarried ? "point" : "point hollow"
            canvas.path(arm.style.marker.path(at.x, at.y, radius: 3.6), "\(look) \(arm.style.series)")
        }
    }

    private func drawTips(last: Double, on canvas: inout PlotCanvas, _ frame: PlotFrame) {
        let end: Double = -log10(1 - last)
        let steps: Int = Int((end * 6).rounded())
        // Every sixth of a nine, and 50 % exactly.
        var places: [Double] = (0...steps).map { 1 - pow(10, -end * Double($0) / Double(max(1, steps))) }
        places = places.filter { abs(-log10(1 - $0) - log10(2)) > 0.1 } + [0.5]
        canvas.hoverColumns(
            places.sorted().map { quantile in
                let head = "\(Self.percentText(quantile)) of the updates came within"
                let lines: [String] = arms.map { arm in
                    let few: String = quantile > arm.lastCarried ? " (few events)" : ""
                    let value: String =
                        arm.value(atQuantile: quantile).map(TimeFormat.milliseconds) ?? "never"
                    return "\(arm.style.name): \(value)\(few)"
                }
                return (frame.x.position(quantile), [head] + lines)
            }, frame: frame)
    }

    /// Enough digits to tell tail quantiles apart: `50 %`, `99.78 %`, `99.954 %`.
    static func percentText(_ quantile: Double) -> String {
        let rest: Double = 1 - quantile
        let places: Int = rest <= 0 ? 0 : max(0, Int((-log10(rest)).rounded(.up)) - 1)
        let text: String = NumberFormat.decimal(quantile * 100, places: places)
        return "\(PlotQuantity.trimmed(text)) %"
    }

    /// Quantiles that cannot be told are refused, as in every other table of the report.
    var table: TextTable {
        var table = TextTable(["percentile"] + arms.map(\.style.name))
        for quantile in Self.tabled where quantile <= lastQuantile + 1e-12 {
            table.add(
                [Self.percentText(quantile)]
                    + arms.map { arm in
                        guard quantile <= 0.9 || quantile <= arm.lastCarried + 1e-12 else { return "-" }
                        return arm.value(atQuantile: quantile).map(TimeFormat.milliseconds) ?? "never"
                    })
        }
        table.add(["largest that arrived"] + arms.map { TimeFormat.milliseconds($0.largest) })
        table.add(["distinct events"] + arms.map { NumberFormat.count($0.events) })
        return table
    }
}
