import Results

/// `capacity.html`: the search as one page that needs nothing else.
package enum CapacityPage {
    package static func render(_ report: CapacityReport) -> String {
        ReportTemplates.render(CapacityPageView(report))
    }
}

/// What the page's template shows.
struct CapacityPageView: Sendable {
    struct Part: Sendable {
        let anchor: String
        let title: String
        /// As HTML.
        let remarks: [String]
        /// A list below them.
        let items: [String]
        let hasItems: Bool
        let table: TableView
        /// Shown when asked for.
        let isFolded: Bool
    }

    let pageTitle: String
    /// Nothing that a browser would ask a server for.
    let icon = "data:,"
    let policy: String = ContentSecurityPolicy.text(style: PageStyle.text, script: PageScript.text)
    let style: String = PageStyle.text
    let script: String = PageScript.text
    let scenario: String
    let heading: String
    /// As HTML.
    let answer: String
    let plots: PlotsView?
    let parts: [Part]
    let footer: String

    init(_ report: CapacityReport) {
        let sentence = CapacitySentence(report)
        scenario = TextTable.oneLine(report.scenario)
        pageTitle = "\(sentence.word): capacity of \(TextTable.oneLine(report.scenario))"
        heading = sentence.word
        let need: String = CapacityRemarks.need(report).map { " \($0)" } ?? ""
        answer = HTMLText.marked("**\(sentence.word)**\(sentence.rest).\(need)")
        plots = PlotsView(groups: CapacityFigures.groups(report))
        parts = Self.parts(report).filter { !$0.table.rows.isEmpty }
        footer = CapacityMarkdown.about(report)
    }

    private static func parts(_ report: CapacityReport) -> [Part] {
        func part(
            _ anchor: String, _ title: String, _ table: TextTable, _ remarks: [String] = [],
            items: [String] = [], folded: Bool = false
        ) -> Part {
            Part(
                anchor: anchor, title: title, remarks: remarks.map(HTMLText.marked),
                items: items.map(HTMLText.marked),
                hasItems: !items.isEmpty, table: TableView(table),
                isFolded: folded)
        }
        var parts: [Part] = [
            part("edge", "At the edge", CapacityTables.edge(report), [CapacityRemarks.rule(report)]),
            part("models", "Models", CapacityTables.models(report), CapacityRemarks.models(report)),
            part("costs", "What it costs", CapacityTables.costs(report)),
        ]
        if let plan = report.plan {
            parts.append(
                part(
                    "plan", "The plan", CapacityTables.plan(plan), ["It assumes that"],
                    items: plan.assumptions))
        }
        return parts + [part("trials", "Trials", CapacityTables.trials(report), folded: true)]
    }
}
