import Results

/// A run on one screen: the verdict, the comparison in words, a table for each load point.
package enum TerminalReport {
    /// Width that prose is wrapped at; tables take what they need.
    static let proseWidth: Int = 100

    /// The whole report, without a line break at its end.
    package static func render(
        _ document: ResultsDocument, style: TerminalStyle = .standardOutput
    ) -> String {
        let facts = ReportFacts(document)
        var lines: [String] = verdict(document, style: style)
        var fewPairs: String? = ComparisonSentence.fewPairs(facts)
        for load in facts.loads {
            lines.append("")
            lines.append(style.bold(title(facts, load)))
            let comparisons: [String] = ComparisonSentence.all(facts, at: load)
            var prose: [String] = FaultSentence.all(facts, at: load) + comparisons
            if !comparisons.isEmpty, let remark = fewPairs {
                prose.append(remark)
                fewPairs = nil
            }
            prose += Explanations.all(facts, at: load)
            for sentence in prose { lines += wrapped(sentence) }
            if !prose.isEmpty { lines.append("") }
            let table = LoadTable(facts, at: load, rows: FigureRows.headline, intervals: false)
            lines += table.table.terminalLines(style: style)
            if let comparisons = table.comparisons {
                lines.append("")
                lines += comparisons.terminalLines(style: style)
            }
            for footnote in table.footnotes { lines += wrapped(footnote) }
            let behaviours = BehaviourTable.all(facts, at: load)
            for (_, table) in behaviours { lines += [""] + table.terminalLines(style: style) }
            if !behaviours.isEmpty { lines += wrapped(BehaviourTable.remark) }
            let faults: [TextTable] = FaultTables.all(facts, at: load)
            if !faults.isEmpty { lines += ["", style.bold(LoadPart.faultsTitle)] }
            for table in faults { lines += [""] + table.terminalLines(style: style) }
            if !faults.isEmpty { lines += wrapped(FaultTables.remark) }
        }
        lines += thresholds(document, style: style)
        lines += remarks(facts, style: style)
        return lines.joined(separator: "\n")
    }

    private static func verdict(_ document: ResultsDocument, style: TerminalStyle) -> [String] {
        let sentence = VerdictSentence(document)
        let plain: [String] = wrapped(sentence.text)
        var lines: [String] = plain
        // Coloured after wrapping: escape sequences have no width.
        let word: String = sentence.word
        if let first = plain.first, first.hasPrefix(word) {
            let coloured: String =
                switch document.verdict {
                case .pass: style.green(word)
                case .fail: style.red(word)
                case .invalid: style.yellow(word)
                }
            lines[0] = coloured + first.dropFirst(word.count)
        }
        return [
            "\(style.bold(TextTable.oneLine(document.scenario))), run \(TextTable.oneLine(document.runId))"
        ] + lines
    }

    /// Those of the scenario; of those that every run has, the ones that did not hold. Nothing where the
    /// scenario has none: the verdict says it all.
    private static func thresholds(_ document: ResultsDocument, style: TerminalStyle) -> [String] {
        guard document.thresholds.contains(where: { !$0.isByDefault }) else { return [] }
        let shown: [ThresholdResult] = document.thresholds.filter { !$0.isByDefault || !$0.passed }
        var table = TextTable(["", "threshold", "measured", "where"], names: 4)
        table.alignments[2] = .right
        for threshold in shown {
            let outcome: ThresholdResult.Outcome = threshold.outcome
            table.add([
                outcome == .failed ? "FAILED" : outcome.rawValue, threshold.expression,
                ThresholdWords.measured(threshold), ThresholdWords.place(threshold),
            ])
        }
        var lines: [String] = ["", style.bold("Thresholds")] + table.terminalLines(style: style).dropFirst()
        for remark in shown.compactMap(ThresholdWords.remark) { lines += wrapped("- \(remark)") }
        let others: Int = document.thresholds.count - shown.count
        if others > 0 {
            lines.append("\(others) more, which every run has, held.")
        }
        return lines
    }

    private static func title(_ facts: ReportFacts, _ load: LoadPoint) -> String {
        let cells: [Cell] = facts.cells(at: load)
        let clients: [Int] = Set(cells.map(\.clients)).sorted()
        let counts: String = clients.map(NumberFormat.count).joined(separator: " or ")
        let name: String = load.isIdle ? "Idle swarm (0 tasks/s)" : ReportFacts.name(load)
        return "\(name), \(counts) clients"
    }

    /// What a reader of the figures must know: saturated cells, findings, notes.
    private static func remarks(_ facts: ReportFacts, style: TerminalStyle) -> [String] {
        var remarks: [String] = RemarkGroups(facts).lines(joiningFigures: true)
        if facts.document.environment.network.contains("loopback") {
            remarks.append(HowMeasured.loopbackDelivery)
        } else if facts.document.environment.network == "veth" {
            remarks.append(HowMeasured.vethDelivery)
        }
        guard !remarks.isEmpty else { return [] }
        var shown: [String] = remarks
        if remarks.count > shownRemarks {
            shown = remarks.prefix(shownRemarks) + ["\(remarks.count - shownRemarks) more are in report.md"]
        }
        return ["", style.bold("Notes")] + shown.flatMap { wrapped("- " + TextTable.oneLine($0)) }
    }

    /// Some findings are made trial by trial; a screen has no room for all of them.
    private static let shownRemarks: Int = 10

    private static func wrapped(_ text: String) -> [String] {
        let indent: String = text.hasPrefix("- ") || text.hasPrefix("* ") ? "  " : ""
        return TextWidth.wrapped(TextTable.oneLine(text), width: proseWidth, indent: indent)
    }
}
