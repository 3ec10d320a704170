import Results

/// `report.html`: the whole run in one file that needs nothing else, neither network nor scripts.
package enum HTMLReport {
    /// The page, well-formed as XML.
    package static func render(_ document: ResultsDocument) -> String {
        render(document, figures: ReportFigures.all(document))
    }

    static func render(_ document: ResultsDocument, figures: [ReportFigure]) -> String {
        ReportTemplates.render(PageView(ReportFacts(document), figures: figures))
    }
}
