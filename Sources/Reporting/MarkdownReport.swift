import Results

/// `report.md`: the verdict first, then what a reader needs to believe or doubt it.
package enum MarkdownReport {
    /// The whole document, ending in a line break.
    package static func render(_ document: ResultsDocument) -> String {
        let facts = ReportFacts(document)
        var lines: [String] = heading(facts)
        lines += summary(facts)
        for part in LoadPart.all(facts) { lines += loadSection(part) }
        let parts: [ReportPart] = [
            ReportParts.thresholds(document), ReportParts.comparisons(document),
            ReportParts.predictions(document), ReportParts.validity(facts), ReportParts.watched(facts),
            ReportParts.trials(facts), ReportParts.generator(document), ReportParts.environment(document),
            ReportParts.howMeasured(document), ReportParts.notes(facts),
        ]
        for part in parts { lines += section(part) }
        while lines.last == "" { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func heading(_ facts: ReportFacts) -> [String] {
        let document: ResultsDocument = facts.document
        let sentence = VerdictSentence(document)
        let rest: String = [sentence.rest, sentence.partial].compactMap(\.self).joined(separator: " ")
        return ["# \(prose(document.scenario))", "", "**\(sentence.word)**: \(prose(rest))", ""]
    }

    /// What faults did, the comparison as people say it, and what was run.
    private static func summary(_ facts: ReportFacts) -> [String] {
        let run: String = prose(RunSentence.text(facts))
        let sentences: [String] = facts.loads.flatMap { load in
            FaultSentence.all(facts, at: load) + ComparisonSentence.all(facts, at: load)
                + Explanations.all(facts, at: load)
        }
        let fewPairs: [String] = ComparisonSentence.fewPairs(facts).map { [$0, ""] } ?? []
        guard !sentences.isEmpty else { return [run, ""] }
        return sentences.map { "- \(prose($0))" } + [""] + fewPairs + [run, ""]
    }

    static func loadSection(_ part: LoadPart) -> [String] {
        var lines: [String] = ["## \(part.title)", ""]
        for table in part.tables {
            lines += table.table.markdownLines() + [""]
            if let comparisons = table.comparisons { lines += comparisons.markdownLines() + [""] }
            if !table.footnotes.isEmpty { lines += table.footnotes.map(footnote) + [""] }
        }
        for table in part.behaviours { lines += table.markdownLines() + [""] }
        if let remark = part.behavioursRemark { lines += [prose(remark), ""] }
        if !part.faults.isEmpty { lines += ["### \(LoadPart.faultsTitle)", ""] }
        for table in part.faults { lines += table.markdownLines() + [""] }
        if let remark = part.faultsRemark { lines += [prose(remark), ""] }
        return lines
    }

    /// A footnote's own dash or asterisk stands for the one in the table; as Markdown it would start a
    /// list.
    private static func footnote(_ line: String) -> String {
        "`\(line.prefix(1))`" + prose(String(line.dropFirst())) + "  "
    }

    /// With a blank line behind every block.
    static func section(_ part: ReportPart) -> [String] {
        guard !part.isEmpty else { return [] }
        var lines: [String] = ["## \(part.title)", ""]
        if let table = part.table, !table.rows.isEmpty { lines += table.markdownLines() + [""] }
        for remark in part.remarks { lines += [prose(remark), ""] }
        if !part.points.isEmpty { lines += part.points.map { "- \(prose($0))" } + [""] }
        return lines
    }

    /// Text from outside, harmless in a paragraph.
    static func prose(_ text: String) -> String {
        TextTable.oneLine(text).replacing("<", with: "&lt;")
    }
}
