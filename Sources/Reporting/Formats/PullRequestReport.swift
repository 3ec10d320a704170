import Results

/// `pull-request.md`: what a reviewer wants to know on one screen, everything else folded.
///
/// Markdown as GitHub and GitLab render it in comments and job summaries.
package enum PullRequestReport {
    /// Longest text of a comment on GitHub is 65,536 characters; bytes are never fewer.
    package static let commentLimit: Int = 65_000

    /// - Parameter limit: bytes that the text may take. Folded sections that do not fit are left out, and
    ///   the text says which; what stands before them is always there.
    package static func render(_ document: ResultsDocument, limit: Int = commentLimit) -> String {
        let facts = ReportFacts(document)
        var text: String = head(facts).joined(separator: "\n") + "\n"
        var leftOut: [String] = []
        for section in folded(facts) {
            // Room for the line that says what was left out.
            if text.utf8.count + section.text.utf8.count + lineReserve > limit {
                leftOut.append(section.title)
            } else {
                text += "\n" + section.text
            }
        }
        if !leftOut.isEmpty {
            text +=
                "\nLeft out, since this text would be too long: \(leftOut.joined(separator: ", ")). "
                + "report.md has everything.\n"
        }
        return text
    }

    private static let lineReserve: Int = 400

    /// What is seen without opening anything: at most 40 lines.
    static func head(_ facts: ReportFacts) -> [String] {
        let document: ResultsDocument = facts.document
        let sentence = VerdictSentence(document)
        let mark: String =
            switch document.verdict {
            case .pass: "✅"
            case .fail: "❌"
            case .invalid: "⚠️"
            }
        let verdict: String = [sentence.sentence(document), sentence.partial].compactMap(\.self).joined(
            separator: " ")
        return [
            "## \(mark) \(sentence.word): \(MarkdownReport.prose(document.scenario))", "",
            MarkdownReport.prose(verdict), "",
        ] + comparisons(facts) + table(facts) + failures(document) + validity(facts) + [run(facts)]
    }

    private static func comparisons(_ facts: ReportFacts) -> [String] {
        let loads: [LoadPoint] = byEvents(facts)
        let faults: [String] = loads.flatMap { FaultSentence.all(facts, at: $0) }
        var lines: [String] = faults.prefix(mostFaultSentences).map { "- \(MarkdownReport.prose($0))" }
        if faults.count > mostFaultSentences {
            lines.append("- \(below(faults.count - mostFaultSentences, "sentence"))")
        }
        let sentences: [String] = loads.flatMap { ComparisonSentence.all(facts, at: $0) }
        lines += sentences.prefix(mostSentences).map { "- \(MarkdownReport.prose($0))" }
        if sentences.count > mostSentences {
            lines.append("- \(below(sentences.count - mostSentences, "comparison"))")
        }
        if let fewPairs = ComparisonSentence.fewPairs(facts) { lines += ["", fewPairs] }
        return lines.isEmpty ? [] : lines + [""]
    }

    /// The load points, those with most events first: their figures are the firmest, and where not all of
    /// them fit, theirs are wanted.
    private static func byEvents(_ facts: ReportFacts) -> [LoadPoint] {
        func events(_ load: LoadPoint) -> Int {
            facts.cells(at: load).compactMap(\.summary.events).max() ?? 0
        }
        return facts.loads.enumerated().sorted { left, right in
            let counts: (left: Int, right: Int) = (events(left.element), events(right.element))
            return counts.left == counts.right ? left.offset < right.offset : counts.left > counts.right
        }.map(\.element)
    }

    /// The cells that a screen has room for: whole load points, in the document's order.
    private static func shownCells(_ facts: ReportFacts) -> [Cell] {
        var shown: [LoadPoint] = []
        var count: Int = 0
        for load in byEvents(facts) {
            count += facts.cells(at: load).count
            guard shown.isEmpty || count <= mostCells else { break }
            shown.append(load)
        }
        return Array(facts.document.cells.filter { shown.contains($0.load) }.prefix(mostCells))
    }

    /// A line a cell with the figures that decide most often.
    private static func table(_ facts: ReportFacts) -> [String] {
        var table = TextTable(
            [
                "load", "arm", "update latency, mean", "p50", "p99", "wire, client and hour", "server CPU",
                "memory", "lost / dup. / reord.",
            ], names: 2)
        for cell in shownCells(facts) {
            let figures: Figures = cell.summary
            func time(_ value: Double?) -> String { value.map(TimeFormat.milliseconds) ?? "-" }
            table.add([
                cell.load.name, cell.arm, time(figures.updateLatencyMs.mean),
                time(figures.updateLatencyMs.p50), time(figures.updateLatencyMs.p99),
                ByteFormat.text(figures.traffic.wireTotalWithHeartbeats),
                figures.server.cpuPercent.map(NumberFormat.percent) ?? "-",
                figures.server.residentBytes.map(ByteFormat.text) ?? "-", FigureRows.completeness(figures),
            ])
        }
        guard !table.rows.isEmpty else { return [] }
        let more: Int = facts.document.cells.count - table.rows.count
        return table.markdownLines() + [""] + (more > 0 ? [below(more, "cell"), ""] : [])
    }

    /// `1 more cell is below.`
    static func below(_ count: Int, _ thing: String) -> String {
        count == 1 ? "1 more \(thing) is below." : "\(count) more \(thing)s are below."
    }

    private static func failures(_ document: ResultsDocument) -> [String] {
        let failed: [ThresholdResult] = document.thresholds.filter { !$0.passed }
        guard !failed.isEmpty else { return [] }
        var lines: [String] = failed.prefix(mostFailures).map { threshold in
            let expression: String = code(threshold.expression)
            if let reason = threshold.undecided {
                return "- \(expression): undecided, \(MarkdownReport.prose(reason))"
            }
            let place: String = MarkdownReport.prose(ThresholdWords.place(threshold))
            let value: String = ThresholdWords.value(threshold)
            return "- \(expression): \(value)\(place.isEmpty ? "" : " at \(place)")"
        }
        if failed.count > mostFailures { lines.append("- \(failed.count - mostFailures) more are below.") }
        return [
            "**\(failed.count) of \(document.thresholds.count) thresholds did not hold:**", "",
        ] + lines + [""]
    }

    /// Whether the figures can be believed, cell by cell.
    private static func validity(_ facts: ReportFacts) -> [String] {
        let doubtful: [Cell] = facts.document.cells.filter {
            $0.summary.generator.verdict == .saturated || !$0.summary.invalidReasons.isEmpty
        }
        let count: Int = facts.document.cells.count
        guard count > 0 else { return [] }
        var lines: [String] =
            doubtful.isEmpty
            ? ["Validity: the generator kept up and the clocks held in all \(count) cells."]
            : ["**Not valid in \(doubtful.count) of \(count) cells:**", ""]
        for cell in doubtful.prefix(mostFailures) {
            let health: GeneratorHealth = cell.summary.generator
            let reasons: [String] =
                (health.verdict == .saturated ? ["generator saturated"] + health.reasons : [])
                + cell.summary.invalidReasons
            let name: String = "\(cell.arm)@\(cell.load.name)"
            lines.append("- \(code(name)): \(MarkdownReport.prose(shortened(reasons)))")
        }
        if doubtful.count > mostFailures {
            lines.append("- \(doubtful.count - mostFailures) more are below.")
        }
        return lines + [""]
    }

    private static func shortened(_ reasons: [String]) -> String {
        let shown: String = reasons.prefix(2).joined(separator: "; ")
        return reasons.count > 2 ? "\(shown); and \(reasons.count - 2) more" : shown
    }

    private static func run(_ facts: ReportFacts) -> String {
        let environment: Environment = facts.document.environment
        let notes: Int = RemarkGroups(facts).lines(joiningFigures: false).count
        let remarks: String = notes == 0 ? "" : "; \(notes) note\(notes == 1 ? "" : "s") below"
        return MarkdownReport.prose(
            "Run \(facts.document.runId): \(facts.countedTrials) trials, seed \(facts.document.seed), "
                + "\(environment.cpus) CPUs, \(environment.network), bench \(environment.benchVersion)\(remarks)."
        )
    }

    /// A code span that the text cannot leave.
    private static func code(_ text: String) -> String {
        let line: String = TextTable.oneLine(text)
        return line.contains("`") ? "`` \(line) ``" : "`\(line)`"
    }

    private static let mostSentences: Int = 5
    private static let mostFaultSentences: Int = 6
    private static let mostCells: Int = 8
    private static let mostFailures: Int = 3
}
