import Results

/// `claims.html`: the same as ``ClaimsMarkdown`` as one page that needs nothing else.
package enum ClaimsPage {
    package static func render(_ report: ClaimsReport) -> String {
        ReportTemplates.render(ClaimsPageView(report))
    }
}

/// What the page's template shows.
struct ClaimsPageView: Sendable {
    struct Part: Sendable {
        let anchor: String
        let title: String
        let table: TableView
    }

    struct Test: Sendable {
        let name: String
        let folder: String
    }

    let pageTitle: String
    let policy: String = ContentSecurityPolicy.text(style: PageStyle.text, script: PageScript.text)
    let style: String = PageStyle.text
    let script: String = PageScript.text
    let name: String
    let heading: String
    let conditions: [String]
    let parts: [Part]
    /// As HTML; empty where nothing is explained.
    let explanations: [String]
    /// Those with a report.
    let reports: [Test]

    init(_ report: ClaimsReport) {
        name = TextTable.oneLine(report.name)
        pageTitle = "Claims of \(TextTable.oneLine(report.name))"
        heading = ClaimsSentence.text(report)
        conditions = ClaimsSentence.conditions(report).map(HTMLText.marked)
        parts = [
            Part(
                anchor: "claims", title: "Stated and measured", table: TableView(ClaimTables.claims(report))),
            Part(anchor: "why", title: "Why", table: TableView(ClaimTables.reasons(report))),
            Part(anchor: "values", title: "Trial values", table: TableView(ClaimTables.values(report))),
            Part(anchor: "tests", title: "Tests", table: TableView(ClaimTables.tests(report))),
        ]
        explanations = report.explanations.map { HTMLText.marked("\($0.test): \($0.text)") }
        reports = report.tests.compactMap { test in test.folder.map { Test(name: test.name, folder: $0) } }
    }
}
