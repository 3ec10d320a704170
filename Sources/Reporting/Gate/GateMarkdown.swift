import Results

/// `gate.md`: the verdict, the metrics, and folded below them what they rest on.
package enum GateMarkdown {
    /// The whole document, ending in a line break.
    package static func render(_ report: GateReport) -> String {
        var lines: [String] = ["# Gate: \(TextTable.escaped(report.scenario))", ""]
        if report.mode == .bank {
            lines.append("Banked \(report.pairs.count) pairs of one build; nothing was decided.")
        } else {
            let sentence = GateSentence(report)
            lines.append("**\(sentence.word)**: \(TextTable.escaped(sentence.rest)).")
        }
        if report.mode != .compare { lines += GateNull.sentences(report).flatMap { ["", $0] } }
        lines += [""] + GateTables.metrics(report).markdownLines() + [""]
        lines.append(rule(report))
        for remark in GateRemarks.all(report) { lines += ["", TextTable.escaped(remark)] }
        if !report.looks.isEmpty { lines += folded("Looks", GateTables.looks(report)) }
        if !report.pairs.isEmpty { lines += folded("Pairs", GateTables.pairs(report)) }
        lines += [""] + sides(report)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func rule(_ report: GateReport) -> String {
        let rule = report.rule
        let looks: String = rule.looks.map(String.init).joined(separator: ", ")
        return
            "\\* primary. A metric regressed when the lower bound of its sequential interval is above zero and the "
            + "estimate is at least \(GateNumbers.percent(rule.smallestEffect)); it shows no difference when its "
            + "\(NumberFormat.chosen(100 * rule.settledConfidence)) % bound is under that. Looks at \(looks) pairs; "
            + "all metrics and looks together call a regression where there is none in at most "
            + "\(GateNumbers.percent(rule.alpha)) of gates (docs/gate.md)."
    }

    private static func folded(_ title: String, _ table: TextTable) -> [String] {
        ["", "<details><summary>\(title)</summary>", ""] + table.markdownLines() + ["", "</details>"]
    }

    private static func sides(_ report: GateReport) -> [String] {
        func line(_ name: String, _ side: GateSide) -> String {
            var text: String = "- \(name): `\(TextTable.oneLine(side.command.joined(separator: " ")))`"
            if let bytes = side.bytes { text += ", \(NumberFormat.count(bytes)) bytes" }
            if let time = side.modifiedAt { text += ", changed \(time)" }
            return text
        }
        let machine: Environment = report.environment
        return [
            line("base", report.base), line("head", report.head),
            "- seed \(report.seed), started \(report.startedAt), on \(TextTable.escaped(machine.cpuModel)), "
                + "\(machine.cpus) CPUs, bench \(machine.benchVersion)",
        ]
    }
}
