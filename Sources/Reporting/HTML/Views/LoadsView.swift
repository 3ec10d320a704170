import Results

/// The tables of every load point.
struct LoadsView: Sendable {
    struct Group: Sendable {
        let anchor: String
        let title: String
        let isOpen: Bool
        let blocks: [Block]
    }

    /// A table with what explains its marks.
    struct Block: Sendable {
        /// Stands over it, where it is the first of its kind.
        let heading: String?
        let table: TableView
        let notes: [Note]
        let hasNotes: Bool
        /// Under the last of its kind.
        let remark: String?

        init(_ table: TextTable, heading: String? = nil, notes: [String] = [], remark: String? = nil) {
            self.heading = heading
            self.remark = remark
            self.table = TableView(table)
            self.notes = notes.map(Note.init)
            hasNotes = !notes.isEmpty
        }
    }

    /// A footnote: the mark that it explains, and why.
    struct Note: Sendable {
        let mark: String
        /// As HTML.
        let text: String

        init(_ line: String) {
            mark = line.hasPrefix("-") ? "–" : String(line.prefix(1))
            text = HTMLText.marked(String(line.dropFirst()))
        }
    }

    /// With more load points only the first one's tables are open.
    private static let mostOpen: Int = 3

    let groups: [Group]

    /// Nil without cells.
    init?(_ facts: ReportFacts) {
        let parts: [LoadPart] = LoadPart.all(facts)
        guard !parts.isEmpty else { return nil }
        groups = parts.enumerated().map { index, part in
            Group(
                anchor: "load-\(index + 1)", title: part.title,
                isOpen: index == 0 || parts.count <= Self.mostOpen, blocks: Self.blocks(part))
        }
    }

    private static func blocks(_ part: LoadPart) -> [Block] {
        part.tables.flatMap { table in
            guard let comparisons = table.comparisons else {
                return [Block(table.table, notes: table.footnotes)]
            }
            return [Block(table.table), Block(comparisons, notes: table.footnotes)]
        } + blocks(part.behaviours, remark: part.behavioursRemark)
            + blocks(part.faults, heading: LoadPart.faultsTitle, remark: part.faultsRemark)
    }

    private static func blocks(_ tables: [TextTable], heading: String? = nil, remark: String?) -> [Block] {
        tables.enumerated().map { place, table in
            Block(
                table, heading: place == 0 ? heading : nil, remark: place == tables.count - 1 ? remark : nil)
        }
    }
}
