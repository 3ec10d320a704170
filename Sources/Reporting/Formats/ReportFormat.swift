import Results

/// A file of a run's folder: its path below the folder, and what is in it.
package typealias ReportFile = (path: String, bytes: [UInt8])

/// A rendering of the results document, by the name that `bench report --format` takes.
package enum ReportFormat: String, CaseIterable, Sendable {
    /// `report.html`: everything as one page, for people.
    case html
    /// `report.md`: the same as Markdown.
    case markdown
    /// `pull-request.md`: a screenful, the rest folded.
    case pullRequest = "pull-request"
    /// `junit.xml`: thresholds as test cases, for CI systems.
    case junit
    /// `series.csv`: every trial slice by slice.
    case csv
    /// `percentiles/*.hgrm`: latency distributions, for HdrHistogram's plotter.
    case hgrm
    /// `metrics.txt`: OpenMetrics text.
    case openMetrics = "openmetrics"

    /// The files of this format; none where the document has nothing for them (no time series, no
    /// histograms).
    package func files(_ document: ResultsDocument) -> [ReportFile] {
        func file(_ path: String, _ text: String?) -> [ReportFile] {
            text.map { [(path, Array($0.utf8))] } ?? []
        }
        return switch self {
        case .html: file("report.html", HTMLReport.render(document))
        case .markdown: file("report.md", MarkdownReport.render(document))
        case .pullRequest: file("pull-request.md", PullRequestReport.render(document))
        case .junit: file("junit.xml", JUnitReport.render(document))
        case .csv: file("series.csv", SeriesTable.render(document))
        case .hgrm: PercentileFiles.render(document)
        case .openMetrics: file("metrics.txt", OpenMetricsReport.render(document))
        }
    }
}
