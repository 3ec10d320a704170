import Results

/// Claims as tables and sentences.
enum ClaimTables {
    /// A row a stated value.
    static func claims(_ report: ClaimsReport) -> TextTable {
        var table = TextTable(["claim", "of", "stated", "measured", "95 % interval", "verdict"], names: 2)
        for claim in report.claims {
            table.add([
                claim.title, subject(claim, in: report), claim.statedText ?? "-",
                value(claim.measured, claim),
                interval(claim), word(claim.verdict),
            ])
        }
        return table
    }

    /// A row a verdict with its reason and where the claim was made.
    static func reasons(_ report: ClaimsReport) -> TextTable {
        var table = TextTable(["id", "verdict", "why", "source"], names: 4)
        for claim in report.claims {
            table.add(["`\(claim.id)`", word(claim.verdict), claim.why, claim.source])
        }
        return table
    }

    /// A row a trial value.
    static func values(_ report: ClaimsReport) -> TextTable {
        var table = TextTable(
            ["id", "quantity", "test", "clients", "margin", "values of the trials"], names: 3)
        for claim in report.claims where claim.quantity != nil {
            table.add([
                "`\(claim.id)`", claim.quantity ?? "-", place(claim), NumberFormat.count(claim.clients),
                claim.relation == "about" ? claim.margin.map { NumberFormat.percent(100 * $0) } ?? "-" : "-",
                claim.values.isEmpty ? "-" : claim.values.map { value($0, claim) }.joined(separator: ", "),
            ])
        }
        return table
    }

    /// A row a test.
    static func tests(_ report: ClaimsReport) -> TextTable {
        var table = TextTable(["test", "scenario", "trials", "outcome"], names: 2)
        for test in report.tests {
            let outcome: String =
                test.ended ?? test.verdict.map { verdict in
                    verdict == .invalid ? "invalid: see its report" : "valid"
                } ?? "-"
            table.add([test.folder ?? test.name, test.scenario, String(test.trials), outcome])
        }
        return table
    }

    static func word(_ verdict: ClaimVerdict) -> String {
        switch verdict {
        case .reproduced: "reproduced"
        case .betterThanClaimed: "better than claimed"
        case .notReproduced: "not reproduced"
        case .cannotTell: "cannot tell"
        case .notTested: "not tested"
        case .notTestable: "not testable here"
        }
    }

    /// `push`, `push against polling`; with what tells the claim's values apart: `push at 0, traffic`.
    private static func subject(_ claim: ClaimResult, in report: ClaimsReport) -> String {
        guard let arm = claim.arm else { return "-" }
        let others: [ClaimResult] = report.claims.filter { $0.claim == claim.claim }
        var text: String = claim.baseline.map { "\(arm) against \($0)" } ?? arm
        if let load = claim.load, others.contains(where: { $0.load != load }) { text += " at \(load)" }
        if let quantity = claim.quantity, others.contains(where: { $0.quantity != quantity }) {
            text += ", \(quantity)"
        }
        return text
    }

    /// `calm@1`.
    private static func place(_ claim: ClaimResult) -> String {
        [claim.test, claim.load].compactMap(\.self).joined(separator: "@")
    }

    private static func value(_ value: Double?, _ claim: ClaimResult) -> String {
        guard let value, value.isFinite else { return "-" }
        if claim.unit == "change" {
            let text: String = NumberFormat.percent(100 * value)
            return value > 0 ? "+\(text)" : text
        }
        if claim.quantity == "clients" { return NumberFormat.count(Int(value)) }
        return UnitFormat.text(value, unit: claim.unit ?? "")
    }

    private static func interval(_ claim: ClaimResult) -> String {
        if let bounds = claim.bounds { return text(bounds, claim) }
        guard let interval = claim.confidence95, interval.count == 2 else { return "-" }
        let ends: [String] = interval.map { value($0, claim) }
        return ends[0] == ends[1] ? ends[0] : "\(ends[0]) to \(ends[1])"
    }
}

extension ClaimTables {
    /// `500 or more`, `50 to 499`, `at most 49`; of two arms as changes.
    private static func text(_ bounds: ClaimBounds, _ claim: ClaimResult) -> String {
        let isOpenBelow: Bool = bounds.atLeast <= (claim.unit == "change" ? -1 : 0)
        let low: String = value(bounds.atLeast, claim)
        guard let atMost = bounds.atMost else { return isOpenBelow ? "-" : "\(low) or more" }
        return isOpenBelow ? "at most \(value(atMost, claim))" : "\(low) to \(value(atMost, claim))"
    }

    /// A row an event type of a push arm, and one for all of them: how long the server's batch windows held updates
    /// back. Empty where nothing was pushed.
    static func windows(_ report: ClaimsReport) -> TextTable {
        var table = TextTable(
            [
                "arm@load", "of", "mean update latency", "held back", "share", "replayed", "closed form",
            ], names: 2)
        func milliseconds(_ value: Double?) -> String { value.map { UnitFormat.text($0, unit: "ms") } ?? "-" }
        for part in report.explanations where part.kind == "batchDelay" {
            let values: [String: Double] = part.values
            let name: String =
                "\(part.test): " + (part.text.split(separator: ":").first.map(String.init) ?? "")
            table.add([
                name, "all updates", milliseconds(values["updateLatencyMs"]),
                milliseconds(values["serverDelayMs"]),
                values["share"].map { NumberFormat.percent(100 * $0) } ?? "-", "-", "-",
            ])
            let types: [String] = values.keys.filter { $0.hasSuffix(".measuredMs") }
                .map { String($0.dropLast(".measuredMs".count)) }.sorted()
            for type in types {
                table.add([
                    name, type, "-", milliseconds(values["\(type).measuredMs"]), "-",
                    milliseconds(values["\(type).replayedMs"]), milliseconds(values["\(type).predictedMs"]),
                ])
            }
        }
        return table
    }

    /// What explains the verdicts beside ``windows(_:)``, as sentences.
    static func explanations(_ report: ClaimsReport) -> [String] {
        report.explanations.filter { $0.kind != "batchDelay" }.map { "\($0.test): \($0.text)" }
    }
}

/// What all verdicts come to, in a sentence.
enum ClaimsSentence {
    static func text(_ report: ClaimsReport) -> String {
        let counts: [String] = ClaimVerdict.allCases.compactMap { verdict in
            let count: Int = report.count(of: verdict)
            return count == 0 ? nil : "\(count) \(ClaimTables.word(verdict))"
        }
        let what: String =
            report.claims.count == 1 ? "1 stated value" : "\(report.claims.count) stated values"
        return "\(what): \(counts.joined(separator: ", "))"
    }

    /// `Incomplete: not everything that was planned came to its end (soak: its test was not run).`
    private static func incomplete(_ report: ClaimsReport) -> String {
        let lacking: [ClaimTestRecord] = report.tests.filter { test in
            test.missing == true || test.folder != nil && test.ended != nil
        }
        let reasons: [String] = lacking.map { "\($0.folder ?? $0.name): \($0.ended ?? "it is not there")" }
        let text: String = reasons.isEmpty ? "" : " (\(reasons.joined(separator: "; ")))"
        return "Incomplete: not everything that was planned came to its end\(text)."
    }

    /// What a reader has to know of how they were reached.
    static func conditions(_ report: ClaimsReport) -> [String] {
        var lines: [String] = ["Tested on \(report.target.map { "the target \($0)" } ?? "swarm-server")."]
        if report.quick {
            let isShorter: Bool = report.tests.contains { $0.folder == nil && $0.missing != true }
            lines.append(
                "Quick form: fewer and shorter trials than `--full` runs, so that intervals are wider"
                    + (isShorter ? ", and the longest tests left out." : "."))
        }
        if report.partial { lines.append(incomplete(report)) }
        return lines
    }
}
