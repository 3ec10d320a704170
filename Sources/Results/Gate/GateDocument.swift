/// What a `gate.json` may hold.
package enum GateDocument: Sendable {
    /// Pairs of trials of two builds, or of one.
    case pairs(GateReport)
    /// A run's ratios against a stored run's.
    case ratios(BaselineReport)

    /// - Throws: ``ResultsError``: that of a gate of two builds for a document that is neither.
    package init(json: [UInt8]) throws(ResultsError) {
        if StoredReportLayout.kind(of: json) == BaselineReport.kind {
            self = .ratios(try BaselineReport(json: json))
        } else {
            self = .pairs(try GateReport(json: json))
        }
    }
}
