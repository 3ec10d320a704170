import Results

/// What the page's templates show. Their names are those of the properties here and in the other views.
struct PageView: Sendable {
    let pageTitle: String
    let policy: String
    let icon: String
    let style: String = PageStyle.text
    let script: String = PageScript.text
    let summary: SummaryView
    /// Stands beside what shows figures, where these are not to be believed; nil where they are.
    let doubt: String?
    let contents: [ContentsView]
    /// Nil without cells.
    let keyFigures: KeyFiguresView?
    /// Nil without figures.
    let plots: PlotsView?
    /// Nil without cells.
    let loads: LoadsView?
    let parts: [PartView]
    let madeBy: String

    init(_ facts: ReportFacts, figures: [ReportFigure]) {
        let document: ResultsDocument = facts.document
        pageTitle = "\(VerdictSentence(document).word): \(TextTable.oneLine(document.scenario))"
        policy = ContentSecurityPolicy.text(style: PageStyle.text, script: PageScript.text)
        icon = VerdictIcon.address(document.verdict)
        summary = SummaryView(facts)
        doubt = document.verdict == .invalid ? "invalid run" : nil
        keyFigures = KeyFiguresView(facts)
        plots = PlotsView(figures)
        loads = LoadsView(facts)
        parts = Self.parts(facts).filter { !$0.isEmpty }.map(PartView.init)
        contents = ContentsView.all(keyFigures: keyFigures, plots: plots, loads: loads, parts: parts)
        madeBy =
            "Rendered from report.json of run \(document.runId), measured by bench "
            + "\(document.environment.benchVersion)."
    }

    private static func parts(_ facts: ReportFacts) -> [ReportPart] {
        let document: ResultsDocument = facts.document
        return [
            ReportParts.comparisons(document), ReportParts.predictions(document),
            ReportParts.thresholds(document), ReportParts.validity(facts), ReportParts.watched(facts),
            ReportParts.notes(facts), ReportParts.generator(document), ReportParts.trials(facts),
            ReportParts.environment(document), ReportParts.howMeasured(document),
        ]
    }
}
