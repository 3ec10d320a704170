import Results

/// A capacity search on one screen: the answer first.
package enum CapacityText {
    /// Without a line break at its end.
    package static func render(_ report: CapacityReport, style: TerminalStyle = .standardOutput) -> String {
        let sentence = CapacitySentence(report)
        var lines: [String] = wrapped(sentence.text)
        if let first = lines.first, first.hasPrefix(sentence.word) {
            lines[0] =
                coloured(sentence.word, report.answer.kind, style) + first.dropFirst(sentence.word.count)
        }
        if let need = CapacityRemarks.need(report) { lines += wrapped(need) }
        func add(_ table: TextTable) {
            guard !table.rows.isEmpty else { return }
            lines += [""] + table.terminalLines(style: style)
        }
        add(CapacityTables.edge(report))
        add(CapacityTables.models(report))
        for remark in CapacityRemarks.models(report) { lines += wrapped(remark) }
        add(CapacityTables.costs(report))
        if let plan = report.plan {
            add(CapacityTables.plan(plan))
            lines += ["", style.bold("assumes that")]
            for assumption in plan.assumptions {
                lines += TextWidth.wrapped(
                    TextTable.oneLine("- \(assumption)"), width: TerminalReport.proseWidth, indent: "  ")
            }
        }
        return lines.joined(separator: "\n")
    }

    /// A trial in a line, as it ends.
    package static func line(_ trial: CapacityTrial, _ report: CapacityReport) -> String {
        let load: String = CapacitySentence.load(clients: trial.clients, tasksPerSecond: trial.tasksPerSecond)
        let values: [String] = report.objective.indices.map { place in
            "\(CapacityTables.left(report.objective[place])) \(CapacityTables.value(trial, place))"
        }
        var text: String = "\(load): \(CapacityTables.word(trial.outcome)), \(values.joined(separator: ", "))"
        if trial.outcome != .held, let reason = trial.reasons.first {
            text += " (\(TextTable.oneLine(reason)))"
        }
        return text
    }

    private static func coloured(
        _ word: String, _ kind: CapacityAnswer.Kind, _ style: TerminalStyle
    ) -> String {
        switch kind {
        case .found, .atLeast: style.green(word)
        case .none: style.red(word)
        case .unknown, .stopped: style.yellow(word)
        }
    }

    private static func wrapped(_ text: String) -> [String] {
        TextWidth.wrapped(TextTable.oneLine(text), width: TerminalReport.proseWidth)
    }
}
