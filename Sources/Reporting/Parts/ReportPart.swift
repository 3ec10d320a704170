/// A section of a report, the same in every format: a table, paragraphs under it, or points of a list.
///
/// Its text may mark `code` and **what matters** as Markdown does; a format without marks shows them as they are.
struct ReportPart: Sendable, Equatable {
    /// Names the section within a page: lower case letters and hyphens.
    let id: String
    let title: String
    /// Without rows: no table.
    var table: TextTable?
    /// A paragraph each.
    var remarks: [String] = []
    var points: [String] = []

    /// Nothing to say: the section is left out.
    var isEmpty: Bool { rows.isEmpty && remarks.isEmpty && points.isEmpty }

    var rows: [[String]] { table?.rows ?? [] }

    /// Some line has what a reader must not miss: a threshold that failed, a saturated generator.
    var isAlarming: Bool { rows.contains { $0.contains { $0.hasPrefix("**") } } }
}
