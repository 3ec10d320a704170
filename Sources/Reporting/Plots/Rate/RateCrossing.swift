import Foundation
import Results
import Statistics

/// Where two arms' curves cross, and how sure that is.
struct RateCrossing: Sendable {
    let pair: ArmPair
    private let breakEven: BreakEven

    var point: BreakEvenPoint { breakEven.point }
    /// As in ``BreakEven``.
    var blocks: Int { breakEven.blocks }
    var crossed: Int { breakEven.crossed }
    var interval: ClosedRange<Double>? { breakEven.confidence95 }

    /// - Parameter value: of a trial, that the curves are drawn from.
    init(pair: ArmPair, baseline: RateCurve, candidate: RateCurve, value: (Figures) -> Double?) {
        self.pair = pair
        let loads: [(rate: Double, left: RatePoint, right: RatePoint)] = baseline.points.compactMap { left in
            guard let right = candidate.points.first(where: { $0.cell.load == left.cell.load }) else {
                return nil
            }
            // In a closed model the arms' rates differ; between them lies what both stand for.
            let rate: Double = left.rate == right.rate ? left.rate : (left.rate * right.rate).squareRoot()
            return (rate, left, right)
        }
        var ofBlocks: [Int: [BreakEven.Point]] = [:]
        for load in loads {
            let right: [Int: Double] = Self.byBlock(load.right.cell, value)
            for (block, left) in Self.byBlock(load.left.cell, value) {
                if let right = right[block] { ofBlocks[block, default: []].append((load.rate, left, right)) }
            }
        }
        breakEven = BreakEven(
            curve: loads.map { ($0.rate, $0.left.value, $0.right.value) },
            blocks: ofBlocks.sorted { $0.key < $1.key }.map(\.value))
    }

    private static func byBlock(_ cell: Cell, _ value: (Figures) -> Double?) -> [Int: Double] {
        cell.trials.filter(\.counts).reduce(into: [:]) { $0[$1.block] = value($1.figures) }
    }

    /// `5.90 to 6.50`.
    static func text(_ interval: ClosedRange<Double>) -> String {
        interval.text(.count)
    }
}

extension RateCrossing {
    /// What a caption says of all pairs; those that break even share a sentence.
    ///
    /// - Parameters:
    ///   - cost: what is compared: `wire bytes`.
    ///   - unit: of rates: `events/s`.
    static func sentences(_ all: [RateCrossing], cost: String, unit: String) -> [String] {
        let points: [String] = all.compactMap { $0.phrase(unit: unit, isAlone: false) }
        guard points.count > 1 else { return all.compactMap { $0.sentence(cost: cost, unit: unit) } }
        let others: [RateCrossing] = all.filter { $0.phrase(unit: unit, isAlone: false) == nil }
        let list: String = points.joined(separator: ", ")
        return ["Break-even in \(cost), between neighbouring measured rates: \(list)."]
            + others.compactMap { $0.sentence(cost: cost, unit: unit) }
    }

    /// Nil where nothing can be said.
    func sentence(cost: String, unit: String) -> String? {
        let number: (Double) -> String = PlotQuantity.count.text
        switch point.place {
        case .crossing(_, _, let between):
            guard let phrase = phrase(unit: unit, isAlone: true) else { return nil }
            let more: String =
                point.others == 0
                ? "" : " The curves lie close together: this is the first of \(point.others + 1) crossings."
            return
                "Break-even in \(cost) at \(phrase), between the measured \(number(between.lowerBound)) and "
                + "\(number(between.upperBound)).\(more)"
        case .outside(let isLess, let measured):
            return
                "The break-even point in \(cost) is outside the measured range: \(pair.candidate.name) costs "
                + "\(isLess ? "less" : "more") than \(pair.baseline.name) at every rate measured "
                + "(\(Self.text(measured)) \(unit))."
        case .unknown: return nil
        }
    }

    /// `6.21 events/s (push and polling; 95 % interval 5.90 to 6.50 over 3 blocks)`; nil without a crossing.
    private func phrase(unit: String, isAlone: Bool) -> String? {
        guard case .crossing(let rate, _, _) = point.place else { return nil }
        let sure: String
        if let interval {
            sure =
                interval.ends(.count).map { "95 % interval \($0) over \(blocks) blocks" }
                ?? "all \(blocks) blocks agree"
        } else if crossed < blocks {
            sure = "the curves of \(crossed) of \(blocks) blocks cross"
        } else {
            sure = ""
        }
        let value = "\(PlotQuantity.count.text(rate)) \(unit)"
        let arms: String = isAlone ? "\(pair.candidate.name) and \(pair.baseline.name)" : ""
        let remarks: String = [arms, sure].filter { !$0.isEmpty }.joined(separator: "; ")
        let bracket: String = remarks.isEmpty ? "" : " (\(remarks))"
        return isAlone
            ? "\(value)\(bracket)" : "\(pair.candidate.name) with \(pair.baseline.name) at \(value)\(bracket)"
    }
}
