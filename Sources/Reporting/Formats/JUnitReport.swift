import Results

/// `junit.xml`: every threshold is a test case, and so is whether its cell can be judged at all.
///
/// A suite of the run (thresholds over several cells, and whether the run is valid), then one of each cell.
/// A threshold that did not hold is a failure; one that is undecided is an error, and so is what makes the run
/// or a cell invalid. Valid by the
/// Ant JUnit schema and by Jenkins' xUnit schema; names are unique, as GitLab wants them.
enum JUnitReport {
    static func render(_ document: ResultsDocument) -> String {
        let suites: [JUnitSuite] = suites(document)
        let package: String = token(document.scenario)
        var lines: [String] = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites>"]
        for (index, suite) in suites.enumerated() {
            lines.append(
                suite.xml(
                    id: index, package: package, timestamp: timestamp(document.startedAt),
                    hostname: token(document.environment.hostname)))
        }
        return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
    }

    static func suites(_ document: ResultsDocument) -> [JUnitSuite] {
        var cases: [[JUnitCase]] = document.cells.map { [validity($0, document)] }
        var ofRun: [JUnitCase] = [validity(document)]
        let names: [String] = DistinctNames.numbered(
            document.thresholds.map { token($0.expression) })
        for (threshold, name) in zip(document.thresholds, names) {
            let one: JUnitCase = self.threshold(threshold, name: name)
            if let place = cell(of: threshold, in: document) {
                cases[place].append(one)
            } else {
                ofRun.append(one)
            }
        }
        var run = JUnitSuite(name: "run", properties: properties(document), cases: ofRun)
        run.output = document.notes
        let cellNames: [String] = DistinctNames.numbered(
            document.cells.map { token("\($0.arm)@\($0.load.name)") })
        return [run]
            + document.cells.indices.map { index in
                let cell: Cell = document.cells[index]
                var suite = JUnitSuite(
                    name: cellNames[index],
                    properties: properties(document) + [
                        ("arm", cell.arm), ("load", cell.load.name), ("transport", cell.transport),
                        ("clients", String(cell.clients)),
                    ], cases: cases[index])
                suite.output = cell.summary.findings
                return suite
            }
    }

    private static func threshold(_ threshold: ThresholdResult, name: String) -> JUnitCase {
        let value: String = ThresholdWords.value(threshold)
        let place: String = ThresholdWords.place(threshold)
        var lines: [String] = ["threshold: \(threshold.expression)", "value: \(value)"]
        if !place.isEmpty { lines.append("where: \(place)") }
        lines += [ThresholdWords.remark(threshold)].compactMap(\.self)
        let text: String = lines.joined(separator: "\n")
        switch threshold.outcome {
        case .held: return JUnitCase(name: name, outcome: .passed)
        case .undecided:
            let message: String =
                "\(threshold.expression) is undecided: \(threshold.undecided ?? "not measured")"
            return JUnitCase(name: name, outcome: .error(type: "undecided", message: message, text: text))
        case .failed:
            let message: String = "\(threshold.expression) did not hold: the value is \(value)"
            return JUnitCase(
                name: name,
                outcome: .failure(
                    type: "threshold", message: place.isEmpty ? message : "\(message) at \(place)", text: text
                ))
        }
    }

    /// The cell that an expression names by arm and load, `push.lost@10 == 0`; nil for thresholds over
    /// several cells.
    static func cell(of threshold: ThresholdResult, in document: ResultsDocument) -> Int? {
        let words: [Substring] = threshold.expression.split { $0.isWhitespace }
        let named: [Int] = document.cells.indices.filter { index in
            let cell: Cell = document.cells[index]
            return words.contains { $0.hasPrefix("\(cell.arm).") && $0.hasSuffix("@\(cell.load.name)") }
        }
        return named.count == 1 ? named[0] : nil
    }

    private static func validity(_ document: ResultsDocument) -> JUnitCase {
        let name: String = "the run can be judged"
        guard document.verdict == .invalid || document.partial else {
            return JUnitCase(name: name, outcome: .passed)
        }
        let early: String? =
            document.partial ? "the run ended early: the figures cover the trials until then" : nil
        let reasons: [String] = document.verdict == .invalid ? document.reasons : []
        return error(
            name, seconds: 0, reasons: reasons + [early].compactMap(\.self),
            otherwise: "the run is invalid")
    }

    /// Takes as long as the cell was under load, so that a suite's time is that of its measurements.
    private static func validity(_ cell: Cell, _ document: ResultsDocument) -> JUnitCase {
        let phases: [String: Double] = document.environment.phaseSeconds
        let seconds: Double = Double(cell.trials.count) * phases.values.reduce(0, +)
        let name: String = "the measurement is valid"
        let generator: GeneratorHealth = cell.summary.generator
        let isSaturated: Bool = generator.verdict == .saturated
        let reasons: [String] = (isSaturated ? generator.reasons : []) + cell.summary.invalidReasons
        guard isSaturated || !reasons.isEmpty else {
            return JUnitCase(name: name, seconds: seconds, outcome: .passed)
        }
        return error(name, seconds: seconds, reasons: reasons, otherwise: "the generator was saturated")
    }

    private static func error(
        _ name: String, seconds: Double, reasons: [String], otherwise: String
    ) -> JUnitCase {
        let all: [String] = reasons.isEmpty ? [otherwise] : reasons
        let more: String = all.count > 1 ? " (and \(all.count - 1) more)" : ""
        return JUnitCase(
            name: name, seconds: seconds,
            outcome: .error(type: "invalid", message: all[0] + more, text: all.joined(separator: "\n")))
    }

    private static func properties(_ document: ResultsDocument) -> [(name: String, value: String)] {
        let environment: Environment = document.environment
        let commit: String? = document.origin?.commit
        return [
            ("scenario", document.scenario), ("run", document.runId), ("seed", String(document.seed)),
            ("started", document.startedAt), ("verdict", document.verdict.rawValue),
            ("bench", environment.benchVersion), ("network", environment.network),
            ("kernel", environment.kernel), ("cpu", "\(environment.cpus) x \(environment.cpuModel)"),
        ] + (commit.map { [("commit", $0)] } ?? [])
    }

    /// An XML token: on one line, no blanks at its ends or side by side, never empty.
    static func token(_ text: String) -> String {
        let words: [Substring] = TextTable.oneLine(text).split(separator: " ")
        return words.isEmpty ? "unnamed" : words.joined(separator: " ")
    }

    /// Without its time zone, which is UTC and which the schema does not allow; the epoch where the document
    /// has no such instant.
    static func timestamp(_ startedAt: String) -> String {
        let instant: Substring = startedAt.prefix(19)
        let isInstant: Bool = instant.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/) != nil
        return isInstant ? String(instant) : "1970-01-01T00:00:00"
    }
}
