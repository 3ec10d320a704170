import Results
import Statistics

/// `bench compare` for a terminal.
package enum RunComparisonReport {
    package static func render(_ comparison: RunComparison, style: TerminalStyle = .plain) -> String {
        var lines: [String] = heads(comparison, style) + [""]
        if let doubt = doubt(comparison) { lines += TextWidth.wrapped(doubt, width: 100) + [""] }
        lines += TextWidth.wrapped(Self.warning, width: 100) + [""]
        if !comparison.ratios.isEmpty {
            lines += [style.bold("Ratios within each run")]
            lines += table(comparison.ratios, subject: "of", style) + [""]
        }
        if !comparison.figures.isEmpty {
            lines += [style.bold("Figures of each run")]
            lines += table(comparison.figures, subject: "arm", style) + [""]
        }
        lines += TextWidth.wrapped(count(comparison), width: 100)
        if !comparison.unmatched.isEmpty {
            lines += ["", style.bold("Not compared")] + comparison.unmatched.map { "  \($0)" }
        }
        lines += [""] + differences(comparison, style)
        return lines.joined(separator: "\n")
    }

    private static let warning =
        "A and B ran at different times and share no pairs of trials: whatever the machine did differently in between "
        + "is part of every B/A. Ratios within a run lose most of it, so they come first. B/A compares the trials of "
        + "both sides (geometric means); where they scatter, it is not the quotient of the pooled figures A and B."

    /// Before all figures: that those of a run are none to decide by.
    private static func doubt(_ comparison: RunComparison) -> String? {
        let sides: [(name: String, document: ResultsDocument)] = [("A", comparison.a), ("B", comparison.b)]
        let words: [String] = sides.compactMap { name, document in
            let invalid: Bool = document.verdict == .invalid
            guard invalid || document.partial else { return nil }
            return "\(name) is \(invalid ? document.partial ? "invalid and partial" : "invalid" : "partial")"
        }
        guard !words.isEmpty else { return nil }
        return
            "\(words.joined(separator: ", ")): read the figures as what happened, not as what the server can "
            + "do; B/A decides nothing."
    }

    private static func heads(_ comparison: RunComparison, _ style: TerminalStyle) -> [String] {
        var table = TextTable(["", "run", "started (UTC)", "scenario", "commit", "verdict"], names: 6)
        for (name, document) in [("A", comparison.a), ("B", comparison.b)] {
            table.add([
                name, document.runId, RunTable.time(document.startedAt), document.scenario,
                document.origin.flatMap { CommitName.short($0) } ?? "-",
                document.verdict.rawValue + (document.partial ? ", partial" : ""),
            ])
        }
        return table.terminalLines(style: style)
    }

    private static func table(
        _ rows: [RunComparison.Row], subject: String, _ style: TerminalStyle
    ) -> [String] {
        var table = TextTable(["load", subject, "figure", "A", "B", "B/A", "95 % interval", ""], names: 3)
        table.alignments[7] = .left
        var load: LoadPoint?
        for row in rows {
            table.add([
                row.load == load ? "" : ReportFacts.name(row.load), row.subject, row.metric,
                value(row.a, row), value(row.b, row), row.change.map { ratio($0.estimate) } ?? "-",
                row.change?.confidence95.map { "\(ratio($0.lowerBound)) - \(ratio($0.upperBound))" } ?? "-",
                reading(row),
            ])
            load = row.load
        }
        return table.terminalLines(style: style)
    }

    private static func value(_ value: Double, _ row: RunComparison.Row) -> String {
        UnitFormat.text(value, unit: row.unit)
    }

    /// Changes between runs are a few percent: three decimals.
    private static func ratio(_ value: Double) -> String {
        value < 10 ? NumberFormat.decimal(value, places: 3) : NumberFormat.significant(value)
    }

    private static func reading(_ row: RunComparison.Row) -> String {
        guard let change = row.change else { return row.a == row.b ? "" : "compare the values" }
        guard row.isClear else { return "" }
        let percent: String = NumberFormat.percent(abs(change.estimate - 1) * 100)
        return "B \(percent) \(change.estimate > 1 ? "higher" : "lower")"
    }

    /// How many clear rows chance alone would give.
    private static func count(_ comparison: RunComparison) -> String {
        let rows: [RunComparison.Row] = comparison.ratios + comparison.figures
        let tested: [RunComparison.Row] = rows.filter { $0.change?.confidence95 != nil }
        guard !tested.isEmpty else {
            return "No intervals: a side has fewer than \(UnpairedRatio.fewestValuesForInterval) trials."
        }
        let clear: Int = tested.filter(\.isClear).count
        let expected: Double = Double(tested.count) * 0.05
        return "\(clear) of \(tested.count) intervals leave out 1; at 95 % about "
            + "\(NumberFormat.decimal(expected, places: expected < 2 ? 1 : 0)) would if nothing had changed."
    }

    private static func differences(_ comparison: RunComparison, _ style: TerminalStyle) -> [String] {
        let lines: [String] = RunDifferences.lines(comparison.a, comparison.b)
        guard !lines.isEmpty else {
            return ["Scenario, seed, commit, machine and settings are the same, as far as they were noted."]
        }
        return [style.bold("What differed")] + lines.map { "  \(TextTable.oneLine($0))" }
    }
}
