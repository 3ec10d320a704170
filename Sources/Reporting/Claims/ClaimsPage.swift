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
        /// As HTML, in front of the table.
        let sentences: [String]
        /// Nil where there are sentences alone.
        let table: TableView?

        init(_ anchor: String, _ title: String, _ table: TextTable, sentences: [String] = []) {
            self.anchor = anchor
            self.title = title
            self.sentences = sentences.map(HTMLText.marked)
            self.table = table.rows.isEmpty ? nil : TableView(table)
        }
    }

    struct Test: Sendable {
        let name: String
        let path: String
    }

    let pageTitle: String
    /// Nothing that a browser would ask a server for.
    let icon = "data:,"
    let policy: String = ContentSecurityPolicy.text(style: PageStyle.text, script: PageScript.text)
    let style: String = PageStyle.text
    let script: String = PageScript.text
    let name: String
    let heading: String
    let conditions: [String]
    let parts: [Part]
    /// Those with a report.
    let reports: [Test]

    init(_ report: ClaimsReport) {
        name = TextTable.oneLine(report.name)
        pageTitle = "Claims of \(TextTable.oneLine(report.name))"
        heading = ClaimsSentence.text(report)
        conditions = ClaimsSentence.conditions(report).map(HTMLText.marked)
        let explained: [String] = ClaimTables.explanations(report)
        let windows: TextTable = ClaimTables.windows(report)
        parts =
            [
                Part("claims", "Stated and measured", ClaimTables.claims(report)),
                Part("why", "Why", ClaimTables.reasons(report)),
            ]
            + (explained.isEmpty
                ? []
                : [Part("explanations", "What explains it", TextTable([], names: 0), sentences: explained)])
            + (windows.rows.isEmpty
                ? []
                : [
                    Part(
                        "windows", "Batch windows", windows,
                        sentences: [
                            "How long the server's batch windows held updates back on average: measured, replayed "
                                + "through the window event by event, and by the closed form for Poisson arrivals."
                        ])
                ]) + [
                Part("values", "Trial values", ClaimTables.values(report)),
                Part("tests", "Tests", ClaimTables.tests(report)),
            ]
        reports = report.tests.compactMap { test in
            test.folder.map {
                Test(name: $0, path: "\($0)/\(test.kind == .search ? "capacity" : "report").html")
            }
        }
    }
}
