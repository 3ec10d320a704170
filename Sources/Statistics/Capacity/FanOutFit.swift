import Glibc

/// The fan-out model fitted to mean delivery at several loads: the cost of a send and the burstiness of messages.
///
/// Least squares of the logarithms, since trials spread in proportion; by Gauss and Newton with halved steps, on the
/// logarithms of both parameters, which keeps them above zero. Intervals are Student's on those logarithms.
package struct FanOutFit: Sendable, Equatable {
    /// Two parameters and one degree of freedom for their intervals.
    package static let fewestPoints = 3

    package struct Point: Sendable, Equatable {
        package var clients: Double
        /// A second.
        package var messageRate: Double
        /// Mean, seconds.
        package var delivery: Double

        package init(clients: Double, messageRate: Double, delivery: Double) {
            self.clients = clients
            self.messageRate = messageRate
            self.delivery = delivery
        }
    }

    /// Seconds.
    package let sendCost: Double
    package let sendCostInterval: ClosedRange<Double>
    package let burstiness: Double
    package let burstinessInterval: ClosedRange<Double>
    package let points: [Point]
    /// Of the logarithms of send cost and burstiness.
    private let covariance: [[Double]]
    private let quantile: Double
    /// Measured over fitted less 1, one a point.
    package let residuals: [Double]

    /// Nil below three points at two different loads, or where no parameters come near them.
    package init?(_ points: [Point]) {
        let usable: [Point] = points.filter {
            $0.clients > 0 && $0.messageRate > 0 && $0.delivery > 0 && $0.delivery.isFinite
        }
        let loads = Set(usable.map { [$0.clients, $0.messageRate] })
        guard usable.count >= Self.fewestPoints, loads.count >= 2 else { return nil }
        guard let found = Self.minimum(usable), let step = Self.step(usable, found),
            let costSpread = step.standardError(0), let burstSpread = step.standardError(1)
        else { return nil }
        let quantile: Double = step.quantile975
        func interval(_ value: Double, _ spread: Double) -> ClosedRange<Double> {
            exp(value - quantile * spread)...exp(min(700, value + quantile * spread))
        }
        self.points = usable
        self.quantile = quantile
        let variance: Double = step.variance ?? 0
        covariance = step.inverse.map { $0.map { $0 * variance } }
        sendCost = exp(found[0])
        burstiness = exp(found[1])
        sendCostInterval = interval(found[0], costSpread)
        burstinessInterval = interval(found[1], burstSpread)
        residuals = usable.map { point in
            Self.predicted(point, found).map { point.delivery / $0 - 1 } ?? .infinity
        }
    }

    /// The fitted sender under another load.
    package func load(clients: Double, messageRate: Double) -> FanOutLoad {
        FanOutLoad(
            clients: clients, messageRate: messageRate, sendCost: sendCost, burstiness: burstiness)
    }

    /// What follows from the fitted parameters, with its 95 % interval: Student's, on logarithms, to first order.
    ///
    /// - Parameter value: of a send cost and a burstiness; above zero, or nil where there is none.
    package func estimate(
        _ value: (_ sendCost: Double, _ burstiness: Double) -> Double?
    ) -> (value: Double, interval95: ClosedRange<Double>)? {
        func logarithm(_ cost: Double, _ burst: Double) -> Double? {
            value(sendCost * exp(cost), burstiness * exp(burst)).map { log($0) }
        }
        let step = 1e-3
        guard let here = logarithm(0, 0), here.isFinite, let up = logarithm(step, 0),
            let down = logarithm(-step, 0), let more = logarithm(0, step), let less = logarithm(0, -step)
        else { return nil }
        let slopes: [Double] = [(up - down) / (2 * step), (more - less) / (2 * step)]
        var variance: Double = 0
        for one in 0..<2 {
            for other in 0..<2 { variance += slopes[one] * covariance[one][other] * slopes[other] }
        }
        let reach: Double = quantile * max(0, variance).squareRoot()
        guard reach.isFinite else { return nil }
        return (exp(here), exp(here - reach)...exp(min(700, here + reach)))
    }

    /// What each point is predicted to be by a fit of all others; of those that can be left out.
    package var heldOut: [(point: Point, predicted: Double)] {
        points.indices.compactMap { index in
            var others: [Point] = points
            let point: Point = others.remove(at: index)
            guard let fit = Self(others) else { return nil }
            return fit.load(clients: point.clients, messageRate: point.messageRate).meanDelivery
                .map { (point, $0) }
        }
    }

    /// Seconds; nil at saturation. Parameters are logarithms.
    private static func predicted(_ point: Point, _ parameters: [Double]) -> Double? {
        FanOutLoad(
            clients: point.clients, messageRate: point.messageRate, sendCost: exp(parameters[0]),
            burstiness: exp(parameters[1])
        ).meanDelivery
    }

    /// Infinite where a point would be saturated, which it was not.
    private static func squares(_ points: [Point], _ parameters: [Double]) -> Double {
        points.reduce(0) { sum, point in
            guard let value = predicted(point, parameters) else { return .infinity }
            let error: Double = log(point.delivery / value)
            return sum + error * error
        }
    }

    /// The linear problem at `parameters`; its coefficients are the step to take from there.
    private static func step(_ points: [Point], _ parameters: [Double]) -> LeastSquares? {
        var rows: [[Double]] = []
        var values: [Double] = []
        for point in points {
            guard let value = predicted(point, parameters) else { return nil }
            let load = FanOutLoad(
                clients: point.clients, messageRate: point.messageRate, sendCost: exp(parameters[0]),
                burstiness: exp(parameters[1]))
            let wait: Double = load.meanWait ?? 0
            // d log(delivery) / d log(s): the wait grows as s^2/(1 - rho), the place as s.
            let rho: Double = load.load
            let byCost: Double = (wait * (2 + rho / (1 - rho)) + (value - wait)) / value
            rows.append([byCost, wait / value])
            values.append(log(point.delivery / value))
        }
        return LeastSquares(rows: rows, values: values)
    }

    /// The best of several descents: from a sender that is nearly idle to one that is nearly saturated.
    private static func minimum(_ points: [Point]) -> [Double]? {
        // No point was saturated, and none was delivered before its place in the fan-out.
        let most: Double = points.map { 1 / ($0.clients * $0.messageRate) }.min() ?? 1
        let place: Double = points.map { 2 * $0.delivery / ($0.clients + 1) }.min() ?? 1
        var best: (parameters: [Double], squares: Double)?
        for share in [0.999, 0.9, 0.5, 0.1] {
            for burst in [0.1, 1.0, 10.0] {
                let start: [Double] = [log(min(most * share, place * share)), log(burst)]
                guard let end = descent(points, from: start) else { continue }
                let squares: Double = squares(points, end)
                if squares < best?.squares ?? .infinity { best = (end, squares) }
            }
        }
        return best?.parameters
    }

    private static func descent(_ points: [Point], from start: [Double]) -> [Double]? {
        var here: [Double] = start
        var height: Double = squares(points, here)
        guard height.isFinite else { return nil }
        for _ in 0..<200 {
            guard let direction = step(points, here)?.coefficients else { return here }
            var share: Double = 1
            var moved = false
            while share > 1e-10 {
                let next: [Double] = zip(here, direction).map { $0 + share * max(-2, min(2, $1)) }
                let lower: Double = squares(points, next)
                if lower < height {
                    (here, height, moved) = (next, lower, true)
                    break
                }
                share /= 2
            }
            if !moved || direction.allSatisfy({ $0.magnitude < 1e-13 }) { return here }
        }
        return here
    }
}
