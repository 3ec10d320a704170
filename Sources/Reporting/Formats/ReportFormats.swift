import Results

/// The one list of what a run's folder holds beside `report.json`, which everything is rendered from.
package enum ReportFormats {
    /// All files of these formats, in their order. The same document always gives the same bytes.
    package static func render(
        _ document: ResultsDocument, _ formats: [ReportFormat] = ReportFormat.allCases
    ) -> [ReportFile] {
        formats.flatMap { $0.files(document) }
    }
}
