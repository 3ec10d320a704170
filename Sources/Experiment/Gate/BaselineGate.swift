import Foundation
import Results
import Scenarios
import Statistics

/// Compares a run with a stored one by what carries over between machines: the ratios of their arms.
///
/// Every comparison of two arms that both documents hold is a pair of ratios, then and now, each from its own
/// document's pairs of trials. Absolute values, which are the machine's as much as the server's, are not compared.
package enum BaselineGate {
    /// Figures whose ratios are compared; the first that both runs have decides as a gate's primary metric does.
    static let metrics: [String] = [
        "server.cpuPercent", "updateLatency.p50", "traffic", "server.residentBytes",
    ]

    /// - Throws: ``GateError`` when the documents have no ratio in common, although both are whole.
    package static func compare(
        stored: ResultsDocument, current: ResultsDocument, rule record: GateRuleRecord
    ) throws(GateError) -> BaselineReport {
        let rule = GateRule(record)
        let pairs: [Pair] = Self.pairs(stored, current)
        let doubt: String? = Self.doubt(stored, current)
        guard !pairs.isEmpty || doubt != nil else {
            throw GateError(
                "the stored run \(stored.runId) (\(stored.scenario)) and the new one \(current.runId) "
                    + "(\(current.scenario)) have no ratio of two arms in common: compare runs of one scenario with "
                    + "two arms or more")
        }
        // One look, and alpha in equal parts.
        let alpha: Double = rule.alpha / Double(max(pairs.count, 1))
        let primary: String? = Self.primary(pairs)
        let rows: [BaselineReport.Row] = pairs.map {
            row($0, isPrimary: $0.metric == primary, alpha: alpha, rule: rule)
        }
        var report = BaselineReport(
            stored: .init(stored), current: .init(current), smallestEffect: rule.smallestEffect,
            alpha: rule.alpha, settledConfidence: rule.settledConfidence, verdict: .cannotTell,
            rows: rows, notes: pairs.isEmpty ? [] : notes(pairs, stored: stored, current: current))
        report.verdict = verdict(report)
        report.invalid = doubt
        weighDefects(&report, stored: stored, current: current)
        // A run that is not valid tells nothing, whatever its ratios look like; one that is short, what it found.
        let isInvalid: Bool = [stored, current].contains { $0.verdict == .invalid }
        if isInvalid || (doubt != nil && report.verdict != .regressed) { report.verdict = .cannotTell }
        return report
    }

    /// Looks, before anything is measured, whether a run of the scenario can have a ratio that the stored run has.
    ///
    /// - Throws: ``GateError`` that says what each has.
    package static func check(_ scenario: Scenario, against stored: ResultsDocument) throws(GateError) {
        let arms: Set<String> = Set(scenario.arms.map(\.name))
        let loads: [LoadPoint] = scenario.load.points.map {
            LoadPoint($0, steady: scenario.phases.steady)
        }
        let kept: [Comparison] = stored.comparisons.filter {
            metrics.contains($0.metric) && $0.ratio != nil
        }
        guard
            !kept.contains(where: {
                arms.contains($0.candidate) && arms.contains($0.baseline) && loads.contains($0.load)
            })
        else { return }
        let ratios: Set<String> = Set(kept.map { "\($0.candidate)/\($0.baseline)@\($0.load.name)" })
        throw GateError(
            "the stored run \(stored.runId) has no ratio of two arms that a run of `\(scenario.name)` would have: it has "
                + (ratios.isEmpty ? "none" : ratios.sorted().joined(separator: ", "))
                + ", the scenario \(arms.sorted().joined(separator: ", ")) at "
                + "\(loads.map(\.name).joined(separator: ", ")); name a run of the same scenario with two arms or more"
        )
    }

    /// Why the ratios tell nothing, or do not tell enough: a run is invalid, or a threshold ended it early. Nil
    /// otherwise.
    private static func doubt(_ stored: ResultsDocument, _ current: ResultsDocument) -> String? {
        let runs: [(name: String, document: ResultsDocument)] = [("stored", stored), ("new", current)]
        let invalid = runs.filter { $0.document.verdict == .invalid }
        if let first = invalid.first {
            let names: String = invalid.map(\.name).joined(separator: " and the ")
            return "the \(names) run \(invalid.count == 1 ? "is" : "are") invalid: \(reason(first.document))"
        }
        return runs.first(where: \.document.partial).map { run in
            "the \(run.name) run ended early: \(reason(run.document))"
        }
    }

    private static func reason(_ document: ResultsDocument) -> String {
        document.reasons.first ?? "it does not say why"
    }

    /// A ratio that both documents have, in each of their blocks.
    private struct Pair {
        var metric: String
        var load: LoadPoint
        var candidate: String
        var baseline: String
        var stored: [Double]
        var current: [Double]
    }

    private static func pairs(_ stored: ResultsDocument, _ current: ResultsDocument) -> [Pair] {
        var result: [Pair] = []
        for comparison in current.comparisons
        where metrics.contains(comparison.metric) && comparison.ratio != nil {
            let isStored: Bool = stored.comparisons.contains {
                $0.metric == comparison.metric && $0.load == comparison.load && $0.ratio != nil
                    && $0.candidate == comparison.candidate && $0.baseline == comparison.baseline
            }
            guard isStored, let now = ratios(comparison, in: current),
                let then = ratios(comparison, in: stored)
            else { continue }
            result.append(
                Pair(
                    metric: comparison.metric, load: comparison.load, candidate: comparison.candidate,
                    baseline: comparison.baseline, stored: then, current: now))
        }
        return result
    }

    /// Candidate / baseline by block. Nil without any.
    private static func ratios(_ comparison: Comparison, in document: ResultsDocument) -> [Double]? {
        guard let figure = ComparedFigure.all.first(where: { $0.name == comparison.metric }) else {
            return nil
        }
        func values(_ arm: String) -> [Int: Double] {
            var byBlock: [Int: Moments] = [:]
            let cell: Cell? = document.cells.first { $0.arm == arm && $0.load == comparison.load }
            for trial in cell?.trials ?? [] where trial.counts {
                if let value = figure.value(trial.figures) {
                    byBlock[trial.block, default: Moments()].add(value)
                }
            }
            return byBlock.mapValues(\.mean)
        }
        let candidate: [Int: Double] = values(comparison.candidate)
        let baseline: [Int: Double] = values(comparison.baseline)
        let ratios: [Double] = candidate.keys.sorted().compactMap { block in
            guard let above = candidate[block], let below = baseline[block], above > 0, below > 0 else {
                return nil
            }
            return above / below
        }
        return ratios.isEmpty ? nil : ratios
    }

    private static func row(
        _ pair: Pair, isPrimary: Bool, alpha: Double, rule: GateRule
    ) -> BaselineReport.Row {
        let then: Double = Moments(pair.stored.map { log($0) }).mean
        let now: Double = Moments(pair.current.map { log($0) }).mean
        let reading: GateReading? = UnpairedRatio(baseline: pair.stored, candidate: pair.current)
            .flatMap { $0.reading(alpha: alpha, rule: rule) }
        var row = BaselineReport.Row(
            metric: pair.metric, load: pair.load, candidate: pair.candidate, baseline: pair.baseline,
            stored: exp(then), current: exp(now), change: expm1(now - then),
            lower: reading.map { GateJudge.change($0.lower) },
            settledUpper: reading.map { GateJudge.change($0.settledUpper) }, storedPairs: pair.stored.count,
            currentPairs: pair.current.count, state: reading.map { GateMetric.State($0.state) } ?? .open)
        row.role = isPrimary ? .primary : .beside
        if reading?.state == .open {
            let need = UnpairedNeed(
                baseline: pair.stored, candidate: pair.current, alpha: alpha, rule: rule)
            row.blocksNeeded = need.ofCandidate
            row.blocksNeededOfBoth = need.ofEach
        }
        return row
    }

    /// As a gate's at its last look: the primary metric has to be settled, the others only where they look like a
    /// regression.
    private static func verdict(_ report: BaselineReport) -> GateVerdict {
        if report.rows.contains(where: { $0.state == .regressed }) { return .regressed }
        if report.rows.isEmpty || !report.undecided.isEmpty { return .cannotTell }
        return report.rows.contains { $0.state == .improved } ? .improved : .noDifference
    }

    private static func primary(_ pairs: [Pair]) -> String? {
        metrics.first { metric in pairs.contains { $0.metric == metric } }
    }

    private static func notes(
        _ pairs: [Pair], stored: ResultsDocument, current: ResultsDocument
    ) -> [String] {
        let isSame: Bool =
            stored.environment.hostname == current.environment.hostname
            && stored.environment.cpuModel == current.environment.cpuModel
        var notes: [String] = [
            "Used: ratios of arms, which carry over between machines. Not used: absolute values, which do not"
                + (isSame
                    ? " (both runs name the same machine; `bench gate --base --head` compares builds on it)."
                    : " (the stored run is of another machine: \(stored.environment.cpuModel)).")
        ]
        let missing: [Comparison] = stored.comparisons.filter { comparison in
            metrics.contains(comparison.metric) && comparison.ratio != nil
                && !pairs.contains {
                    $0.metric == comparison.metric && $0.load == comparison.load
                        && $0.candidate == comparison.candidate
                }
        }
        if !missing.isEmpty {
            let names: [String] = missing.map {
                "\($0.metric) of \($0.candidate) to \($0.baseline) at \($0.load.name)"
            }
            notes.append("Stored, and not in the new run: \(names.joined(separator: ", ")).")
        }
        let primary: String? = Self.primary(pairs)
        if let primary, primary != metrics[0] {
            notes.append(
                "The runs have no ratio of server CPU in common: \(primary) decides in its place, the others beside it."
            )
        }
        if stored.environment.phaseSeconds != current.environment.phaseSeconds {
            notes.append(
                "The runs' phases differ in length, which moves latencies and traffic of polling arms.")
        }
        return notes
    }
}
