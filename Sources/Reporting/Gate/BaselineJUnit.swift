import Results

/// `gate-junit.xml` of a comparison with a stored run, beside the run's own `junit.xml`: every ratio is a test case, and
/// so is what the new run lost and whether the gate could decide.
package enum BaselineJUnit {
    package static func render(_ report: BaselineReport) -> String {
        let sentence = BaselineText.sentence(report)
        let text: String = "\(sentence.word): \(sentence.rest)"
        var suite = JUnitSuite(
            name: "gate",
            properties: [
                ("scenario", report.current.scenario), ("run", report.current.runId),
                ("started", report.current.startedAt), ("verdict", report.verdict.rawValue),
                ("stored", report.stored.runId), ("stored.started", report.stored.startedAt),
                ("stored.cpu", report.stored.cpuModel), ("cpu", report.current.cpuModel),
            ],
            cases: [decision(report, text), losses(report)] + report.rows.map { ratio($0, report) })
        suite.output = [text] + report.notes
        let lines: [String] = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites>",
            suite.xml(
                id: 0, package: JUnitReport.token(report.current.scenario),
                timestamp: JUnitReport.timestamp(report.current.startedAt),
                hostname: JUnitReport.token(report.current.hostname)),
            "</testsuites>",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func decision(_ report: BaselineReport, _ text: String) -> JUnitCase {
        JUnitCase(
            name: "the gate can tell",
            outcome: report.verdict == .cannotTell
                ? .error(type: "undecided", message: text, text: text) : .passed)
    }

    private static func losses(_ report: BaselineReport) -> JUnitCase {
        let name: String = "the new run loses nothing that the stored one does not"
        guard report.verdict == .regressed, report.storedDefects == 0, report.currentDefects > 0 else {
            return JUnitCase(name: name, outcome: .passed)
        }
        let text: String = report.reasons.joined(separator: "; ")
        return JUnitCase(name: name, outcome: .failure(type: "regressed", message: text, text: text))
    }

    /// Of a run that is not valid no ratio counts.
    private static func ratio(_ row: BaselineReport.Row, _ report: BaselineReport) -> JUnitCase {
        let effect: String = GateNumbers.percent(report.smallestEffect)
        let name: String = "\(BaselineText.name(row)) did not grow by \(effect) or more"
        guard row.state == .regressed, report.verdict == .regressed else {
            return JUnitCase(name: name, outcome: .passed)
        }
        let text: String =
            "\(BaselineText.name(row)) grew by \(GateNumbers.percent(row.change)) (at least "
            + "\(GateNumbers.percent(row.lower))), from \(NumberFormat.ratio(row.stored)) to "
            + NumberFormat.ratio(row.current)
        return JUnitCase(name: name, outcome: .failure(type: "regressed", message: text, text: text))
    }
}
