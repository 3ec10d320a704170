import Foundation
import Results
import Statistics

/// From a gate's pairs to its verdict: replays the decision over the raw values, so that a live gate and one that is
/// judged again from its document cannot differ.
package struct GateJudge: Sendable {
    package let plan: GatePlan
    private let quantities: [GateQuantity] = GateQuantity.deciding

    package init(_ rule: GateRuleRecord) {
        plan = GatePlan(GateRule(rule))
    }

    /// The report with looks, metrics, verdict and reasons made anew from its pairs.
    package func judged(_ report: GateReport) -> GateReport {
        var result = report
        var decision = GateDecision(plan)
        for pair in report.pairs where decision.outcome == nil { decision.add(logRatios(pair)) }
        let isOver: Bool = decision.outcome != nil
        result.looks = decision.looks.map(record)
        result.verdict = decision.outcome.map(GateVerdict.init) ?? .cannotTell
        result.reasons = []
        let advisory: [GateMetric] = report.metrics.filter { $0.role == .advisory }
        result.metrics =
            quantities.indices.map { metric($0, report: report, last: decision.looks.last) } + advisory
        if report.mode == .bank { result.looks = [] }
        // What was asked of the gate, as far as it got.
        if let ended = report.ended, !isOver || report.mode == .bank { result.reasons.append(ended) }
        weighDefects(&result)
        return result
    }

    /// Decides a gate from nothing but ratios, head / base, an array of equal length for each deciding metric.
    ///
    /// - Returns: the verdict and the pairs it took.
    /// - Throws: ``GateError`` when a metric is missing or a ratio is not above zero.
    package func decide(_ ratios: [String: [Double]]) throws(GateError) -> (GateVerdict, pairs: Int) {
        var columns: [[Double]] = []
        for quantity in quantities {
            guard let column = ratios[quantity.name] else { throw GateError("there is no \(quantity.name)") }
            guard column.allSatisfy({ $0 > 0 && $0.isFinite }) else {
                throw GateError("\(quantity.name) has a ratio that is not above zero")
            }
            columns.append(column)
        }
        let count: Int = columns.map(\.count).min() ?? 0
        var decision = GateDecision(plan)
        for pair in 0..<count where decision.outcome == nil { decision.add(columns.map { log($0[pair]) }) }
        return (decision.outcome.map(GateVerdict.init) ?? .cannotTell, decision.pairs)
    }

    /// log(head / base) of each deciding metric; 0 where a trial that lost updates has no such figure, which is then
    /// judged by what it lost.
    func logRatios(_ pair: GatePair) -> [Double] {
        quantities.map { quantity in
            guard let base = pair.base.values[quantity.name], let head = pair.head.values[quantity.name],
                base > 0, head > 0
            else { return 0 }
            return log(head / base)
        }
    }

    /// What counts as a defect.
    static let defectKinds = "updates lost, duplicated or reordered, and errors"

    /// Updates lost are no matter of percents: a head that loses what the base does not has regressed, and a base
    /// that loses any is no measure.
    private func weighDefects(_ report: inout GateReport) {
        let (base, head) = report.defects
        guard base + head > 0, report.mode != .bank else { return }
        if base == 0 {
            report.reasons.append("the head has \(head) defects (\(Self.defectKinds)), the base none")
            if !report.looks.isEmpty { report.verdict = .regressed }
        } else {
            report.reasons.append(
                "the base itself has \(base) defects (\(Self.defectKinds)), the head \(head): the load is too much for it, or it "
                    + "is broken")
            if report.verdict != .regressed { report.verdict = .cannotTell }
        }
    }

    private func metric(_ index: Int, report: GateReport, last: GateLook?) -> GateMetric {
        let quantity: GateQuantity = quantities[index]
        var metric = GateMetric(
            name: quantity.name, title: quantity.title, unit: quantity.unit,
            role: index == 0 ? .primary : .beside, share: quantity.share)
        guard !report.pairs.isEmpty else { return metric }
        let base = Moments(report.pairs.compactMap { $0.base.values[quantity.name] })
        let head = Moments(report.pairs.compactMap { $0.head.values[quantity.name] })
        let ratios = Moments(report.pairs.map { logRatios($0)[index] })
        metric.base = base.mean
        metric.head = head.mean
        metric.change = Self.change(ratios.mean)
        if let spread = ratios.standardDeviation, report.pairs.count >= GateRule.fewestPairs {
            metric.trialSpread = spread / 2.0.squareRoot()
            metric.detectable =
                GatePower(
                    spread: spread, pairs: plan.rule.maxPairs, level: plan.lastLevel(metric: index),
                    threshold: plan.rule.threshold
                ).smallestEffect()
        }
        guard let last, report.mode != .bank else { return metric }
        let reading: GateReading = last.readings[index]
        metric.change = Self.change(reading.mean)
        metric.lower = Self.change(reading.lower)
        metric.upper = Self.change(reading.upper)
        metric.settledUpper = Self.change(reading.settledUpper)
        metric.verdict = GateMetric.State(reading.state)
        if reading.state == .open {
            let spread: Double = reading.error * Double(last.pairs).squareRoot()
            metric.pairsNeeded = plan.pairsNeeded(metric: index, mean: reading.mean, spread: spread)
        }
        return metric
    }

    private func record(_ look: GateLook) -> GateLookRecord {
        GateLookRecord(
            pairs: look.pairs,
            metrics: zip(quantities, look.readings).map { quantity, reading in
                GateLookRecord.Reading(
                    name: quantity.name, change: Self.change(reading.mean),
                    t: reading.error > 0 ? reading.mean / reading.error : nil, critical: reading.critical,
                    lower: Self.change(reading.lower), upper: Self.change(reading.upper),
                    settledUpper: Self.change(reading.settledUpper), state: GateMetric.State(reading.state))
            })
    }

    /// A difference of logarithms as a relative change. Bounds of few and wild pairs can lie beyond what a number
    /// holds: what is more than a hundred million times as much says no more than that.
    static func change(_ logRatio: Double) -> Double { expm1(min(logRatio, 20)) }
}

extension GateRule {
    /// The rule that a document records. What only an edited document can ask for is brought into range.
    init(_ record: GateRuleRecord) {
        self.init(weights: GateQuantity.deciding.map(\.share))
        alpha = min(max(record.alpha, 1e-6), 0.5)
        smallestEffect = max(record.smallestEffect, 1e-6)
        settledConfidence = min(max(record.settledConfidence, 0.5), 1 - 1e-6)
        maxPairs = min(max(record.maxPairs, Self.fewestPairs), 100_000)
    }
}

extension GateRuleRecord {
    /// The rule with so many pairs at most, else as documented.
    package init(maxPairs: Int, smallestEffect: Double, maxSeconds: Double?) {
        var rule = GateRule(weights: [1])
        rule.maxPairs = maxPairs
        self.init(
            smallestEffect: smallestEffect, alpha: rule.alpha, settledConfidence: rule.settledConfidence,
            maxPairs: maxPairs, looks: rule.looks, maxSeconds: maxSeconds)
    }
}

extension GateVerdict {
    init(_ outcome: GateOutcome) {
        switch outcome {
        case .regressed: self = .regressed
        case .improved: self = .improved
        case .noDifference: self = .noDifference
        case .cannotTell: self = .cannotTell
        }
    }
}

extension GateMetric.State {
    init(_ state: GateReading.State) {
        switch state {
        case .regressed: self = .regressed
        case .improved: self = .improved
        case .noDifference: self = .noDifference
        case .open: self = .open
        }
    }
}
