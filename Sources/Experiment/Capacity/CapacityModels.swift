import Results
import Scenarios
import Statistics

/// The models fitted to a search's trials: the fan-out below saturation, the Universal Scalability Law at it. Pure.
struct CapacityModels {
    private(set) var fanOut: FanOutRecord?
    private(set) var scalability: ScalabilityRecord?
    /// Why a model is missing.
    private(set) var notes: [String] = []

    /// A server whose CPUs are taken to this share is saturated.
    static let saturatedCPU: Double = 0.95
    /// So is one that delivers less than this share of what clients are sent where everything holds.
    static let saturatedGoodput: Double = 0.95

    /// - Parameter eventLoops: threads of the server that send.
    init(_ report: CapacityReport, objective: [ThresholdExpression], eventLoops: Int) {
        let usable: [CapacityTrial] = report.trials.filter { $0.outcome == .held || $0.outcome == .failed }
        guard report.transport == "websocket" || report.transport == "long-polling" else {
            notes.append("clients that poll are no fan-out: no model is fitted")
            return
        }
        let reference: Double? = Self.reference(report)
        let saturated: [CapacityTrial] = usable.filter { isSaturated($0, reference, eventLoops) }
        let below: [CapacityTrial] = usable.filter { !isSaturated($0, reference, eventLoops) }
        fanOut = fanOut(below, report, objective, max(1, eventLoops))
        if fanOut == nil {
            notes.append("too few trials at different loads below saturation for the fan-out model")
        }
        guard report.axis == .clients else {
            notes.append("the Universal Scalability Law is fitted along clients only")
            return
        }
        scalability = scalability(saturated)
        if scalability == nil {
            let loads: Int = Set(saturated.map(\.clients)).count
            notes.append(
                "the Universal Scalability Law takes \(ScalabilityFit.fewestPoints) loads at which the server is "
                    + "saturated, and there were \(loads): below saturation goodput only repeats the offered load"
            )
        }
    }

    /// Messages a second a client where everything holds; known along clients only, since a higher rate makes others.
    private static func reference(_ report: CapacityReport) -> Double? {
        guard report.axis == .clients else { return nil }
        let rates: [Double] = report.trials.filter { $0.outcome == .held }
            .compactMap(\.figures?.messagesPerClientSecond).sorted()
        return rates.isEmpty ? nil : rates[rates.count / 2]
    }

    private func isSaturated(_ trial: CapacityTrial, _ reference: Double?, _ eventLoops: Int) -> Bool {
        guard let figures = trial.figures else { return true }
        if let cpu = figures.server.cpuPercent, cpu >= 100 * Self.saturatedCPU * Double(max(1, eventLoops)) {
            return true
        }
        guard let reference, let rate = figures.messagesPerClientSecond else { return false }
        return rate < Self.saturatedGoodput * reference
    }

    private func fanOut(
        _ trials: [CapacityTrial], _ report: CapacityReport, _ objective: [ThresholdExpression], _ loops: Int
    ) -> FanOutRecord? {
        let points: [FanOutFit.Point] = trials.compactMap { trial in
            guard let figures = trial.figures, let rate = figures.messagesPerClientSecond,
                let delivery = figures.deliveryLatencyMs.mean
            else { return nil }
            return FanOutFit.Point(
                clients: Double(trial.clients) / Double(loops), messageRate: rate, delivery: delivery / 1e3)
        }
        guard let fit = FanOutFit(points), let last = points.last else { return nil }
        // At the load of the answer, where there is one.
        let rates: [Double] = CapacityAnalysis.edgeTrials(report)
            .compactMap(\.figures?.messagesPerClientSecond)
        let rate: Double = rates.isEmpty ? last.messageRate : Moments(rates).mean
        func saturation(_ cost: Double) -> Double { Double(loops) / (rate * cost) }
        let cost: ClosedRange<Double> = fit.sendCostInterval
        let outside: [Double?] = Self.outside(fit.points, fit.heldOut.map { ($0.point, $0.predicted) })
        return FanOutRecord(
            formula: FanOutLoad.formula,
            sendCostMicroseconds: CapacityEstimate(
                fit.sendCost * 1e6, lower: cost.lowerBound * 1e6, upper: cost.upperBound * 1e6),
            burstiness: Self.estimate(
                fit.burstiness, fit.burstinessInterval.lowerBound, fit.burstinessInterval.upperBound),
            eventLoops: loops, messagesPerClientSecond: rate,
            saturationClients: Self.estimate(
                saturation(fit.sendCost), saturation(cost.upperBound), saturation(cost.lowerBound)),
            forecasts: objective.compactMap { forecast($0, fit.load(clients: 1, messageRate: rate), loops) },
            residuals: fit.points.enumerated().map { index, point in
                CapacityResidual(
                    clients: point.clients * Double(loops), measured: point.delivery * 1e3,
                    fitted: point.delivery * 1e3 / (1 + fit.residuals[index]),
                    heldOut: outside[index].map { $0 * 1e3 })
            })
    }

    /// What held-out fits say of each point, in the points' order.
    private static func outside<Point: Equatable>(
        _ points: [Point], _ found: [(point: Point, predicted: Double)]
    ) -> [Double?] {
        points.map { point in found.first { $0.point == point }?.predicted }
    }

    /// Where a condition on delivery latency is just met.
    private func forecast(
        _ expression: ThresholdExpression, _ load: FanOutLoad, _ loops: Int
    ) -> FanOutRecord.Forecast? {
        guard case .latency(.delivery, let statistic) = expression.left.figure, expression.window == nil,
            [.less, .lessOrEqual].contains(expression.comparison)
        else { return nil }
        let limit: Double = expression.limitValue / 1e3
        let clients: Double
        if statistic == .mean {
            clients = load.mostClients(below: limit, \.meanDelivery)
        } else if let level = statistic.quantile {
            clients = load.mostClients(below: limit) { $0.quantile(level) }
        } else {
            return nil
        }
        return FanOutRecord.Forecast(
            expression: expression.description, clients: (clients * Double(loops)).rounded(.down))
    }

    private func scalability(_ trials: [CapacityTrial]) -> ScalabilityRecord? {
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
            largestGoodput: fit.law.largestThroughput, forecastLimit: fit.forecastLimit,
            residuals: fit.points.enumerated().map { index, point in
                CapacityResidual(
                    clients: point.load, measured: point.goodput, fitted: fit.law.throughput(point.load),
                    heldOut: outside[index])
            })
    }

    /// JSON knows no infinity: an end that nothing bounds is left out.
    private static func estimate(_ value: Double, _ lower: Double, _ upper: Double) -> CapacityEstimate {
        CapacityEstimate(
            value, lower: lower.isFinite ? lower : nil, upper: upper < 1e12 ? upper : nil)
    }
}
