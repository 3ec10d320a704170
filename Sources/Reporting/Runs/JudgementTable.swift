import Foundation
import Results

/// `bench history`: the verdicts of gates as a table or as JSON.
package enum JudgementTable {
    /// - Parameter judgements: newest first.
    package static func render(_ judgements: [Judgement], style: TerminalStyle = .plain) -> String {
        var table = TextTable(
            ["gate", "started (UTC)", "scenario", "commit", "what was compared", "verdict", "what it found"],
            names: 7)
        for judgement in judgements {
            table.add([
                judgement.runId, RunTable.time(judgement.startedAt), judgement.scenario,
                CommitName.short(judgement.origin) ?? "-", compared(judgement.kind), word(judgement),
                judgement.finding,
            ])
        }
        return table.terminalLines(style: style).joined(separator: "\n")
    }

    /// An array with sorted keys, newest first.
    package static func json(_ judgements: [Judgement]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return String(decoding: try encoder.encode(judgements), as: UTF8.self)
    }

    private static func compared(_ kind: Judgement.Kind) -> String {
        switch kind {
        case .gate: "two builds"
        case .null: "a build and itself"
        case .baseline: "ratios, stored ones"
        }
    }

    private static func word(_ judgement: Judgement) -> String {
        let word: String =
            switch GateVerdict(rawValue: judgement.verdict) {
            case .regressed: "regressed"
            case .improved: "improved"
            case .noDifference: "no difference"
            case .cannotTell: "cannot tell"
            case nil: judgement.verdict
            }
        return word + (judgement.partial ? ", partial" : "")
    }
}
