import Foundation
import Results

/// Where two arms' curves cross, and how sure that is.
struct RateCrossing: Sendable {
    let pair: ArmPair
    let point: BreakEvenPoint
    /// Blocks in which both arms have counted trials at every load.
    let blocks: Int
    /// Of these, the ones whose own curves cross within the measured rates.
    let crossed: Int
    /// 95 % interval of the rate: Student's t on the logarithms of the rates at which the blocks' own curves
    /// cross. Nil below three blocks, and where the curves of one do not cross: the interval would leave out
    /// what speaks against a crossing.
    let interval: ClosedRange<Double>?

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
        point = BreakEvenPoint(loads.map { ($0.rate, $0.left.value, $0.right.value) })
        var ofBlocks: [Int: [(rate: Double, baseline: Double, candidate: Double)]] = [:]
        for load in loads {
            let right: [Int: Double] = Self.byBlock(load.right.cell, value)
            for (block, left) in Self.byBlock(load.left.cell, value) {
                if let right = right[block] { ofBlocks[block, default: []].append((load.rate, left, right)) }
            }
        }
        let whole = ofBlocks.filter { $0.value.count == loads.count }.sorted { $0.key < $1.key }.map(\.value)
        let rates: [Double] = whole.compactMap { points in
            guard case .crossing(let rate, _, _) = BreakEvenPoint(points).place else { return nil }
            return log(rate)
        }
        blocks = whole.count
        crossed = rates.count
        let spread: TrialSpread? = crossed == blocks ? TrialSpread(rates) : nil
        interval = spread?.interval.map { exp($0.lowerBound)...exp($0.upperBound) }
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
