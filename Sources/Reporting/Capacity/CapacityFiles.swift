import Results

/// The renderings of a capacity search, by the names of a run's formats.
package enum CapacityFiles {
    /// `capacity.html` and `capacity.md`, of those asked for; there are no others.
    package static func render(
        _ report: CapacityReport, _ formats: [ReportFormat] = ReportFormat.allCases
    ) -> [ReportFile] {
        formats.compactMap { format in
            switch format {
            case .html: ("capacity.html", Array(CapacityPage.render(report).utf8))
            case .markdown: ("capacity.md", Array(CapacityMarkdown.render(report).utf8))
            case .pullRequest, .junit, .csv, .hgrm, .openMetrics: nil
            }
        }
    }
}
