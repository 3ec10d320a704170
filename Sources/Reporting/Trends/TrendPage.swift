import Results

/// `bench trend --html`: trends as one page that needs nothing else.
package enum TrendPage {
    /// - Parameter scenario: whose runs they are.
    package static func render(_ findings: [TrendFinding], scenario: String) -> String {
        ReportTemplates.render(TrendPageView(findings, scenario: scenario))
    }
}

/// What the page's template shows.
struct TrendPageView: Sendable {
    struct Figure: Sendable {
        let anchor: String
        let title: String
        let lead: String
        let svg: String
        /// What changed, as HTML.
        let conclusions: [String]
        let remarks: [String]
        let numbers: TableView
    }

    let pageTitle: String
    /// Nothing that a browser would ask a server for.
    let icon = "data:,"
    let policy: String = ContentSecurityPolicy.text(style: PageStyle.text, script: PageScript.text)
    let style: String = PageStyle.text
    let script: String = PageScript.text
    let scenario: String
    let heading: String
    let figures: [Figure]

    init(_ findings: [TrendFinding], scenario: String) {
        let metric: String = findings.first?.trend.metric ?? ""
        self.scenario = TextTable.oneLine(scenario)
        pageTitle = "\(metric) of \(TextTable.oneLine(scenario)), run by run"
        heading = "\(metric), run by run: \(Self.outcome(findings))"
        figures = findings.enumerated().map { Self.figure($0.element, number: $0.offset + 1) }
    }

    /// What was found, of all trends together; nothing found in few runs is no finding.
    private static func outcome(_ findings: [TrendFinding]) -> String {
        let changes: Int = findings.reduce(0) { $0 + $1.changes.count }
        if changes > 0 { return changes == 1 ? "one change of level" : "\(changes) changes of level" }
        let isLongEnough: Bool = findings.contains { $0.trend.points.count >= TrendFinding.fewestRuns }
        return isLongEnough ? "no change of level" : "too few runs to look for a change"
    }

    private static func figure(_ finding: TrendFinding, number: Int) -> Figure {
        let conclusions: [String] = TrendReport.conclusions(finding)
        let plot = TrendPlot(finding)
        return Figure(
            anchor: "trend-\(number)", title: finding.trend.name, lead: TrendReport.span(finding),
            svg: plot.svg(id: "trend-plot-\(number)", description: conclusions.joined(separator: " ")),
            conclusions: conclusions.map(HTMLText.marked), remarks: finding.remarks.map(HTMLText.marked),
            numbers: TableView(plot.table))
    }
}
