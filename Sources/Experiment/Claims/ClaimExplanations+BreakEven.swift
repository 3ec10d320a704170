import Foundation
import Results
import Scenarios
import Statistics

extension ClaimExplanations {
    /// By a sweep's trials, beside what the closed forms had predicted.
    static func sweep(_ test: ClaimTest, _ evidence: ClaimEvidence) -> [ClaimExplanation] {
        guard case .sweep(let sweep) = test.kind else { return [] }
        let around: ResultsDocument? = evidence.document(sweep.around)
        let predicted: Double? = around.flatMap { TrafficBreakEven($0) }.map { $0.even + $0.periodic }
        return breakEvens(evidence.sweep(test.name), test: test.name).map { found in
            var result: ClaimExplanation = found
            guard let predicted, result.values["isTraffic"] == 1 else { return result }
            result.values["predictedEventsPerSecond"] = predicted
            result.text += "; the closed forms had said \(text(predicted))"
            return result
        }
    }

    /// By a test's own load points, of which there are few.
    static func coarse(_ document: ResultsDocument, test: String, note: String) -> [ClaimExplanation] {
        breakEvens([document], test: test).map { found in
            var result: ClaimExplanation = found
            result.text += note
            return result
        }
    }

    /// What became of the sweep that would say it better: `; the sweep of more rates (even): why not`. Empty without one.
    static func sweepNote(_ claims: ClaimsFile, _ evidence: ClaimEvidence) -> String {
        let sweep: ClaimTest? = claims.tests.first { test in
            if case .sweep = test.kind { true } else { false }
        }
        guard let sweep else { return "" }
        let reason: String =
            evidence.missing[sweep.name] ?? evidence.lack(of: sweep) ?? "its trials tell no break-even"
        return "; the sweep of more rates (\(sweep.name)): \(reason)"
    }

    /// Of the push and polling arms of documents that were run at several rates, as far as they are valid.
    private static func breakEvens(_ documents: [ResultsDocument], test: String) -> [ClaimExplanation] {
        let documents: [ResultsDocument] = documents.map(valid)
        let cells: [Cell] = documents.flatMap(\.cells)
        guard let push = cells.first(where: { $0.transport == "websocket" })?.arm,
            let polling = cells.first(where: { $0.transport == "interval-polling" })?.arm
        else { return [] }
        let costs: [(name: String, value: (Figures) -> Double?)] = [
            ("traffic", { $0.traffic.wireTotalWithHeartbeats }), ("server CPU", cpu),
        ]
        return costs.compactMap { cost in
            breakEven(documents, polling, push, cost.value).flatMap { even in
                explanation(even, cost: cost.name, polling, push, test: test)
            }
        }
    }

    private static func valid(_ document: ResultsDocument) -> ResultsDocument {
        var valid: ResultsDocument = document
        valid.cells.removeAll { !ClaimJudge.doubts($0, ofTimes: false).isEmpty }
        return valid
    }

    private static func cpu(_ figures: Figures) -> Double? { figures.server.cpuPercent }

    /// Where server CPU breaks even by a document's own loads, as far as they are valid; nil without two of both arms.
    static func cpuBreakEven(_ document: ResultsDocument) -> BreakEvenPoint? {
        let own: ResultsDocument = valid(document)
        guard let push = own.cells.first(where: { $0.transport == "websocket" })?.arm,
            let polling = own.cells.first(where: { $0.transport == "interval-polling" })?.arm
        else { return nil }
        return breakEven([own], polling, push, cpu)?.point
    }

    /// Over the event rates of the swarm's log; nil below two rates that both arms were measured at.
    static func breakEven(
        _ documents: [ResultsDocument], _ polling: String, _ push: String, _ value: (Figures) -> Double?
    ) -> BreakEven? {
        var curve: [BreakEven.Point] = []
        var blocks: [Int: [BreakEven.Point]] = [:]
        for document in documents {
            let seconds: Double = document.environment.phaseSeconds["steady"] ?? 0
            for cell in document.cells where cell.arm == push && !cell.load.isIdle && cell.load.isConstant {
                guard let other = document.cells.first(where: { $0.arm == polling && $0.load == cell.load }),
                    seconds > 0
                else { continue }
                let left: [Int: Double] = byBlock(other, value)
                let right: [Int: Double] = byBlock(cell, value)
                let events: [Double] = cell.trials.filter(\.counts).compactMap {
                    $0.figures.events.map(Double.init)
                }
                let shared: [Int] = left.keys.filter { right[$0] != nil }.sorted()
                guard !shared.isEmpty, !events.isEmpty else { continue }
                let rate: Double = Moments(events).mean / seconds
                let means: [Double] = [left, right].map { side in
                    Moments(shared.compactMap { side[$0] }).mean
                }
                curve.append((rate, means[0], means[1]))
                for block in shared {
                    if let one = left[block], let two = right[block] {
                        blocks[block, default: []].append((rate, one, two))
                    }
                }
            }
        }
        guard curve.count >= 2 else { return nil }
        return BreakEven(curve: curve, blocks: blocks.sorted { $0.key < $1.key }.map(\.value))
    }

    private static func byBlock(_ cell: Cell, _ value: (Figures) -> Double?) -> [Int: Double] {
        cell.trials.filter(\.counts).reduce(into: [:]) { $0[$1.block] = value($1.figures) }
    }

    private static func explanation(
        _ even: BreakEven, cost: String, _ polling: String, _ push: String, test: String
    ) -> ClaimExplanation? {
        var values: [String: Double] = [
            "blocks": Double(even.blocks), "crossed": Double(even.crossed), "rates": Double(even.rates),
            "isTraffic": cost == "traffic" ? 1 : 0,
        ]
        let sentence: String
        switch even.point.place {
        case .crossing(let rate, _, let between):
            values["eventsPerSecond"] = rate
            values["betweenLow"] = between.lowerBound
            values["betweenHigh"] = between.upperBound
            var sure: String =
                "between the measured \(text(between.lowerBound)) and \(text(between.upperBound))"
            if let interval = even.confidence95 {
                values["low95"] = interval.lowerBound
                values["high95"] = interval.upperBound
                sure =
                    "95 % interval \(text(interval.lowerBound)) to \(text(interval.upperBound)) over "
                    + "\(even.blocks) blocks, \(sure)"
            } else {
                sure += ", where the curves of \(even.crossed) of \(even.blocks) blocks cross"
            }
            sentence =
                "\(push) costs as much \(cost) as \(polling) at \(text(rate)) events a second (\(sure), of "
                + "\(even.rates) rates)"
        case .outside(let isLess, let measured):
            values["measuredLow"] = measured.lowerBound
            values["measuredHigh"] = measured.upperBound
            sentence =
                "\(push) costs \(isLess ? "less" : "more") \(cost) than \(polling) at every rate measured, "
                + "\(text(measured.lowerBound)) to \(text(measured.upperBound)) events a second"
        case .unknown: return nil
        }
        return ClaimExplanation(kind: "breakEven", test: test, text: sentence, values: values)
    }
}
