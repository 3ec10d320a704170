/// A plot of the report: self-contained SVG text that takes colours from CSS custom properties and classes
/// (``PlotStyle``), and the same numbers as a table.
package struct ReportFigure: Sendable {
    /// What a part of the report's plots is about, in the order in which they are read.
    package enum Section: String, CaseIterable, Sendable {
        /// Everything against the event rate.
        case rate
        /// How latency is distributed, arms overlaid.
        case distribution
        /// What happened when.
        case time
        /// Bytes per client and hour.
        case traffic
        /// Every trial, with means and intervals.
        case trials
        /// Closed forms beside what was measured.
        case predictions
    }

    /// Unique in the report; letters, digits and hyphens: what the ids in `svg` begin with.
    package var id: String
    package var section: Section
    package var title: String
    /// In plain words: what to see, and how it was computed.
    package var caption: String
    /// An `<svg>` element, well-formed XML.
    package var svg: String
    var table: TextTable
}
