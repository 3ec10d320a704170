import Results
import Scenarios
import Statistics

/// The fan-out model fitted to a search's trials, and what it forecasts along what grows. Pure.
struct CapacityFanOut {
    /// Trials whose event loops were busier are left out, as a share: where messages queue a server may send several of
    /// them at once, which costs less each, and the model knows one cost.
    static let largestCPU: Double = 0.85
    /// Where the send cost's interval spans more than this ratio the trials do not tell it.
    static let vague: Double = 4

    private(set) var record: FanOutRecord?
    /// Why there is none.
    private(set) var note: String?

    private let axis: CapacityReport.Axis
    private let loops: Double
    /// The load that other loads are told from: the answer's, or the last trial's.
    private let base: (clients: Double, tasksPerSecond: Double)
    private let messages: CapacityMessageRate

    /// - Parameters:
    ///   - trials: below saturation.
    ///   - loops: threads of the server that send.
    init(_ trials: [CapacityTrial], _ report: CapacityReport, objective: [ThresholdExpression], loops: Int) {
        let usable: [CapacityTrial] = trials.filter { trial in
            trial.figures?.server.cpuPercent.map { $0 < 100 * Self.largestCPU * Double(loops) } ?? true
        }
        axis = report.axis
        self.loops = Double(loops)
        let last: CapacityTrial? = report.trials.last
        base = (
            Double(report.answer.clients ?? last?.clients ?? 1),
            report.answer.tasksPerSecond ?? last?.tasksPerSecond ?? 0
        )
        messages = CapacityMessageRate(trials, along: report.axis, near: base.tasksPerSecond)
        let points: [(trial: CapacityTrial, point: FanOutFit.Point)] = usable.compactMap { trial in
            guard let figures = trial.figures, let rate = figures.messagesPerClientSecond,
                let delivery = figures.deliveryLatencyMs.mean, rate > 0, delivery > 0
            else { return nil }
            return (
                trial,
                FanOutFit.Point(
                    clients: Double(trial.clients) / Double(loops), messageRate: rate,
                    delivery: delivery / 1e3)
            )
        }
        guard let fit = FanOutFit(points.map(\.point)) else {
            note = "too few trials at different loads below saturation for the fan-out model"
            return
        }
        let cost: ClosedRange<Double> = fit.sendCostInterval
        guard cost.upperBound < Self.vague * cost.lowerBound else {
            note =
                "the loads below saturation are too near one another, or their trials differ too much, for the "
                + "fan-out model"
            return
        }
        record = FanOutRecord(
            formula: FanOutLoad.formula,
            sendCostMicroseconds: CapacityEstimate(
                fit.sendCost * 1e6, lower: cost.lowerBound * 1e6, upper: cost.upperBound * 1e6),
            burstiness: CapacityModels.estimate(
                fit.burstiness, fit.burstinessInterval.lowerBound, fit.burstinessInterval.upperBound),
            eventLoops: loops, messagesPerClientSecond: messages.rate(at: base.tasksPerSecond),
            messagesPerTask: messages.perTask,
            saturation: saturation(fit), forecasts: objective.compactMap { forecast($0, fit) },
            residuals: residuals(fit, points.map(\.trial)))
    }

    /// What each event loop is under at a level of what grows.
    private func load(_ level: Double, _ cost: Double, _ burst: Double) -> FanOutLoad {
        let clients: Double = axis == .rate ? base.clients : level
        let rate: Double =
            switch axis {
            case .clients: base.tasksPerSecond
            case .rate: level
            case .both: base.tasksPerSecond * level / max(1, base.clients)
            }
        return FanOutLoad(
            clients: clients / loops, messageRate: messages.rate(at: rate), sendCost: cost, burstiness: burst)
    }

    /// Levels that a search may have.
    private static let largestLevel: Double = 1e9

    private func saturation(_ fit: FanOutFit) -> CapacityEstimate? {
        level(fit) { $0.load < 1 }
    }

    /// The largest at which `holds`; nil where nothing ends it.
    private func level(_ fit: FanOutFit, where holds: (FanOutLoad) -> Bool) -> CapacityEstimate? {
        let found = fit.estimate { cost, burst in
            let level: Double = FanOutLoad.largest(upTo: Self.largestLevel) { holds(load($0, cost, burst)) }
            return level > 0 && level < Self.largestLevel ? level : nil
        }
        return found.map {
            CapacityModels.estimate($0.value, $0.interval95.lowerBound, $0.interval95.upperBound)
        }
    }

    /// Where a condition on delivery latency is just met.
    private func forecast(_ expression: ThresholdExpression, _ fit: FanOutFit) -> FanOutRecord.Forecast? {
        guard case .latency(.delivery, let statistic) = expression.left.figure, expression.window == nil,
            [.less, .lessOrEqual].contains(expression.comparison),
            statistic == .mean || statistic.quantile != nil
        else { return nil }
        let limit: Double = expression.limitValue / 1e3
        let found: CapacityEstimate? = level(fit) { load in
            let value: Double? =
                statistic == .mean ? load.meanDelivery : statistic.quantile.flatMap { load.quantile($0) }
            return value.map { $0 < limit } ?? false
        }
        return found.map { FanOutRecord.Forecast(expression: expression.description, level: $0) }
    }

    private func residuals(_ fit: FanOutFit, _ trials: [CapacityTrial]) -> [CapacityResidual] {
        let outside: [Double?] = CapacityModels.outside(
            fit.points, fit.heldOut.map { ($0.point, $0.predicted) })
        return fit.points.enumerated().map { index, point in
            CapacityResidual(
                clients: Double(trials[index].clients), tasksPerSecond: trials[index].tasksPerSecond,
                measured: point.delivery * 1e3, fitted: point.delivery * 1e3 / (1 + fit.residuals[index]),
                heldOut: outside[index].map { $0 * 1e3 })
        }
    }
}
