/// Values as dots over columns of text, one a run, with marks under the first runs of new levels.
struct TrendChart {
    /// Rows of dots.
    private static let height = 7
    /// Columns of dots at most; more runs share columns.
    private static let width = 72

    let values: [Double]
    /// Indices of first values of new levels, ascending.
    let changes: [Int]
    /// How the axis names a value.
    let label: (Double) -> String

    func lines() -> [String] {
        guard let least = values.min(), let most = values.max() else { return [] }
        let means: [Double?] = columns()
        // What reads the same is not drawn apart.
        let isFlat: Bool = label(least) == label(most)
        let rows: Int = isFlat ? 1 : Self.height
        func row(_ value: Double) -> Int {
            // Halved, since a difference of huge values may overflow.
            let place: Double = (most / 2 - value / 2) / (most / 2 - least / 2) * Double(rows - 1)
            return isFlat || !place.isFinite ? 0 : min(rows - 1, max(0, Int(place.rounded())))
        }
        var canvas = [[Character]](repeating: Array(repeating: " ", count: means.count), count: rows)
        for (column, mean) in means.enumerated() {
            if let mean { canvas[row(mean)][column] = "•" }
        }
        let labels: [String] = (0..<rows).map { index in
            if isFlat { return label(most) }
            return index == 0 ? label(most) : index == rows - 1 ? label(least) : ""
        }
        let margin: Int = labels.map { TextWidth.of($0) }.max() ?? 0
        var lines: [String] = zip(labels, canvas).map { text, dots in
            let edge: String = text.isEmpty ? "│" : "┤"
            return Self.trimmed(
                "  \(TextWidth.padded(text, to: margin, rightAligned: true)) \(edge)\(String(dots))")
        }
        if !changes.isEmpty {
            lines.append(Self.trimmed(String(repeating: " ", count: margin + 4) + marks(means.count)))
        }
        return lines
    }

    /// The column of a value: runs side by side, apart when there is room.
    private func column(_ index: Int) -> Int {
        if values.count > Self.width { return index * Self.width / values.count }
        return values.count * 2 <= Self.width ? index * 2 : index
    }

    /// Mean of the values of each column; nil between runs that stand apart.
    private func columns() -> [Double?] {
        var sums = [(sum: Double, count: Int)](
            repeating: (0, 0), count: column(max(0, values.count - 1)) + 1)
        for (index, value) in values.enumerated() {
            sums[column(index)].sum += value
            sums[column(index)].count += 1
        }
        return sums.map { $0.count > 0 ? $0.sum / Double($0.count) : nil }
    }

    /// `▲` and the change's number, where it fits.
    private func marks(_ width: Int) -> String {
        var line: [Character] = Array(repeating: " ", count: width + 4)
        for (number, change) in changes.enumerated() {
            let place: Int = column(change)
            line[place] = "▲"
            for (offset, digit) in String(number + 1).enumerated() where place + 1 + offset < line.count {
                line[place + 1 + offset] = digit
            }
        }
        return String(line)
    }

    private static func trimmed(_ text: String) -> String {
        var text: String = text
        while text.last == " " { text.removeLast() }
        return text
    }
}
