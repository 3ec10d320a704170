import Results
import Scenarios

/// Holds thresholds against the cells of a run. Pure.
struct ThresholdEvaluation {
    let cells: [Cell]

    /// What one cell, or two that are compared, say about a threshold.
    struct Candidate {
        /// `push@10`, or `push@10 / polling@10`.
        var cell: String
        var reading: ThresholdReading
        var confidence95: [Double]?
        var note: String?
    }

    func result(_ expression: ThresholdExpression) -> ThresholdResult {
        if let window = expression.window { return windows(expression, of: window) }
        let candidates: [Candidate] =
            expression.combination == nil ? single(expression) : pairs(expression)
        return decide(expression, candidates)
    }

    /// The cells that the operand names and that can have its figure.
    private func single(_ expression: ThresholdExpression) -> [Candidate] {
        let figure: ThresholdFigure = expression.left.figure
        return matching(expression.left).compactMap { cell in
            guard let reading = figure.reading(of: cell) else { return nil }
            guard !cell.isMeasured else { return Candidate(cell: cell.label, reading: reading) }
            // What trials that were cut short have counted too many of, more of them would not bring back.
            if case .value(let value) = reading, figure.isTotal, expression.cannotHold(from: value) {
                return Candidate(cell: cell.label, reading: reading)
            }
            return Candidate(cell: cell.label, reading: .unknown(Self.unmeasured))
        }
    }

    /// Why a cell is held to nothing whose summary is empty, or of trials that were cut short.
    static let unmeasured: String = "no trial of it was completed"

    func matching(_ operand: ThresholdOperand) -> [Cell] {
        cells.filter { operand.names(arm: $0.arm, load: $0.load.name) }
    }

    /// A violation anywhere decides; without one, what is not known does; or else all held.
    private func decide(_ expression: ThresholdExpression, _ candidates: [Candidate]) -> ThresholdResult {
        let comparison: ThresholdComparison = expression.comparison
        let limit: Double = expression.limitValue
        var result = ThresholdResult(
            expression: expression.description, value: nil, passed: false, limit: limit,
            unit: expression.dimension.unit)
        func badness(_ candidate: Candidate) -> Double {
            guard case .value(let value) = candidate.reading else { return .infinity }
            return comparison.badness(value, limit)
        }
        func holds(_ candidate: Candidate) -> Bool? {
            switch candidate.reading {
            case .value(let value): comparison.holds(value, limit)
            case .unbounded: comparison.holds(.infinity, limit)
            case .unknown: nil
            }
        }
        let known: [Candidate] = candidates.filter { holds($0) != nil }
        let failed: [Candidate] = known.filter { holds($0) == false }
        let open: Candidate? = candidates.first { holds($0) == nil }
        if failed.isEmpty, let open {
            result.cell = open.cell
            if case .unknown(let reason) = open.reading { result.undecided = reason }
            return result
        }
        let worst: Candidate? = (failed.isEmpty ? known : failed).max { badness($0) < badness($1) }
        guard let worst else {
            result.undecided = "no trial that could tell was completed"
            return result
        }
        result.passed = failed.isEmpty
        result.cell = worst.cell
        result.confidence95 = worst.confidence95
        result.note = worst.note
        switch worst.reading {
        case .value(let value): result.value = value
        case .unbounded(let reason), .unknown(let reason): result.note = reason
        }
        return result
    }
}

extension Cell {
    /// A trial of it counts, so that its summary is a measurement.
    fileprivate var isMeasured: Bool { trials.contains(where: \.counts) }

    /// Why it cannot be compared with another; nil when it can.
    var unmeasured: String? { isMeasured ? nil : "\(label): \(ThresholdEvaluation.unmeasured)" }
}

extension ThresholdOperand {
    /// Whether it speaks of an arm at a load point.
    func names(arm: String, load: String) -> Bool {
        (self.arm == nil || self.arm == arm) && (self.load == nil || self.load == load)
    }
}
