import Glibc

/// A fan-out under load: N clients, m messages a second, s of CPU a send, and messages that may come in bursts.
///
/// The closed form of ``FanOut`` with the wait of its queue times a factor b: 1 for Poisson messages, near 0 for
/// regular ones, above 1 for bursts. That is the wait of an M/D/1 queue whose work comes in lumps of b S at a b-th of
/// the rate, which also gives quantiles.
package struct FanOutLoad: Sendable, Equatable {
    package static let formula = "b rho S/(2(1-rho)) + (N+1)s/2, S = N s, rho = m S"

    package var clients: Double
    /// A second.
    package var messageRate: Double
    /// Seconds of CPU a send, s.
    package var sendCost: Double
    /// b: how much longer messages wait than Poisson ones would.
    package var burstiness: Double

    package init(clients: Double, messageRate: Double, sendCost: Double, burstiness: Double = 1) {
        self.clients = clients
        self.messageRate = messageRate
        self.sendCost = sendCost
        self.burstiness = burstiness
    }

    /// Seconds one message occupies the sender, S.
    package var service: Double { clients * sendCost }

    /// rho: the part of the sender's time that is taken.
    package var load: Double { messageRate * service }

    /// Mean seconds before a message's fan-out begins; nil at a load of 1 and above.
    package var meanWait: Double? {
        load < 1 ? burstiness * load * service / (2 * (1 - load)) : nil
    }

    /// Mean seconds to delivery; nil at a load of 1 and above, where the queue grows without end.
    package var meanDelivery: Double? { meanWait.map { $0 + (clients + 1) * sendCost / 2 } }

    /// Seconds that a share `level` (below 1) of the deliveries stays below; nil at a load of 1 and above.
    ///
    /// Within some percent of an M/D/1 queue's. The place in the fan-out is uniform.
    package func quantile(_ level: Double) -> Double? {
        guard load < 1, load >= 0, level < 1 else { return nil }
        guard load > 0, service > 0 else { return service * max(0, level) }
        let decay: Double = decay
        func isBelow(_ time: Double) -> Bool { deliveryTail(time, decay) <= 1 - level }
        var low: Double = 0
        var high: Double = service
        while !isBelow(high), high < 1e12 { (low, high) = (high, 2 * high) }
        for _ in 0..<30 {
            let middle: Double = (low + high) / 2
            if isBelow(middle) { high = middle } else { low = middle }
        }
        return high
    }

    /// The largest level above 0 and up to `end` at which `holds`, which it does up to a point; to a billionth of it.
    package static func largest(upTo end: Double, where holds: (Double) -> Bool) -> Double {
        var low: Double = 0
        var high: Double = min(1, end)
        while holds(high) {
            guard high < end else { return end }
            (low, high) = (high, min(end, 2 * high))
        }
        for _ in 0..<30 {
            let middle: Double = (low + high) / 2
            if holds(middle) { low = middle } else { high = middle }
        }
        return low
    }

    /// How fast the tail of the wait falls, a lump: the root of rho (e^x - 1) = x (Cramer and Lundberg).
    private var decay: Double {
        func isAbove(_ x: Double) -> Bool { load * expm1(x) > x }
        var low: Double = 0
        var high: Double = 1
        while !isAbove(high), high < 700 { (low, high) = (high, 2 * high) }
        for _ in 0..<100 {
            let middle: Double = (low + high) / 2
            if isAbove(middle) { high = middle } else { low = middle }
        }
        return high
    }

    /// P(wait > time): exact within a lump (Erlang's series has one term there), asymptotic beyond it.
    private func waitTail(_ time: Double, _ decay: Double) -> Double {
        guard time >= 0 else { return 1 }
        let lump: Double = burstiness * service
        guard lump > 0 else { return 0 }
        let lumps: Double = time / lump
        if lumps < 1 { return 1 - (1 - load) * exp(load * lumps) }
        return (1 - load) / (load * exp(decay) - 1) * exp(-decay * lumps)
    }

    /// P(wait + place > time), the place uniform over one fan-out.
    private func deliveryTail(_ time: Double, _ decay: Double) -> Double {
        let parts = 64
        var sum: Double = 0
        for part in 0..<parts {
            sum += waitTail(time - service * (Double(part) + 0.5) / Double(parts), decay)
        }
        return sum / Double(parts)
    }
}
