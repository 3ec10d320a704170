import Results
import Scenarios

/// What a cell says about a figure that a threshold asks for.
enum ThresholdReading: Equatable {
    case value(Double)
    /// Larger than every limit, since something never arrived; says what.
    case unbounded(String)
    /// Not known; says why.
    case unknown(String)
}

extension ThresholdFigure {
    /// Nil where a cell of its kind has no such figure, whatever happens in it.
    func reading(of cell: Cell) -> ThresholdReading? {
        switch self {
        case .latency(let latency, let statistic):
            guard latency.canExist(in: cell) else { return nil }
            return Self.reading(latency.summary(cell.summary), statistic, of: cell)
        case .scalar(let scalar):
            let figures: Figures = cell.summary
            // Updates that bear no sequence cannot be held to what only that tells.
            let isUnnumbered: Bool = figures.lost != nil && figures.duplicated == nil
            if isUnnumbered, scalar == .duplicated || scalar == .reordered { return nil }
            guard let value = scalar.value(figures) else {
                if scalar.isRecovery, let missing = figures.faults?.neverBack, missing > 0 {
                    return .unbounded("\(missing) clients were not back when their trial ended")
                }
                return scalar.needsTasks && cell.load.isIdle ? nil : .unknown(scalar.absence(in: figures))
            }
            return .value(value)
        case .errors: return value(figures: cell.summary).map { .value($0) }
        }
    }

    /// Of one trial, or of a cell's summary; nil where it is not known.
    func value(figures: Figures) -> Double? {
        switch self {
        case .latency(let latency, let statistic): latency.summary(figures).flatMap(statistic.value)
        case .scalar(let scalar): scalar.value(figures)
        case .errors(nil): Double(figures.errors.values.reduce(0, +))
        case .errors(let kind?): Double(figures.errors[kind] ?? 0)
        }
    }

    private static func reading(
        _ summary: LatencySummary?, _ statistic: Statistic, of cell: Cell
    ) -> ThresholdReading {
        guard let summary, summary.count > 0 else { return .unknown("nothing of it was measured") }
        let needed: Int = statistic.fewestEvents
        if summary.events < needed { return .unknown(tooFew(summary.events, needed, statistic, cell)) }
        let isWhole: Bool = summary.infinite == 0 || statistic != .mean && statistic != .max
        if isWhole, let value = statistic.value(summary) { return .value(value) }
        return .unbounded("\(summary.infinite) of \(summary.count) samples never arrived")
    }

    /// How many events there would have to be, and how to get them.
    private static func tooFew(_ events: Int, _ needed: Int, _ statistic: Statistic, _ cell: Cell) -> String {
        let reason: String = "\(statistic.rawValue) needs \(needed) distinct events and there were \(events)"
        let trials: Int = cell.trials.count(where: \.counts)
        guard events > 0, trials > 0 else { return reason }
        let times: Int = (needed + events - 1) / events
        return "\(reason): measure \(times) times as long, with a longer steady state or \(times * trials) "
            + "blocks in place of \(trials), or ask for a lower percentile"
    }
}

extension ThresholdFigure.Latency {
    func summary(_ figures: Figures) -> LatencySummary? {
        switch self {
        case .update: figures.updateLatencyMs
        case .delivery: figures.deliveryLatencyMs
        case .serverDelay: figures.serverDelayMs
        case .pollWait: figures.pollWaitMs
        case .asSeen: figures.asSeenLatencyMs
        case .submitToSeen: figures.submitToSeenMs
        case .responseTime: figures.submissions?.responseMs
        case .serviceTime: figures.submissions?.serviceMs
        }
    }

    /// Where a trial, or a window of one, keeps what it is computed from.
    var histogramKey: String {
        switch self {
        case .update: HistogramKey.updateLatency
        case .delivery: HistogramKey.deliveryLatency
        case .serverDelay: HistogramKey.serverDelay
        case .pollWait: HistogramKey.pollWait
        case .asSeen: HistogramKey.asSeenLatency
        case .submitToSeen: HistogramKey.submitToSeen
        case .responseTime: HistogramKey.submitResponse
        case .serviceTime: HistogramKey.submitService
        }
    }

    fileprivate func canExist(in cell: Cell) -> Bool {
        switch self {
        case .update, .delivery, .asSeen: true
        // Arms have one of the two: nil here is of the arm's kind, not of what happened.
        case .serverDelay: cell.summary.serverDelayMs != nil || cell.summary.pollWaitMs == nil
        case .pollWait: cell.summary.pollWaitMs != nil || cell.summary.serverDelayMs == nil
        case .submitToSeen: cell.summary.submitToSeenMs != nil || !cell.load.isIdle
        case .responseTime, .serviceTime: cell.summary.submissions != nil || !cell.load.isIdle
        }
    }
}

extension ThresholdFigure.Statistic {
    func value(_ summary: LatencySummary) -> Double? {
        switch self {
        case .mean: summary.mean
        case .p50: summary.p50
        case .p90: summary.p90
        case .p99: summary.p99
        case .p999: summary.p999
        case .max: summary.max
        }
    }

    /// Nil for what is no quantile.
    var quantile: Double? {
        switch self {
        case .p50: 0.5
        case .p90: 0.9
        case .p99: 0.99
        case .p999: 0.999
        case .mean, .max: nil
        }
    }

    /// Distinct events without which a run cannot tell it.
    var fewestEvents: Int {
        switch self {
        case .p99: LatencySummary.fewestEventsForP99
        case .p999: LatencySummary.fewestEventsForP999
        case .mean, .p50, .p90, .max: 1
        }
    }
}
