import Results

/// The headline figures, load point by load point.
struct KeyFiguresView: Sendable {
    struct Group: Sendable {
        let title: String
        let tiles: [TileView]
    }

    let groups: [Group]

    /// Nil where there is nothing to show.
    init?(_ facts: ReportFacts) {
        let styles: [ArmStyle] = ArmStyle.all(facts.document)
        groups = facts.loads.compactMap { load in
            let tiles: [TileView] = FigureRows.key.compactMap {
                TileView($0, facts, at: load, styles: styles)
            }
            guard !tiles.isEmpty else { return nil }
            return Group(title: LoadPart.title(load), tiles: tiles)
        }
        if groups.isEmpty { return nil }
    }
}

/// One figure of every arm, and how they compare.
struct TileView: Sendable {
    struct Value: Sendable {
        let arm: String
        /// The arm's colour, as a class.
        let series: String
        /// Its marker, as the data of a path.
        let marker: String
        let value: String
        let isMissing: Bool
    }

    /// How an arm compares with the baseline.
    struct Ratio: Sendable {
        let arms: String
        /// The ratio, then its interval: lines break between them.
        let pieces: [String]
    }

    /// With more candidates the ratios would outgrow the values.
    private static let mostRatios: Int = 2

    let label: String
    let values: [Value]
    let ratios: [Ratio]

    /// Nil where no arm has the figure.
    init?(_ row: FigureRow, _ facts: ReportFacts, at load: LoadPoint, styles: [ArmStyle]) {
        let cells: [Cell] = facts.cells(at: load)
        label = row.label
        values = cells.compactMap { cell in
            styles.first { $0.name == cell.arm }.map { Self.value(row.value(cell), of: $0) }
        }
        guard values.contains(where: { !$0.isMissing }) else { return nil }
        let baseline: String = facts.baseline(at: load)?.arm ?? ""
        let found: [Ratio] = cells.map(\.arm).filter { $0 != baseline }.compactMap { candidate in
            row.metric.flatMap { facts.comparison($0, at: load, candidate: candidate) }
                .flatMap { comparison in
                    guard comparison.withheld == nil else { return nil }
                    let text: String = LoadTable.text(comparison)
                    let cut: String.Index = text.firstIndex(of: "(") ?? text.endIndex
                    return Ratio(
                        arms: "\(candidate) / \(baseline)",
                        pieces: [text[..<cut], text[cut...]].filter { !$0.isEmpty }.map(String.init))
                }
        }
        ratios = found.count <= Self.mostRatios ? found : []
    }

    private static func value(_ value: FigureValue, of style: ArmStyle) -> Value {
        let (text, isMissing): (String, Bool) =
            switch value {
            case .text(let text), .noted(let text, _): (text, false)
            case .missing: ("–", true)
            }
        return Value(
            arm: style.name, series: style.series, marker: style.marker.path(6, 6, radius: 4).data,
            value: text, isMissing: isMissing)
    }
}
