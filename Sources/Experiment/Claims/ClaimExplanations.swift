import Foundation
import Results
import Statistics

/// What explains verdicts, from the tests' own trials: how much of push's latency the server's windows are, and from
/// which rate of events on push costs as much as polling.
package enum ClaimExplanations {
    /// - Parameter documents: of the tests, in their order.
    package static func all(_ documents: [(test: String, document: ResultsDocument)]) -> [ClaimExplanation] {
        documents.flatMap { batchDelays($0.document, test: $0.test) + breakEvens($0.document, test: $0.test) }
    }

    // MARK: Batch windows

    private static func batchDelays(_ document: ResultsDocument, test: String) -> [ClaimExplanation] {
        document.cells.compactMap { cell in
            guard cell.transport == "websocket", let update = cell.summary.updateLatencyMs.mean, update > 0,
                let delay = cell.summary.serverDelayMs?.mean
            else { return nil }
            let name = "\(cell.arm)@\(cell.load.name)"
            let share: Double = delay / update
            var values: [String: Double] = [
                "updateLatencyMs": update, "serverDelayMs": delay, "share": share,
            ]
            var sentence =
                "\(name): of a mean update latency of \(text(update)) ms the server held updates back for "
                + "\(text(delay)) ms in its batch windows (\(Int((100 * share).rounded())) %)"
            let forms: [Prediction] = document.predictions.filter {
                $0.cell == name && $0.quantity.hasPrefix(prefix)
            }
            for type in types(forms) {
                let own: [Prediction] = forms.filter { $0.quantity == prefix + type }
                guard let first = own.first else { continue }
                values["\(type).measuredMs"] = first.measured
                sentence += "; \(type) \(text(first.measured)) ms"
                // The replay of every event is held to the measurement; the closed form wants Poisson arrivals.
                if let replay = own.first(where: \.checked) {
                    values["\(type).replayedMs"] = replay.predicted
                    sentence += ", its events replayed through the window \(text(replay.predicted)) ms"
                }
                if let form = own.first(where: { !$0.checked }) {
                    values["\(type).predictedMs"] = form.predicted
                    sentence += ", by the closed form \(text(form.predicted)) ms"
                }
            }
            return ClaimExplanation(kind: "batchDelay", test: test, text: sentence, values: values)
        }
    }

    private static let prefix = "serverDelay.mean of "

    /// Event types of closed forms, each once, in their order.
    private static func types(_ forms: [Prediction]) -> [String] {
        forms.map { String($0.quantity.dropFirst(prefix.count)) }.reduce(into: []) {
            if !$0.contains($1) { $0.append($1) }
        }
    }

    // MARK: Break-even

    /// Of the push and polling arms of a test that was run at several rates.
    private static func breakEvens(_ document: ResultsDocument, test: String) -> [ClaimExplanation] {
        guard let push = document.cells.first(where: { $0.transport == "websocket" })?.arm,
            let polling = document.cells.first(where: { $0.transport == "interval-polling" })?.arm
        else { return [] }
        let costs: [(name: String, value: (Figures) -> Double?)] = [
            ("traffic", { $0.traffic.wireTotalWithHeartbeats }), ("server CPU", { $0.server.cpuPercent }),
        ]
        return costs.compactMap { cost in
            breakEven(document, polling, push, cost.value).flatMap { even in
                explanation(even, cost: cost.name, polling, push, test: test)
            }
        }
    }

    /// Over the event rates of the swarm's log; nil below two rates that both arms were measured at.
    static func breakEven(
        _ document: ResultsDocument, _ polling: String, _ push: String, _ value: (Figures) -> Double?
    ) -> BreakEven? {
        let seconds: Double = document.environment.phaseSeconds["steady"] ?? 0
        var curve: [BreakEven.Point] = []
        var blocks: [Int: [BreakEven.Point]] = [:]
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
            curve.append(
                (
                    rate, Moments(shared.compactMap { left[$0] }).mean,
                    Moments(shared.compactMap { right[$0] }).mean
                ))
            for block in shared {
                if let baseline = left[block], let candidate = right[block] {
                    blocks[block, default: []].append((rate, baseline, candidate))
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
        var values: [String: Double] = ["blocks": Double(even.blocks), "crossed": Double(even.crossed)]
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
            }
            sentence =
                "\(push) costs as much \(cost) as \(polling) at \(text(rate)) events a second (\(sure))"
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

    /// Three digits.
    private static func text(_ value: Double) -> String {
        let rounded: Double = Double(String(format: "%.3g", value)) ?? value
        return LoadLabel.text(rounded)
    }
}
