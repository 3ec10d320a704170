import Results

/// `report.md`: the verdict first, then what a reader needs to believe or doubt it.
package enum MarkdownReport {
    /// The whole document, ending in a line break.
    package static func render(_ document: ResultsDocument) -> String {
        let facts = ReportFacts(document)
        var lines: [String] = heading(facts)
        lines += summary(facts)
        for load in facts.loads { lines += loadSection(facts, load) }
        lines += thresholds(document)
        lines += comparisons(document)
        lines += predictions(document)
        lines += trials(facts)
        lines += generator(document)
        lines += environment(document)
        lines += section("How it was measured", HowMeasured.paragraphs(document).flatMap { [$0, ""] })
        lines += notes(facts)
        while lines.last == "" { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func heading(_ facts: ReportFacts) -> [String] {
        let document: ResultsDocument = facts.document
        let sentence = VerdictSentence(document)
        let rest: String = [sentence.rest, sentence.partial].compactMap(\.self).joined(separator: " ")
        return ["# \(prose(document.scenario))", "", "**\(sentence.word)**: \(prose(rest))", ""]
    }

    /// What was run, and the comparison as people say it.
    private static func summary(_ facts: ReportFacts) -> [String] {
        let document: ResultsDocument = facts.document
        let blocks: Int = Set(document.cells.flatMap(\.trials).filter { !$0.discarded }.map(\.block)).count
        let clients: [Int] = Set(document.cells.map(\.clients)).sorted()
        var run: String = "\(plural(facts.countedTrials, "trial")) in \(plural(blocks, "block"))"
        if !clients.isEmpty {
            run += ", \(clients.map(NumberFormat.count).joined(separator: " or ")) clients an arm"
        }
        if let steady = document.environment.phaseSeconds["steady"] {
            run += ", \(NumberFormat.chosen(steady)) s of steady state each"
        }
        run += ", seed \(document.seed), started \(prose(document.startedAt)), run \(prose(document.runId))."
        let sentences: [String] = facts.loads.flatMap { load in
            ComparisonSentence.all(facts, at: load) + Explanations.all(facts, at: load)
        }
        let fewPairs: [String] = ComparisonSentence.fewPairs(facts).map { [$0, ""] } ?? []
        guard !sentences.isEmpty else { return [run, ""] }
        return sentences.map { "- \(prose($0))" } + [""] + fewPairs + [run, ""]
    }

    private static func loadSection(_ facts: ReportFacts, _ load: LoadPoint) -> [String] {
        let title: String = load.isIdle ? "Idle swarm (0 tasks/s)" : ReportFacts.name(load)
        var lines: [String] = ["## \(title)", ""]
        let parts: [(name: String, rows: [FigureRow])] = [
            ("Latency", latencyRows(facts, load)),
            ("Update latency by event type, mean", FigureRows.byType(facts.cells(at: load))),
            (
                "Submissions",
                facts.cells(at: load).contains { $0.summary.submissions != nil } ? FigureRows.submissions : []
            ),
            ("Cost", FigureRows.cost),
            ("Completeness", FigureRows.delivery),
        ]
        for part in parts where !part.rows.isEmpty {
            let table = LoadTable(facts, at: load, corner: part.name, rows: part.rows)
            lines += table.table.markdownLines() + [""]
            if let comparisons = table.comparisons { lines += comparisons.markdownLines() + [""] }
            if !table.footnotes.isEmpty { lines += table.footnotes.map(footnote) + [""] }
        }
        let behaviours = BehaviourTable.all(facts, at: load)
        for (_, table) in behaviours { lines += table.markdownLines() + [""] }
        if !behaviours.isEmpty { lines += [prose(BehaviourTable.remark), ""] }
        return lines
    }

    /// p999 only where some arm has the events for it: most runs do not, and need no line to say so.
    private static func latencyRows(_ facts: ReportFacts, _ load: LoadPoint) -> [FigureRow] {
        let hasIt: Bool = facts.cells(at: load).contains { $0.summary.updateLatencyMs.p999 != nil }
        return FigureRows.latency.filter { hasIt || !$0.label.hasSuffix("p999") }
    }

    /// A footnote's own dash or asterisk stands for the one in the table; as Markdown it would start a
    /// list.
    private static func footnote(_ line: String) -> String {
        "`\(line.prefix(1))`" + prose(String(line.dropFirst())) + "  "
    }

    static func section(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["## \(title)", ""] + lines + [lines.last == "" ? nil : ""].compactMap(\.self)
    }

    /// Text from outside, harmless in a paragraph.
    static func prose(_ text: String) -> String {
        TextTable.oneLine(text).replacing("<", with: "&lt;")
    }

    private static func plural(_ count: Int, _ noun: String) -> String {
        "\(NumberFormat.count(count)) \(noun)\(count == 1 ? "" : "s")"
    }
}
