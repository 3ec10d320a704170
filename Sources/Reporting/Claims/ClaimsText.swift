import Results

/// Claims and their verdicts for a terminal.
package enum ClaimsText {
    /// Without a line break at its end.
    package static func render(_ report: ClaimsReport, style: TerminalStyle = .standardOutput) -> String {
        var lines: [String] = wrapped("Claims of \(report.name): \(ClaimsSentence.text(report)).")
        lines += wrapped(ClaimsSentence.conditions(report).joined(separator: " "))
        lines += [""] + ClaimTables.claims(report).terminalLines(style: style) + [""]
        for claim in report.claims {
            lines += TextWidth.wrapped(
                TextTable.oneLine("\(claim.id): \(ClaimTables.word(claim.verdict)): \(claim.why)"),
                width: TerminalReport.proseWidth, indent: "  ")
        }
        if !report.explanations.isEmpty { lines.append("") }
        for explanation in report.explanations {
            lines += TextWidth.wrapped(
                TextTable.oneLine("\(explanation.test): \(explanation.text)"),
                width: TerminalReport.proseWidth, indent: "  ")
        }
        return lines.joined(separator: "\n")
    }

    private static func wrapped(_ text: String) -> [String] {
        TextWidth.wrapped(TextTable.oneLine(text), width: TerminalReport.proseWidth)
    }
}
