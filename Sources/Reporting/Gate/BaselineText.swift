import Foundation
import Results

/// A comparison with a stored run: the plain verdict first.
package enum BaselineText {
    /// For a terminal, without a line break at its end.
    package static func render(_ report: BaselineReport, style: TerminalStyle = .standardOutput) -> String {
        let (word, rest) = sentence(report)
        var lines: [String] = wrapped("\(word): \(rest)")
        if let first = lines.first, first.hasPrefix(word) {
            let coloured: String =
                switch report.verdict {
                case .regressed: style.red(word)
                case .improved, .noDifference: style.green(word)
                case .cannotTell: style.yellow(word)
                }
            lines[0] = coloured + first.dropFirst(word.count)
        }
        if !report.rows.isEmpty { lines += [""] + table(report).terminalLines(style: style) }
        for note in report.notes { lines += wrapped(note) }
        return lines.joined(separator: "\n")
    }

    /// `gate.md`, ending in a line break.
    package static func markdown(_ report: BaselineReport) -> String {
        let (word, rest) = sentence(report)
        var lines: [String] = [
            "# Gate: \(TextTable.escaped(report.current.scenario)) against a stored run", "",
            "**\(word)**: \(TextTable.escaped(rest)).",
        ]
        if !report.rows.isEmpty { lines += [""] + table(report).markdownLines() }
        for note in report.notes { lines += ["", TextTable.escaped(note)] }
        lines += [
            "", "- stored: \(place(report.stored))", "- new: \(place(report.current))",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    static func sentence(_ report: BaselineReport) -> (word: String, rest: String) {
        let effect: String = GateNumbers.percent(report.smallestEffect)
        switch report.verdict {
        case .regressed:
            let grown: String = list(.regressed, report)
            let parts: [String] = grown.isEmpty ? [] : ["\(grown) against the stored ratios"]
            return ("Regressed", (parts + report.reasons).joined(separator: "; "))
        case .improved:
            return (
                "Improved",
                "\(list(.improved, report)), and no ratio grew by \(effect) or more" + noisy(report)
            )
        case .noDifference:
            return (
                "No difference of \(effect) or more", "the ratios are those of the stored run" + noisy(report)
            )
        case .cannotTell: return ("Cannot tell", doubt(report))
        }
    }

    /// Ratios beside the primary one that are open although there is a verdict.
    private static func noisy(_ report: BaselineReport) -> String {
        let open: String = list(.open, report)
        return open.isEmpty ? "" : "; too noisy here to tell: \(open)"
    }

    /// Why there is no verdict: what makes all ratios worthless first.
    private static func doubt(_ report: BaselineReport) -> String {
        let reasons: [String] = [report.invalid].compactMap(\.self) + report.reasons
        guard reasons.isEmpty else { return reasons.joined(separator: "; ") }
        let few: Int = report.rows.count { $0.lower == nil }
        if few > 0 {
            let which: String =
                few == report.rows.count ? "the ratios" : "\(few) of \(report.rows.count) ratios"
            return
                "\(which) come from fewer than 3 blocks on a side, which give no interval: `--trials 5` or more, for "
                + "both runs"
        }
        return "\(list(report.undecided)): \(needed(report))"
    }

    /// The blocks that would settle all that keeps the verdict from being one.
    private static func needed(_ report: BaselineReport) -> String {
        func most(_ blocks: (BaselineReport.Row) -> Int?) -> Int? {
            let all: [Int] = report.undecided.compactMap(blocks)
            return all.count == report.undecided.count ? all.max() : nil
        }
        let larger: String = "or allow for a larger change with `--smallest-effect`"
        if let blocks = most(\.blocksNeeded) {
            return "about \(blocks) blocks of the new run would tell (`--trials \(blocks)`), \(larger)"
        }
        guard let blocks = most(\.blocksNeededOfBoth) else {
            return "more than a thousand blocks of each run would be needed; \(larger.dropFirst(3))"
        }
        return
            "about \(blocks) blocks of each run would tell (`--trials \(blocks)` for the stored one, too), \(larger)"
    }

    private static func list(_ state: GateMetric.State, _ report: BaselineReport) -> String {
        list(report.rows.filter { $0.state == state })
    }

    /// The largest changes of these; a run of many arms has dozens of ratios, and the table has them all.
    private static func list(_ rows: [BaselineReport.Row]) -> String {
        let sorted: [BaselineReport.Row] = rows.sorted { $0.change.magnitude > $1.change.magnitude }
        var parts: [String] = sorted.prefix(shownRatios).map {
            "\(name($0)) \(GateNumbers.signed($0.change))"
        }
        if sorted.count > shownRatios { parts.append("\(sorted.count - shownRatios) more") }
        return parts.joined(separator: "; ")
    }

    private static let shownRatios: Int = 3

    private static func table(_ report: BaselineReport) -> TextTable {
        let confidence: String = NumberFormat.chosen(100 * report.settledConfidence)
        var table = TextTable(
            [
                "ratio", "stored", "now", "change", "at least", "at most (\(confidence) %)", "blocks",
                "finding",
            ])
        for row in report.rows {
            table.add([
                name(row), NumberFormat.ratio(row.stored), NumberFormat.ratio(row.current),
                GateNumbers.signed(row.change), GateNumbers.signed(row.lower),
                GateNumbers.signed(row.settledUpper), "\(row.storedPairs), \(row.currentPairs)",
                GateTables.word(row.state),
            ])
        }
        return table
    }

    static func name(_ row: BaselineReport.Row) -> String {
        "\(row.metric) of \(row.candidate) to \(row.baseline) at \(ReportFacts.name(row.load))"
    }

    private static func place(_ origin: BaselineReport.Origin) -> String {
        "`\(TextTable.oneLine(origin.runId))`, \(origin.startedAt), \(TextTable.escaped(origin.cpuModel))"
    }

    private static func wrapped(_ text: String) -> [String] {
        TextWidth.wrapped(TextTable.oneLine(text), width: TerminalReport.proseWidth)
    }
}
