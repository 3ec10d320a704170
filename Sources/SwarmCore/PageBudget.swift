/// How many bytes one page of an answer may hold.
///
/// A page ends with the item that reaches the bound, so it holds at least one item and exceeds the bound by
/// less than one.
package struct PageBudget: Sendable {
    /// Bytes of a page of records: tasks, agents.
    package static let records = PageBudget(bytes: 256 << 10)
    /// Bytes of a page of the event log.
    package static let events = PageBudget(bytes: 1 << 20)

    private var left: Int

    package init(bytes: Int) {
        left = bytes
    }

    /// Whether nothing more goes on this page.
    package var isSpent: Bool { left <= 0 }

    /// Takes note of one item of so many bytes.
    package mutating func spend(_ bytes: Int) { left -= bytes }
}
