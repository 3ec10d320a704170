/// The names of curves at the right of a plot, each as near as it gets to its curve's end.
struct EndLabels: Sendable {
    private static let gap: Double = 15
    /// The widest name that is written out; the curves need the room more.
    private static let widest: Double = 106
    private static let markerRoom: Double = 16

    struct Label: Sendable {
        var style: ArmStyle
        /// Where the curve ends.
        var y: Double
    }

    /// Room that the names of `styles` take at the right of a plot.
    static func width(_ styles: [ArmStyle]) -> Double {
        guard !styles.isEmpty else { return 8 }
        let names: [Double] = styles.map { PlotText.width($0.name, size: PlotCanvas.labelSize) }
        return min(widest, names.max() ?? 0) + markerRoom + 6
    }

    static func draw(_ labels: [Label], on canvas: inout PlotCanvas, frame: PlotFrame) {
        let sorted: [Label] = labels.sorted { $0.y < $1.y }
        let places: [Double] = spread(sorted.map(\.y), gap: gap, within: frame.area.y...frame.area.maxY)
        let x: Double = frame.area.maxX + 6
        for (label, y) in zip(sorted, places) {
            canvas.path(label.style.marker.path(x + 6, y, radius: 4), "point \(label.style.series)")
            let name: String = PlotText.shortened(label.style.name, to: widest, size: PlotCanvas.labelSize)
            canvas.text(name, x + markerRoom, y + 4, "label name")
        }
    }

    /// `wanted` (ascending) moved as little as needed for `gap` between neighbours, within `limits` as far as
    /// these have the room.
    static func spread(_ wanted: [Double], gap: Double, within limits: ClosedRange<Double>) -> [Double] {
        // Neighbours that would overlap share a block. `sum` is of the places that its members would have its
        // first one at, whose mean is as near to all of them as it gets.
        var blocks: [(sum: Double, count: Int)] = []
        func first(_ block: (sum: Double, count: Int)) -> Double {
            let length: Double = Double(block.count - 1) * gap
            return max(limits.lowerBound, min(block.sum / Double(block.count), limits.upperBound - length))
        }
        for value in wanted {
            blocks.append((value, 1))
            while blocks.count > 1 {
                let last = blocks[blocks.count - 1]
                let before = blocks[blocks.count - 2]
                guard first(last) < first(before) + Double(before.count) * gap else { break }
                blocks.removeLast(2)
                let shift: Double = Double(before.count * last.count) * gap
                blocks.append((before.sum + last.sum - shift, before.count + last.count))
            }
        }
        return blocks.flatMap { block in (0..<block.count).map { first(block) + Double($0) * gap } }
    }
}
