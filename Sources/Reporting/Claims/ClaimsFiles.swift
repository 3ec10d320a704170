import Results

/// The renderings of tested claims, by the names of a run's formats.
package enum ClaimsFiles {
    /// `claims.html` and `claims.md`, of those asked for; there are no others.
    package static func render(
        _ report: ClaimsReport, _ formats: [ReportFormat] = ReportFormat.allCases
    ) -> [ReportFile] {
        formats.compactMap { format in
            switch format {
            case .html: ("claims.html", Array(ClaimsPage.render(report).utf8))
            case .markdown: ("claims.md", Array(ClaimsMarkdown.render(report).utf8))
            case .pullRequest, .junit, .csv, .hgrm, .openMetrics: nil
            }
        }
    }
}
