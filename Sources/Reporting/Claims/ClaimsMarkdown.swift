import Results

/// `claims.md`: the verdicts, their reasons, and folded below them what they rest on.
package enum ClaimsMarkdown {
    /// The whole document, ending in a line break.
    package static func render(_ report: ClaimsReport) -> String {
        var lines: [String] = ["# Claims: \(TextTable.escaped(report.name))", ""]
        lines += ["**\(TextTable.escaped(ClaimsSentence.text(report)))**.", ""]
        lines.append(ClaimsSentence.conditions(report).map(TextTable.escaped).joined(separator: " "))
        if !report.description.isEmpty { lines += ["", TextTable.escaped(report.description)] }
        lines += [""] + ClaimTables.claims(report).markdownLines()
        lines += ["", "## Why", ""] + ClaimTables.reasons(report).markdownLines()
        let explained: [String] = ClaimTables.explanations(report)
        if !report.explanations.isEmpty { lines += ["", "## What explains it", ""] }
        lines += explained.map { "- \(TextTable.escaped($0))" }
        let windows: TextTable = ClaimTables.windows(report)
        if !windows.rows.isEmpty {
            if !explained.isEmpty { lines.append("") }
            lines +=
                ["Batch windows hold updates back, for so long on average:", ""] + windows.markdownLines()
        }
        lines += ["", "<details><summary>Trial values</summary>", ""]
        lines += ClaimTables.values(report).markdownLines() + ["", "</details>", ""]
        lines += ["## Tests", ""] + ClaimTables.tests(report).markdownLines()
        for test in report.tests {
            guard let folder = test.folder else { continue }
            let file: String = test.kind == .search ? "capacity" : "report"
            lines += [
                "", "- \(folder): [report](\(folder)/\(file).html), [\(file).json](\(folder)/\(file).json)",
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
