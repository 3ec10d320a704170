import Foundation
import Results
import Statistics

/// `bench trend` for a terminal.
package enum TrendReport {
    package static func render(_ findings: [TrendFinding], style: TerminalStyle = .plain) -> String {
        findings.map { block($0, style).joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private static func block(_ finding: TrendFinding, _ style: TerminalStyle) -> [String] {
        guard !finding.trend.points.isEmpty else { return [] }
        var lines: [String] = ["\(style.bold(finding.trend.name))   \(span(finding))"]
        lines += TrendChart(
            values: finding.trend.points.map(\.value), changes: finding.changes.map(\.index),
            label: finding.text
        ).lines()
        lines += conclusions(finding).flatMap(indented)
        lines += finding.remarks.flatMap { indented("note: \($0)") }
        return lines
    }

    /// `14 runs, 2026-11-01 08:00 to 2026-11-14 08:00`.
    static func span(_ finding: TrendFinding) -> String {
        let points: [MetricTrend.Point] = finding.trend.points
        guard let first = points.first, let last = points.last else { return "no runs" }
        let start: String = RunTable.time(first.run.startedAt)
        if points.count == 1 { return "1 run, \(start)" }
        return "\(points.count) runs, \(start) to \(RunTable.time(last.run.startedAt))"
    }

    /// Two blanks in front of every line, three more from the second on.
    private static func indented(_ text: String) -> [String] {
        TextWidth.wrapped(text, width: 98, indent: "   ").map { "  \($0)" }
    }

    /// What changed, a sentence each; or that nothing did.
    static func conclusions(_ finding: TrendFinding) -> [String] {
        if !finding.changes.isEmpty {
            return finding.changes.enumerated().map { number, change in
                "\(number + 1). \(sentence(change, in: finding))"
            }
        }
        if finding.trend.points.count < TrendFinding.fewestRuns {
            return [
                "too few runs to look for a change: it takes \(TrendFinding.fewestRuns), 5 on either side"
            ]
        }
        return ["no change of level"]
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
