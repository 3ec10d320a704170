/// A ``TextTable`` as HTML.
struct TableView: Sendable {
    struct Cell: Sendable {
        /// `th`, or `td` for a corner without text, which heads nothing.
        let tag: String
        let isHeader: Bool
        /// Classes.
        let kind: String
        let html: String
    }

    struct Head: Sendable {
        let cells: [Cell]
    }

    struct Row: Sendable {
        let nameKind: String
        /// The first cell, as HTML.
        let name: String
        let cells: [Cell]
    }

    /// Text from this length on may take several lines.
    private static let longText: Int = 40
    /// A first column up to this length never needs to.
    private static let shortText: Int = 16

    /// None for a table whose header is blank.
    let heads: [Head]
    let rows: [Row]

    init(_ whole: TextTable) {
        let table: TextTable = Self.withoutBlankColumns(whole)
        let kinds: [String] = table.header.indices.map { Self.kind(of: $0, in: table) }
        func cell(_ text: String, _ column: Int, isHeader: Bool) -> Cell {
            let isTitle: Bool = isHeader && !text.isEmpty
            return Cell(
                tag: isTitle ? "th" : "td", isHeader: isTitle,
                kind: text == "-" ? "\(kinds[column]) absent" : kinds[column],
                html: text == "-" ? "–" : HTMLText.marked(text))
        }
        let isBlank: Bool = table.header.allSatisfy(\.isEmpty)
        heads = isBlank ? [] : [Head(cells: table.header.enumerated().map { cell($1, $0, isHeader: true) })]
        rows = table.rows.map { row in
            Row(
                nameKind: (kinds.first ?? "name") + (row.first?.hasPrefix("of it: ") == true ? " inner" : ""),
                name: HTMLText.marked(row.first ?? ""),
                cells: row.enumerated().dropFirst().map { cell($1, $0, isHeader: false) })
        }
    }

    /// A column of which no row has anything tells nothing.
    private static func withoutBlankColumns(_ table: TextTable) -> TextTable {
        let kept: [Int] = table.header.indices.filter { column in
            column == 0 || table.rows.contains { !$0[column].isEmpty }
        }
        var result = TextTable(kept.map { table.header[$0] })
        result.alignments = kept.map { table.alignments[$0] }
        for row in table.rows { result.add(kept.map { row[$0] }) }
        return result
    }

    /// Names are left-aligned; a column of long text may wrap, but not to shreds.
    private static func kind(of column: Int, in table: TextTable) -> String {
        let longest: Int = table.rows.map { $0[column].count }.max() ?? 0
        guard table.alignments[column] == .left else { return longest > longText ? "number wraps" : "number" }
        return longest > longText ? "name long" : longest <= shortText ? "name short" : "name"
    }
}
