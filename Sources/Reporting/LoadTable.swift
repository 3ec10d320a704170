import Results

/// A load point's figures: a line a figure, a column an arm, the comparisons at the end; with many arms
/// these have a table of their own.
struct LoadTable: Sendable {
    /// With more comparisons a line would be too long to read.
    private static let mostComparisonsBeside = 2

    let table: TextTable
    /// A line a compared figure, a column an arm; nil where the comparisons stand in `table`.
    let comparisons: TextTable?
    /// Why some cells are `-`.
    let footnotes: [String]

    /// - Parameter intervals: whether a table of comparisons has their intervals, for which a terminal has
    ///   no room.
    init(
        _ facts: ReportFacts, at load: LoadPoint, corner: String = "", rows: [FigureRow],
        intervals: Bool = true
    ) {
        let cells: [Cell] = facts.cells(at: load)
        let baseline: String = facts.baseline(at: load)?.arm ?? ""
        let candidates: [String] = cells.map(\.arm).filter { arm in
            arm != baseline && facts.document.comparisons.contains { $0.load == load && $0.candidate == arm }
        }
        let isBeside: Bool = candidates.count <= Self.mostComparisonsBeside
        var table = TextTable(
            [corner] + cells.map(\.arm) + (isBeside ? candidates.map { "\($0) / \(baseline)" } : []))
        var compared = TextTable(["compared with \(baseline)"] + candidates)
        var footnotes = Footnotes()
        for row in rows {
            let values: [FigureValue] = cells.map(row.value)
            // A figure of transports that were not measured says nothing, and takes a footnote to say it.
            if !values.isEmpty, values.allSatisfy(\.isOfOtherArms) { continue }
            var line: [String] = [row.label]
            for (cell, value) in zip(cells, values) {
                switch value {
                case .text(let text): line.append(text)
                case .noted(let text, let reason):
                    line.append(text)
                    footnotes.note(reason, arm: cell.arm)
                case .missing(let reason):
                    line.append("-")
                    footnotes.note(reason, arm: cell.arm)
                }
            }
            var ratios: [String] = []
            for candidate in candidates {
                let comparison = row.metric.flatMap { facts.comparison($0, at: load, candidate: candidate) }
                ratios.append(
                    comparison.map { Self.text($0, hasInterval: isBeside || intervals) } ?? "")
                if let why = comparison?.withheld {
                    footnotes.note(.notCompared(row.label, why: why), arm: candidate)
                }
            }
            table.add(isBeside ? line + ratios : line)
            if ratios.contains(where: { !$0.isEmpty }) { compared.add([row.label] + ratios) }
        }
        self.table = table
        comparisons = isBeside || compared.rows.isEmpty ? nil : compared
        self.footnotes = footnotes.lines
    }

    /// `0.047 (0.043 to 0.052)`, or the difference where a side is near zero, or `-` where neither means
    /// anything. An interval whose ends read the same is left out.
    static func text(_ comparison: Comparison, hasInterval: Bool = true) -> String {
        if comparison.withheld != nil { return "-" }
        let bounds: [Double]? =
            hasInterval ? comparison.confidence95.flatMap { $0.count == 2 ? $0 : nil } : nil
        guard let ratio = comparison.ratio else {
            let difference: String = UnitFormat.difference(comparison.difference, unit: comparison.unit)
            guard let bounds else { return difference }
            let ends: [String] = bounds.map { UnitFormat.difference($0, unit: comparison.unit) }
            return ends[0] == ends[1] ? difference : "\(difference) (\(ends[0]) to \(ends[1]))"
        }
        guard let bounds, bounds[0] <= bounds[1],
            let places = NumberFormat.places(
                NumberFormat.ratioPlaces(ratio), telling: bounds[0]...bounds[1])
        else { return NumberFormat.ratio(ratio) }
        let text: String = NumberFormat.decimal(ratio, places: places)
        let ends: [String] = bounds.map { NumberFormat.decimal($0, places: places) }
        return "\(text) (\(ends[0]) to \(ends[1]))"
    }
}
