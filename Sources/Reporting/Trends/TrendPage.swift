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
        let changes: Int = findings.reduce(0) { $0 + $1.changes.count }
        heading =
            "\(metric), run by run: "
            + (changes == 0
                ? "no change of level" : changes == 1 ? "one change of level" : "\(changes) changes of level")
        figures = findings.enumerated().map { Self.figure($0.element, number: $0.offset + 1) }
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
