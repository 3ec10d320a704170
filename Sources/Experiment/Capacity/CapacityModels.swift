import Results
import Scenarios
import Statistics

/// The models fitted to a search's trials: the fan-out below saturation, the Universal Scalability Law at it. Pure.
struct CapacityModels {
    private(set) var fanOut: FanOutRecord?
    private(set) var scalability: ScalabilityRecord?
    /// Why a model is missing.
    private(set) var notes: [String] = []

    /// A server is saturated that delivers less than this share of what clients are sent where everything holds.
    static let saturatedGoodput: Double = 0.95
    /// Where that is not known, one whose CPUs are taken to this share. It would do as well to know whether they are
    /// busy, and not whether they are behind: a server that sends several messages at once may be at 97 % and get
    /// everything out.
    static let saturatedCPU: Double = 0.95

    /// - Parameter eventLoops: threads of the server that send.
    init(_ report: CapacityReport, objective: [ThresholdExpression], eventLoops: Int) {
        let usable: [CapacityTrial] = report.trials.filter { $0.outcome == .held || $0.outcome == .failed }
        guard report.transport == "websocket" || report.transport == "long-polling" else {
            notes.append("clients that poll are no fan-out: no model is fitted")
            return
        }
        let saturated: [CapacityTrial] = Self.saturated(report, eventLoops: eventLoops)
        let places = Set(saturated.map(\.position))
        let below: [CapacityTrial] = usable.filter { !places.contains($0.position) }
        let sending = CapacityFanOut(below, report, objective: objective, loops: max(1, eventLoops))
        fanOut = sending.record
        notes += [sending.note].compactMap(\.self)
        guard report.axis == .clients else {
            notes.append("the Universal Scalability Law is fitted along clients only")
            return
        }
        scalability = scalability(saturated)
        if scalability == nil {
            let loads: Int = Set(saturated.filter { $0.figures != nil }.map(\.clients)).count
            notes.append(
                "the Universal Scalability Law takes \(ScalabilityFit.fewestPoints) loads at which the server is "
                    + "saturated, and there were \(loads): below saturation goodput only repeats the offered load"
                    + (Self.limit(report).map { "; at \($0) clients the generator was at its limit" } ?? ""))
        }
    }

    /// Messages a second a client where everything holds; known along clients only, since a higher rate makes others.
    private static func reference(_ report: CapacityReport) -> Double? {
        guard report.axis == .clients else { return nil }
        let rates: [Double] = report.trials.filter { $0.outcome == .held }
            .compactMap(\.figures?.messagesPerClientSecond).sorted()
        return rates.isEmpty ? nil : rates[rates.count / 2]
    }

    /// The trials in which the server, and not the load, decided how much arrived. None that held: few arrivals are
    /// chance there.
    static func saturated(_ report: CapacityReport, eventLoops: Int) -> [CapacityTrial] {
        let reference: Double? = reference(report)
        return report.trials.filter { trial in
            guard trial.outcome == .failed else { return false }
            guard let figures = trial.figures else { return true }
            if let reference, let rate = figures.messagesPerClientSecond {
                return rate < saturatedGoodput * reference
            }
            guard let cpu = figures.server.cpuPercent else { return false }
            return cpu >= 100 * saturatedCPU * Double(max(1, eventLoops))
        }
    }

    /// Where the generator ended the way beyond the edge; nil where it did not.
    private static func limit(_ report: CapacityReport) -> Int? {
        report.trials.last { $0.purpose == .saturation && $0.outcome == .untold }?.clients
    }

    /// What held-out fits say of each point, in the points' order.
    static func outside<Point: Equatable>(
        _ points: [Point], _ found: [(point: Point, predicted: Double)]
    ) -> [Double?] {
        points.map { point in found.first { $0.point == point }?.predicted }
    }

    private func scalability(_ trials: [CapacityTrial]) -> ScalabilityRecord? {
        let rate: Double = trials.first?.tasksPerSecond ?? 0
        let points: [ScalabilityFit.Point] = trials.compactMap { trial in
            trial.figures?.messagesPerClientSecond.map {
                ScalabilityFit.Point(load: Double(trial.clients), goodput: $0 * Double(trial.clients))
            }
        }
        guard let fit = ScalabilityFit(points) else { return nil }
        let outside: [Double?] = Self.outside(fit.points, fit.heldOut.map { ($0.point, $0.predicted) })
        return ScalabilityRecord(
            formula: ScalabilityLaw.formula,
            lambda: Self.estimate(fit.law.lambda, fit.lambda.lower, fit.lambda.upper),
            sigma: Self.estimate(fit.law.sigma, fit.sigma.lower, fit.sigma.upper),
            kappa: Self.estimate(fit.law.kappa, fit.kappa.lower, fit.kappa.upper),
            peakClients: fit.mayNeverFall ? nil : fit.law.peakLoad,
            largestGoodput: fit.mayNeverFall ? nil : fit.law.largestThroughput,
            forecastLimit: fit.forecastLimit,
            residuals: fit.points.enumerated().map { index, point in
                CapacityResidual(
                    clients: point.load, tasksPerSecond: rate, measured: point.goodput,
                    fitted: fit.law.throughput(point.load), heldOut: outside[index])
            })
    }

    /// JSON knows no infinity: an end that nothing bounds is left out.
    static func estimate(_ value: Double, _ lower: Double, _ upper: Double) -> CapacityEstimate {
        CapacityEstimate(
            value, lower: lower.isFinite ? lower : nil, upper: upper < 1e12 ? upper : nil)
    }
}
