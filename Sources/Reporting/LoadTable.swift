import Results

/// A load point's figures: a line a figure, a column an arm, the comparisons at the end.
struct LoadTable: Sendable {
    let table: TextTable
    /// Why some cells are `-`.
    let footnotes: [String]

    init(_ facts: ReportFacts, at load: LoadPoint, corner: String = "", rows: [FigureRow]) {
        let cells: [Cell] = facts.cells(at: load)
        let baseline: String = facts.baseline(at: load)?.arm ?? ""
        let candidates: [String] = cells.map(\.arm).filter { arm in
            arm != baseline && facts.document.comparisons.contains { $0.load == load && $0.candidate == arm }
        }
        var table = TextTable([corner] + cells.map(\.arm) + candidates.map { "\($0) / \(baseline)" })
        var footnotes = Footnotes()
        for row in rows {
            var line: [String] = [row.label]
            for cell in cells {
                switch row.value(cell) {
                case .text(let text): line.append(text)
                case .noted(let text, let reason):
                    line.append(text)
                    footnotes.note(reason, arm: cell.arm)
                case .missing(let reason):
                    line.append("-")
                    footnotes.note(reason, arm: cell.arm)
                }
            }
            for candidate in candidates {
                let comparison = row.metric.flatMap { facts.comparison($0, at: load, candidate: candidate) }
                line.append(comparison.map(Self.text) ?? "")
                if let why = comparison?.withheld {
                    footnotes.note(.notCompared(row.label, why: why), arm: candidate)
                }
            }
            table.add(line)
        }
        self.table = table
        self.footnotes = footnotes.lines
    }

    /// `0.047 (0.043 to 0.052)`, or the difference where a side is near zero, or `-` where neither means
    /// anything.
    static func text(_ comparison: Comparison) -> String {
        if comparison.withheld != nil { return "-" }
        let bounds: [Double]? = comparison.confidence95.flatMap { $0.count == 2 ? $0 : nil }
        guard let ratio = comparison.ratio else {
            let difference: String = UnitFormat.difference(comparison.difference, unit: comparison.unit)
            guard let bounds else { return difference }
            let ends: [String] = bounds.map { UnitFormat.difference($0, unit: comparison.unit) }
            return "\(difference) (\(ends[0]) to \(ends[1]))"
        }
        let places: Int = NumberFormat.ratioPlaces(ratio)
        let text: String = NumberFormat.decimal(ratio, places: places)
        guard let bounds else { return text }
        let ends: [String] = bounds.map { NumberFormat.decimal($0, places: places) }
        return "\(text) (\(ends[0]) to \(ends[1]))"
    }
}
