import Foundation
import Results
import Statistics

/// `bench trend` for a terminal.
package enum TrendReport {
    package static func render(_ findings: [TrendFinding], style: TerminalStyle = .plain) -> String {
        findings.map { block($0, style).joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private static func block(_ finding: TrendFinding, _ style: TerminalStyle) -> [String] {
        let points: [MetricTrend.Point] = finding.trend.points
        guard let first = points.first, let last = points.last else { return [] }
        let span: String =
            points.count == 1
            ? RunTable.time(first.run.startedAt)
            : "\(RunTable.time(first.run.startedAt)) to \(RunTable.time(last.run.startedAt))"
        var lines: [String] = [
            "\(style.bold(finding.trend.name))   \(points.count) run\(points.count == 1 ? "" : "s"), \(span)"
        ]
        lines += TrendChart(
            values: points.map(\.value), changes: finding.changes.map(\.index), label: finding.text
        ).lines()
        lines += conclusions(finding)
        lines += finding.remarks.flatMap { indented("note: \($0)", by: "  ") }
        return lines
    }

    /// Two blanks in front of every line, `more` of them from the second on.
    private static func indented(_ text: String, by more: String) -> [String] {
        TextWidth.wrapped(text, width: 98, indent: more).map { "  \($0)" }
    }

    private static func conclusions(_ finding: TrendFinding) -> [String] {
        guard finding.changes.isEmpty else {
            return finding.changes.enumerated().flatMap { number, change in
                indented("\(number + 1). \(sentence(change, in: finding))", by: "   ")
            }
        }
        let runs: Int = finding.trend.points.count
        if runs < TrendFinding.fewestRuns {
            return [
                "  too few runs to look for a change: it takes \(TrendFinding.fewestRuns), 5 on either side"
            ]
        }
        return ["  no change of level"]
    }

    /// `between 1a2b3c4 (2026-11-10 09:00) and 9f8e7d6 (...): 0.121 -> 0.138, 14 % higher (95 % interval ...)`.
    static func sentence(_ change: ChangePoint, in finding: TrendFinding) -> String {
        let (before, after): (RunSummary, RunSummary) = finding.runs(at: change)
        var text: String =
            "between \(name(before)) and \(name(after)): "
            + "\(finding.text(change.before)) -> \(finding.text(change.after))"
        if let ratio = change.ratio {
            let percent: String = NumberFormat.percent(abs(ratio - 1) * 100)
            text += ", \(percent) \(ratio > 1 ? "higher" : "lower")"
            if let interval = change.ratio95 {
                text +=
                    " (ratio \(decimals(ratio)), 95 % interval \(decimals(interval.lowerBound)) - "
                    + "\(decimals(interval.upperBound)))"
            }
        }
        return text + "; confidence \(confidence(change.test.pValue))"
    }

    private static func decimals(_ value: Double) -> String {
        value < 10 ? NumberFormat.decimal(value, places: 3) : NumberFormat.significant(value)
    }

    /// The commit, or the run where it is not known.
    private static func name(_ run: RunSummary) -> String {
        let commit: String = CommitName.short(run.origin).map { "commit \($0)" } ?? "run \(run.runId)"
        return "\(commit) (\(RunTable.time(run.startedAt)))"
    }

    /// 1 - p with as many nines as it has, at most nine.
    static func confidence(_ pValue: Double) -> String {
        guard pValue > 1e-9 else { return "over 99.9999999 %" }
        let places: Int = max(0, Int((-log10(pValue)).rounded(.up)) - 1)
        return "\(NumberFormat.decimal((1 - pValue) * 100, places: places)) %"
    }
}
