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
        if !report.explanations.isEmpty {
            lines += ["", "## What explains it", ""]
            lines += report.explanations.map { "- \($0.test): \(TextTable.escaped($0.text))" }
        }
        lines += ["", "<details><summary>Trial values</summary>", ""]
        lines += ClaimTables.values(report).markdownLines() + ["", "</details>", ""]
        lines += ["## Tests", ""] + ClaimTables.tests(report).markdownLines()
        for test in report.tests {
            guard let folder = test.folder else { continue }
            lines += [
                "", "- \(test.name): [report](\(folder)/report.html), [report.json](\(folder)/report.json)",
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
