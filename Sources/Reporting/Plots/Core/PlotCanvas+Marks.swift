extension PlotFrame {
    /// Where a value of x and one of y meet; nil where either has no place.
    func point(_ x: Double, _ y: Double) -> (x: Double, y: Double)? {
        guard let atX = self.x.position(x), let atY = self.y.position(y) else { return nil }
        return (atX, atY)
    }
}

extension PlotCanvas {
    /// An upright interval with short ends.
    mutating func intervalBar(x: Double, _ low: Double, _ high: Double, _ series: String) {
        var path = PlotPath()
        path.move(x, low)
        path.line(x, high)
        for y in [low, high] {
            path.move(x - 4, y)
            path.line(x + 4, y)
        }
        self.path(path, "interval \(series)")
    }

    /// A lying interval with short ends.
    mutating func intervalBar(y: Double, _ low: Double, _ high: Double, _ series: String) {
        var path = PlotPath()
        path.move(low, y)
        path.line(high, y)
        for x in [low, high] {
            path.move(x, y - 4)
            path.line(x, y + 4)
        }
        self.path(path, "interval \(series)")
    }

    /// Hover targets as high as the plot, each as wide as half the way to its neighbours.
    ///
    /// - Parameter columns: by ascending place; those without one are left out.
    mutating func hoverColumns(_ columns: [(x: Double?, tip: [String])], frame: PlotFrame) {
        let placed: [(x: Double, tip: [String])] = columns.compactMap { column in
            column.x.map { ($0, column.tip) }
        }.sorted { $0.x < $1.x }
        for (index, column) in placed.enumerated() {
            let left: Double = index == 0 ? frame.area.x - 8 : (placed[index - 1].x + column.x) / 2
            let right: Double =
                index == placed.count - 1 ? frame.area.maxX + 8 : (placed[index + 1].x + column.x) / 2
            // Two columns at one place would hide each other.
            let width: Double = max(right - left, 2)
            hover(PlotBox(x: left, y: frame.area.y, width: width, height: frame.area.height), column.tip)
        }
    }
}
