import Results
import Scenarios
import Statistics

extension ThresholdEvaluation {
    /// Both operands at every load point they name; one that the one leaves out is the other's.
    func pairs(_ expression: ThresholdExpression) -> [Candidate] {
        guard let combination = expression.combination else { return [] }
        var left: ThresholdOperand = expression.left
        let right: ThresholdOperand = combination.operand
        left.load = left.load ?? right.load
        let rightCells: [Cell] = matching(right)
        return matching(left).compactMap { cell in
            guard let other = rightCells.first(where: { right.load != nil || $0.load == cell.load }) else {
                return nil
            }
            return candidate(combination, (left.figure, cell), (right.figure, other))
        }
    }

    private typealias Side = (figure: ThresholdFigure, cell: Cell)

    private func candidate(
        _ combination: ThresholdExpression.Combination, _ left: Side, _ right: Side
    ) -> Candidate? {
        guard let one = left.figure.reading(of: left.cell), let other = right.figure.reading(of: right.cell)
        else { return nil }
        var isRatio: Bool = false
        if case .ratio = combination { isRatio = true }
        let label: String = "\(left.cell.label) \(isRatio ? "/" : "-") \(right.cell.label)"
        func unknown(_ reason: String) -> Candidate { Candidate(cell: label, reading: .unknown(reason)) }
        if let reason = left.cell.unmeasured ?? right.cell.unmeasured { return unknown(reason) }
        switch (one, other) {
        case (.unknown(let reason), _): return unknown("\(left.cell.label): \(reason)")
        case (_, .unknown(let reason)): return unknown("\(right.cell.label): \(reason)")
        case (_, .unbounded(let reason)): return unknown("\(right.cell.label): \(reason)")
        case (.unbounded(let reason), .value):
            return Candidate(cell: label, reading: .unbounded("\(left.cell.label): \(reason)"))
        case (.value(let value), .value(let base)):
            if let reason = Self.withheld([left, right], isRatio: isRatio) { return unknown(reason) }
            if let paired = Self.paired(left, right, isRatio: isRatio, label: label) { return paired }
            guard isRatio else {
                return Candidate(
                    cell: label, reading: .value(value - base), note: Self.unpaired(left, right))
            }
            guard base != 0 else {
                return unknown("\(right.cell.label): `\(right.figure)` is 0, and divides")
            }
            return Candidate(cell: label, reading: .value(value / base), note: Self.unpaired(left, right))
        }
    }

    /// Why two figures are not compared although both are known; by the rules of the report's comparisons.
    private static func withheld(_ sides: [Side], isRatio: Bool) -> String? {
        for side in sides {
            switch side.figure {
            case .latency(let latency, _):
                let events: Int = latency.summary(side.cell.summary)?.events ?? 0
                guard events < ArmComparison.fewestEvents else { continue }
                return "\(side.cell.label): a comparison needs \(ArmComparison.fewestEvents) distinct events "
                    + "and there were \(events)"
            case .scalar(let scalar) where isRatio && !side.figure.isTotal:
                let values = ArmComparison.valuesByBlock(side.cell) { scalar.value($0) }.values
                guard values.contains(where: { $0 < scalar.nearZero }) else { continue }
                return "\(side.cell.label): `\(side.figure)` is near zero, where a ratio means nothing; "
                    + "compare by a difference ( - )"
            case .scalar, .errors: continue
            }
        }
        return nil
    }

    /// From pairs of trials within blocks. Nil for counts, which add up over all trials, and where no block
    /// has a value of both.
    private static func paired(_ left: Side, _ right: Side, isRatio: Bool, label: String) -> Candidate? {
        guard !left.figure.isTotal else { return nil }
        let one: [Int: Double] = ArmComparison.valuesByBlock(left.cell) { left.figure.value(figures: $0) }
        let other: [Int: Double] = ArmComparison.valuesByBlock(right.cell) { right.figure.value(figures: $0) }
        let blocks: [Int] = one.keys.filter { other[$0] != nil }.sorted()
        let values: [Double] = blocks.compactMap { one[$0] }
        let bases: [Double] = blocks.compactMap { other[$0] }
        let omitted: Set<Int> = left.cell.countedBlocks.intersection(right.cell.countedBlocks)
            .subtracting(blocks)
        // A percentile that lies among what never arrived is no missing value, but the worst there is: the
        // pooled values count it, and pairs would leave it out.
        let isLossy: Bool = [left, right].contains { $0.figure.isUnbounded(in: $0.cell, blocks: omitted) }
        guard !isLossy else { return nil }
        let estimate: Double
        let interval: ClosedRange<Double>?
        if isRatio {
            guard let ratio = PairedRatio(baseline: bases, candidate: values) else { return nil }
            (estimate, interval) = (ratio.estimate, ratio.confidence95)
        } else {
            guard let difference = PairedDifference(baseline: bases, candidate: values, seed: nil) else {
                return nil
            }
            (estimate, interval) = (difference.estimate, difference.confidence95)
        }
        return Candidate(
            cell: label, reading: .value(estimate),
            confidence95: interval.map { [$0.lowerBound, $0.upperBound] }, note: note(omitting: omitted))
    }

    private static func note(omitting blocks: Set<Int>) -> String? {
        guard !blocks.isEmpty else { return nil }
        let numbers: String = blocks.sorted().map { String($0 + 1) }.joined(separator: ", ")
        return "without block\(blocks.count == 1 ? "" : "s") \(numbers), where an arm has no value"
    }

    private static func unpaired(_ left: Side, _ right: Side) -> String? {
        guard !left.figure.isTotal else { return nil }
        let isPaired: Bool = left.cell.trials.contains { trial in
            trial.counts && left.figure.value(figures: trial.figures) != nil
        }
        return isPaired
            ? "of the pooled values: not every trial has one"
            : "of the pooled values: no single trial has both"
    }
}

extension Cell {
    fileprivate var countedBlocks: Set<Int> { Set(trials.filter(\.counts).map(\.block)) }
}

extension ThresholdFigure {
    /// Whether a counted trial of these blocks has no value because too much never arrived.
    fileprivate func isUnbounded(in cell: Cell, blocks: Set<Int>) -> Bool {
        guard case .latency(let latency, _) = self else { return false }
        return cell.trials.contains { trial in
            trial.counts && blocks.contains(trial.block) && value(figures: trial.figures) == nil
                && (latency.summary(trial.figures)?.infinite ?? 0) > 0
        }
    }
}
