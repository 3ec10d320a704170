import Results

/// `junit.xml` of a gate: every deciding metric is a test case, and so is what the head lost and whether the gate
/// could decide.
///
/// What regressed is a failure; a gate that cannot tell is an error, for it says nothing about the build.
package enum GateJUnit {
    package static func render(_ report: GateReport) -> String {
        let environment: Environment = report.environment
        var suite = JUnitSuite(
            name: "gate",
            properties: [
                ("scenario", report.scenario), ("run", report.runId), ("seed", String(report.seed)),
                ("started", report.startedAt), ("verdict", report.verdict.rawValue),
                ("base", report.base.command.joined(separator: " ")),
                ("head", report.head.command.joined(separator: " ")),
                ("bench", environment.benchVersion), ("network", environment.network),
                ("kernel", environment.kernel), ("cpu", "\(environment.cpus) x \(environment.cpuModel)"),
            ],
            cases: [decision(report), losses(report)]
                + report.metrics.filter { $0.role != .advisory }.map { metric($0, report) })
        suite.output = [GateSentence(report).text] + GateRemarks.all(report)
        let lines: [String] = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites>",
            suite.xml(
                id: 0, package: JUnitReport.token(report.scenario),
                timestamp: JUnitReport.timestamp(report.startedAt),
                hostname: JUnitReport.token(environment.hostname)),
            "</testsuites>",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func decision(_ report: GateReport) -> JUnitCase {
        let name: String = "the gate can tell"
        let text: String = GateSentence(report).text
        let isOver: Bool = report.verdict != .cannotTell || report.mode == .bank
        return JUnitCase(
            name: name, seconds: report.seconds,
            outcome: isOver ? .passed : .error(type: "undecided", message: text, text: text))
    }

    /// The verdict may rest on what the head lost alone, with every metric as it was.
    private static func losses(_ report: GateReport) -> JUnitCase {
        let name: String = "the head loses nothing that the base does not"
        guard report.verdict == .regressed, report.defects.base == 0, report.defects.head > 0 else {
            return JUnitCase(name: name, outcome: .passed)
        }
        let text: String = report.reasons.joined(separator: "; ")
        return JUnitCase(name: name, outcome: .failure(type: "regressed", message: text, text: text))
    }

    private static func metric(_ metric: GateMetric, _ report: GateReport) -> JUnitCase {
        let effect: String = GateNumbers.percent(report.rule.smallestEffect)
        let name: String = "\(metric.title) did not grow by \(effect) or more"
        guard metric.verdict == .regressed else { return JUnitCase(name: name, outcome: .passed) }
        let text: String = GateSentence.grown(metric)
        return JUnitCase(name: name, outcome: .failure(type: "regressed", message: text, text: text))
    }
}
