/// A section about the run as a whole.
struct PartView: Sendable {
    /// A longer table is folded, unless it has what a reader must not miss.
    private static let mostOpenRows: Int = 12

    let anchor: String
    let title: String
    let openTable: TableView?
    let foldedTable: TableView?
    let foldName: String
    /// As HTML.
    let remarks: [String]
    let points: [String]
    let hasPoints: Bool

    init(_ part: ReportPart) {
        anchor = part.id
        title = part.title
        let table: TableView? = part.rows.isEmpty ? nil : part.table.map { TableView($0) }
        let isFolded: Bool = part.rows.count > Self.mostOpenRows && !part.isAlarming
        openTable = isFolded ? nil : table
        foldedTable = isFolded ? table : nil
        foldName = "Table of \(NumberFormat.count(part.rows.count)) rows"
        remarks = part.remarks.map(HTMLText.marked)
        points = part.points.map(HTMLText.marked)
        hasPoints = !part.points.isEmpty
    }
}
