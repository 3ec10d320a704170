import Results

/// Where every cell stands on the axis that all plots against the event rate share.
struct EventRates: Sendable {
    enum Unit: Sendable, Equatable {
        /// Log entries of the swarm.
        case events
        /// Where the events of some cell are not known (the server's log was missing).
        case tasks

        var axisTitle: String {
            switch self {
            case .events: "events a second (entries of the swarm's log)"
            case .tasks: "tasks a second"
            }
        }

        var noun: String { self == .events ? "events/s" : "tasks/s" }
    }

    let unit: Unit
    private let rates: [String: Double]

    init(_ facts: PlotFacts) {
        let byEvents: [String: Double] = Self.events(facts)
        let measured: [Cell] = facts.document.cells.filter { $0.trials.contains(where: \.counts) }
        let areKnown: Bool = !measured.isEmpty && measured.allSatisfy { byEvents[Self.key($0)] != nil }
        unit = areKnown ? .events : .tasks
        rates = areKnown ? byEvents : Self.tasks(facts)
    }

    /// A second; nil for a cell whose rate nobody knows.
    func rate(of cell: Cell) -> Double? { rates[Self.key(cell)] }

    private static func key(_ cell: Cell) -> String { "\(cell.arm)@\(cell.load.name)" }

    /// The arms of an open load replay the same arrivals, so they share one rate; in a closed model each has
    /// its own.
    private static func events(_ facts: PlotFacts) -> [String: Double] {
        var rates: [String: Double] = [:]
        for load in facts.loads {
            let cells: [Cell] = facts.report.cells(at: load)
            let own: [Double?] = cells.map { events(of: $0, facts.document) }
            guard load.closed == nil else {
                for (cell, rate) in zip(cells, own) { rates[key(cell)] = rate }
                continue
            }
            // What a push arm was sent tells events by the clock apart, which a short window sees too many or
            // too few of.
            let best: [Double] = cells.compactMap { scheduled($0) }
            guard let shared = TrialSpread(best.isEmpty ? own.compactMap(\.self) : best)?.mean else {
                continue
            }
            for cell in cells { rates[key(cell)] = shared }
        }
        return rates
    }

    private static func events(of cell: Cell, _ document: ResultsDocument) -> Double? {
        if let rate = scheduled(cell) { return rate }
        let trials = Double(cell.trials.count(where: \.counts))
        guard let events = cell.summary.events, let steady = document.environment.phaseSeconds["steady"],
            steady > 0, trials > 0
        else { return nil }
        let rate: Double = Double(events) / (steady * trials)
        return rate.isFinite ? rate : nil
    }

    private static func scheduled(_ cell: Cell) -> Double? {
        guard let types = cell.summary.eventTraffic?.values, !types.isEmpty else { return nil }
        let rate: Double = types.reduce(0) { $0 + $1.rate }
        return rate.isFinite && rate >= 0 ? rate : nil
    }

    private static func tasks(_ facts: PlotFacts) -> [String: Double] {
        var rates: [String: Double] = [:]
        for cell in facts.document.cells {
            let rate: Double? = cell.load.tasksPerSecond ?? cell.summary.submissions?.acceptedPerSecond
            if let rate, rate.isFinite, rate >= 0 { rates[key(cell)] = rate }
        }
        return rates
    }
}
