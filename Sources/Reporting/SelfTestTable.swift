import Results

/// A selftest on one screen: what was true, what was read, and whether that is near enough.
package enum SelfTestTable {
    /// The table and its verdict, without a line break at its end.
    package static func render(
        _ report: SelfTestReport, style: TerminalStyle = .standardOutput
    ) -> String {
        var table = TextTable(
            ["role", "quantity", "truth", "reading", "bias", "spread", "allowed", ""], names: 2)
        for row in report.rows { table.add(cells(row)) }
        var lines: [String] = table.terminalLines(style: style)
        lines.append("")
        lines += report.invalidReasons.map { "invalid: \($0)" }
        lines.append(verdict(report, style: style))
        return lines.joined(separator: "\n")
    }

    private static func cells(_ row: SelfTestRow) -> [String] {
        let mark: String = row.passed ? "ok" : "WRONG"
        let names: [String] = [row.role, row.quantity]
        switch row.kind {
        case .milliseconds:
            return names + [
                fixed(row.truth, 3) + " ms", fixed(row.reading, 3) + " ms", signed(row.bias * 1e3) + " us",
                row.spread.map { fixed($0 * 1e3, 1) + " us" } ?? "-",
                fixed(SelfTestRow.allowedMilliseconds * 1e3, 0) + " us", mark,
            ]
        case .count:
            func total(_ value: (SelfTestRow.Pair) -> Double) -> String {
                fixed(row.pairs.reduce(0) { $0 + value($1) }, 0)
            }
            let open: Double = row.pairs.reduce(0) { $0 + $1.open }
            return names + [
                total(\.truth) + (open > 0 ? "..." + total { $0.truth + $0.open } : ""), total(\.reading),
                fixed(row.biases.reduce(0, +), 0), "-", "0", mark,
            ]
        }
    }

    private static func verdict(_ report: SelfTestReport, style: TerminalStyle) -> String {
        let disturbed: String =
            report.disturbed > 0 ? "; \(report.disturbed) more were disturbed and thrown away unseen" : ""
        let repetitions: String =
            "\(report.repetitions.count) repetitions, each against a draw of its own\(disturbed)"
        switch report.verdict {
        case .pass:
            return style.green("PASS")
                + ": every mean within 50 us of the truth, every count exact (\(repetitions))"
        case .fail:
            let wrong: Int = report.rows.count { !$0.passed }
            return style.red("FAIL")
                + ": \(wrong) of \(report.rows.count) quantities are not what is true (\(repetitions))"
        case .invalid:
            return style.yellow("INVALID")
                + ": the comparison tells nothing about the instrument (\(repetitions)); free its CPU and repeat"
        }
    }

    private static func signed(_ value: Double) -> String { (value >= 0 ? "+" : "") + fixed(value, 1) }

    private static func fixed(_ value: Double, _ digits: Int) -> String {
        var scale: Double = 1
        for _ in 0..<digits { scale *= 10 }
        let units: Int64 = Int64((value.magnitude * scale).rounded())
        let sign: String = value < 0 && units > 0 ? "-" : ""
        guard digits > 0 else { return sign + String(units) }
        let fraction: String = String(units % Int64(scale))
        return sign + String(units / Int64(scale)) + "."
            + String(repeating: "0", count: digits - fraction.count) + fraction
    }
}
