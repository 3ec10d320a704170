import Foundation
import Results

/// `bench history`: runs as a table or as JSON.
package enum RunTable {
    /// - Parameter runs: newest first.
    package static func render(_ runs: [RunSummary], style: TerminalStyle = .plain) -> String {
        var table = TextTable(
            ["run", "started (UTC)", "scenario", "commit", "verdict", "how arms compared"], names: 6)
        for run in runs {
            table.add([
                run.runId, time(run.startedAt), run.scenario, CommitName.short(run.origin) ?? "-",
                run.verdict.rawValue + (run.partial ? ", partial" : ""), headline(run.ratios),
            ])
        }
        return table.terminalLines(style: style).joined(separator: "\n")
    }

    /// An array of runs with sorted keys, newest first.
    package static func json(_ runs: [RunSummary]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return String(decoding: try encoder.encode(runs), as: UTF8.self)
    }

    /// `2026-11-23 07:29` from an ISO 8601 time; other texts as they are.
    static func time(_ text: String) -> String {
        let parts: [Substring] = text.split(separator: "T")
        guard parts.count == 2, parts[1].count >= 5 else { return text }
        return "\(parts[0]) \(parts[1].prefix(5))"
    }

    private static let figures: [(metric: String, word: String)] = [
        ("updateLatency.mean", "latency"), ("traffic", "traffic"), ("server.cpuPercent", "CPU"),
    ]

    /// One pair at its highest load: `push/polling@10: latency 0.123, traffic 9.1, CPU 4.5`.
    private static func headline(_ ratios: [RunRatio]) -> String {
        func rate(_ ratio: RunRatio) -> Double { Double(ratio.load) ?? -1 }
        let shown: [RunRatio] = ratios.filter { ratio in figures.contains { $0.metric == ratio.metric } }
        // The pair that has most to tell: a closed load or an idle one leaves figures out.
        guard let first = shown.max(by: { rate($0) < rate($1) }) else { return "-" }
        let texts: [String] = figures.compactMap { figure in
            shown.first {
                $0.metric == figure.metric && $0.load == first.load && $0.candidate == first.candidate
                    && $0.baseline == first.baseline
            }.map { "\(figure.word) \(NumberFormat.ratio($0.ratio))" }
        }
        return "\(first.candidate)/\(first.baseline)@\(first.load): \(texts.joined(separator: ", "))"
    }
}
