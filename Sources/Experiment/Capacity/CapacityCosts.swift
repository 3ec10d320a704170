import Results
import Statistics

/// What a client and a message cost, from the trials of a search. Pure.
struct CapacityCosts {
    /// Resident bytes of a server without clients, and of each client.
    struct Memory {
        var base: Double
        var perClient: Double
    }

    private(set) var all: [CapacityCost] = []
    private(set) var memory: Memory?
    /// Wire bytes down of a client and hour.
    private(set) var egress: Double?

    /// - Parameters:
    ///   - edge: fresh trials at the load of the answer.
    ///   - steadySeconds: length of each trial's steady state.
    init(_ report: CapacityReport, edge: [CapacityTrial], steadySeconds: Double) {
        addMemory(report.trials.filter { $0.outcome == .held })
        let held: [CapacityTrial] = edge.isEmpty ? report.trials.filter { $0.outcome == .held } : edge
        let figures: [Figures] = held.compactMap(\.figures)
        /// Of each trial that has the figures it takes.
        func each(_ value: (Figures, _ clients: Double) -> Double?) -> [Double] {
            held.compactMap { trial in trial.figures.flatMap { value($0, Double(max(1, trial.clients))) } }
        }
        /// Microseconds of CPU in a second.
        func cpu(_ figures: Figures) -> Double? { figures.server.cpuPercent.map { $0 * 1e4 } }
        func events(_ figures: Figures) -> Double? {
            guard let events = figures.events, events > 0, steadySeconds > 0 else { return nil }
            return Double(events) / steadySeconds
        }
        let place: String = edge.isEmpty ? "trials that held" : "trials at the edge"
        add("server CPU", "%", figures.compactMap(\.server.cpuPercent), place)
        add("CPU per client", "us/s", each { figures, clients in cpu(figures).map { $0 / clients } }, place)
        add(
            "CPU per client and event", "us",
            each { figures, clients in
                cpu(figures).flatMap { cpu in events(figures).map { cpu / clients / $0 } }
            }, place)
        add("CPU per message", "us", figures.compactMap(\.server.cpuMicrosecondsPerMessage), place)
        let down: [Double] = figures.map(Self.egress)
        egress = down.isEmpty ? nil : Moments(down).mean
        add("egress per client", "bytes/client/h", down, place)
        add(
            "egress per client and event", "bytes",
            each { figures, _ in
                events(figures).map { figures.traffic.wireBytesPerClientHour.down / 3_600 / $0 }
            }, place)
    }

    /// Down the wire, and half of the heartbeats, which go both ways.
    private static func egress(_ figures: Figures) -> Double {
        figures.traffic.wireBytesPerClientHour.down + figures.traffic.heartbeatBytesPerClientHour / 2
    }

    private mutating func add(_ title: String, _ unit: String, _ values: [Double], _ place: String) {
        guard !values.isEmpty else { return }
        let found = MeanInterval(values)
        all.append(
            CapacityCost(
                title: title, unit: unit,
                estimate: CapacityEstimate(
                    found.mean, lower: found.confidence95?.lowerBound, upper: found.confidence95?.upperBound),
                source: "mean of \(values.count) \(place)"))
    }

    /// The slope of resident memory over three client counts and more.
    private mutating func addMemory(_ trials: [CapacityTrial]) {
        let points: [(clients: Double, bytes: Double)] = trials.compactMap { trial in
            trial.figures?.server.residentBytes.map { (Double(trial.clients), $0) }
        }
        let counts: Int = Set(points.map(\.clients)).count
        guard counts >= 3,
            let fit = LeastSquares(rows: points.map { [1, $0.clients] }, values: points.map(\.bytes))
        else { return }
        let source: String = "resident memory over \(counts) client counts"
        for (place, title) in ["memory per client", "memory without clients"].enumerated() {
            let interval: ClosedRange<Double>? = fit.interval95(1 - place)
            all.append(
                CapacityCost(
                    title: title, unit: "bytes",
                    estimate: CapacityEstimate(
                        fit.coefficients[1 - place], lower: interval?.lowerBound, upper: interval?.upperBound),
                    source: source))
        }
        memory = Memory(base: max(0, fit.coefficients[0]), perClient: max(0, fit.coefficients[1]))
    }
}
