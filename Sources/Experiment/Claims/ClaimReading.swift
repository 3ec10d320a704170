import Results
import Scenarios
import Statistics

/// The trial values of a stated quantity, and what they say of it.
struct ClaimReading: Sendable {
    /// Of the trials that count; of two arms the changes within blocks. Infinite where something never arrived.
    let values: [Double]
    let stated: StatedReading
    /// What is near zero on one side, where the change is bounded by it and no more; nil elsewhere.
    private(set) var bounded: String?

    /// - Parameters:
    ///   - cells: the arm's, behind its baseline's if there is one.
    ///   - environment: says how long the steady state was.
    /// - Throws: why there is nothing to judge by.
    init(_ statement: ClaimStatement, cells: [Cell], _ environment: Environment) throws(ClaimAbsence) {
        let value = StatedValue(statement)
        guard let cell = cells.last else { throw ClaimAbsence("its trials were not run") }
        if case .residentGrowth = statement.quantity {
            (values, stated) = try Self.growth(cell, value)
            return
        }
        var sides: [[Int: Double]] = []
        for cell in cells { sides.append(try Self.byBlock(statement.quantity, cell, environment)) }
        guard sides.count == 2 else {
            values = sides[0].sorted { $0.key < $1.key }.map(\.value)
            stated = StatedReading(values, value)
            return
        }
        let pairs: [(baseline: Double, candidate: Double)] = sides[0].sorted { $0.key < $1.key }.compactMap {
            block, baseline in sides[1][block].map { (baseline, $0) }
        }
        let least: Double = Self.nearZero(statement.quantity)
        let floor: String = "\(LoadLabel.text(least)) \(statement.quantity.unit)"
        let small: [Cell] = [
            pairs.contains { $0.baseline < least }, pairs.contains { $0.candidate < least },
        ].enumerated().compactMap { $0.element ? cells[$0.offset] : nil }
        guard small.count < 2 else {
            throw ClaimAbsence(
                "both have trials with less than \(floor), and a change between what is near zero means nothing"
            )
        }
        let (baseline, candidate): ([Double], [Double]) = (pairs.map(\.baseline), pairs.map(\.candidate))
        if let small = small.first {
            // Zero on one side, where a change from it has no number.
            values = pairs.map { $0.candidate / $0.baseline - 1 }
            stated = StatedReading(baseline: baseline, candidate: candidate, knownFrom: least, value)
            bounded =
                "\(small.arm) has less than \(floor), so near zero that it may be anything from 0 to that"
            return
        }
        values = pairs.map { pair in
            pair.baseline.isFinite && pair.candidate.isFinite
                ? pair.candidate / pair.baseline - 1 : .infinity
        }
        stated = StatedReading(baseline: baseline, candidate: candidate, value)
    }

    private static func nearZero(_ quantity: ClaimQuantity) -> Double {
        if case .figure(.scalar(let scalar)) = quantity { scalar.nearZero } else { 0 }
    }

    /// One value a block: every arm runs once in a block at every load.
    private static func byBlock(
        _ quantity: ClaimQuantity, _ cell: Cell, _ environment: Environment
    ) throws(ClaimAbsence) -> [Int: Double] {
        var values: [Int: Double] = [:]
        for trial in cell.trials where trial.counts {
            values[trial.block] = try Self.value(quantity, trial.figures, environment)
        }
        guard !values.isEmpty else { throw ClaimAbsence("no trial of it came to its end") }
        return values
    }

    /// Of one trial.
    static func value(
        _ quantity: ClaimQuantity, _ figures: Figures, _ environment: Environment
    ) throws(ClaimAbsence) -> Double {
        switch quantity {
        case .figure(.latency(let latency, let statistic)):
            guard let summary = latency.summary(figures), summary.count > 0 else {
                throw ClaimAbsence("nothing of it was measured")
            }
            // Before all else: of too few events, losses do not say where a percentile is.
            guard summary.events >= statistic.fewestEvents else {
                throw ClaimAbsence(
                    "a trial has too few events for its \(statistic.rawValue): \(summary.events) distinct ones"
                )
            }
            if let value = statistic.value(summary) {
                // A mean leaves out what never arrived.
                return summary.infinite > 0 && statistic.quantile == nil ? .infinity : value
            }
            if summary.infinite > 0 { return .infinity }
            throw ClaimAbsence("a trial has no \(quantity)")
        case .figure(let figure):
            guard let value = figure.value(figures: figures) else {
                throw ClaimAbsence("a trial has no \(quantity): it was not measured, or cannot be known")
            }
            return value
        case .eventsPerSecond:
            guard let events = figures.events, let seconds = environment.phaseSeconds["steady"],
                seconds > 0
            else { throw ClaimAbsence("the server's log does not tell how many events there were") }
            return Double(events) / seconds
        case .residentGrowth: throw ClaimAbsence("growth is read within a trial")
        case .clients: throw ClaimAbsence("clients are told by several tests")
        }
    }

    /// Linux counts resident pages in parts that threads or CPUs add to the whole up to 64 at a time: a reading can be
    /// off by so much, 256 KiB.
    static let residentResolution: Double = 64 * 4_096

    /// Of one trial from its readings; of three and more from their slopes.
    private static func growth(
        _ cell: Cell, _ stated: StatedValue
    ) throws(ClaimAbsence) -> ([Double], StatedReading) {
        var slopes: [Growth] = []
        for trial in cell.trials where trial.counts {
            // The last slice of a phase takes what is left over, and is of another length.
            let steady = (trial.series?.slices ?? []).filter { $0.phase == "steady" }.dropLast()
            let readings: [Double] = steady.compactMap(\.residentBytes)
            guard let series = trial.series, readings.count == steady.count,
                let growth = Growth(
                    readings, spacing: series.sliceSeconds, resolution: residentResolution)
            else {
                throw ClaimAbsence(
                    "a trial has \(readings.count) readings of memory over its steady state, and growth takes "
                        + "\(Growth.fewestReadings)")
            }
            slopes.append(growth)
        }
        guard let first = slopes.first else { throw ClaimAbsence("no trial of it came to its end") }
        let day: Double = 86_400
        let values: [Double] = slopes.map { $0.perSecond * day }
        guard slopes.count == 1 else { return (values, StatedReading(values, stated)) }
        let interval: ClosedRange<Double> =
            (first.confidence95.lowerBound * day)...(first.confidence95.upperBound * day)
        return (values, StatedReading(values[0], interval, stated))
    }
}

extension StatedValue {
    /// The margin is a part of the stated value; of two arms, of the stated ratio.
    init(_ statement: ClaimStatement) {
        let sense: Sense =
            switch statement.relation {
            case .about: .about(better: statement.better.map { $0 == .lower ? .lower : .higher })
            case .atMost: .atMost
            case .atLeast: .atLeast
            case .always: .always
            }
        let whole: Double = statement.baseline == nil ? statement.value.magnitude : 1 + statement.value
        // A limit is a limit: what lies beyond it by less than a margin lies beyond it.
        let margin: Double = statement.relation == .about ? statement.margin * whole : 0
        self.init(statement.value, sense, margin: margin)
    }
}
