/// Sending every message to N clients in turn on one CPU: a queue whose service is a whole fan-out.
package struct FanOut: Sendable, Equatable {
    package static let formula = "rho S/(2(1-rho)) + (N+1)s/2, S = N s, rho = m S"

    /// N.
    package var clients: Int
    /// Seconds of CPU a send, s.
    package var sendCost: Double

    package init(clients: Int, sendCost: Double) {
        self.clients = clients
        self.sendCost = sendCost
    }

    /// Seconds one message occupies the sender, S = N s.
    package var service: Double { Double(clients) * sendCost }

    /// Mean seconds to delivery for Poisson messages of `messageRate` a second: the wait of an M/D/1
    /// queue, then the mean place in the fan-out. Nil at a load of 1 and above, where the queue grows
    /// without end.
    package func meanDelivery(messageRate: Double) -> Double? {
        let load: Double = messageRate * service
        guard load < 1 else { return nil }
        return load * service / (2 * (1 - load)) + meanPlace
    }

    /// Mean seconds to delivery for messages at known `instants` (nanoseconds, ascending): the wait
    /// follows from Lindley's recursion, since real messages come in bursts. Nil without messages.
    package func meanDelivery(replaying instants: [Int64]) -> Double? {
        guard let first = instants.first else { return nil }
        let busy: Int64 = Int64(service * 1e9)
        var free: Int64 = first
        var waits = Moments()
        for instant in instants {
            let start: Int64 = max(instant, free)
            waits.add(Double(start - instant) / 1e9)
            free = start + busy
        }
        return waits.mean + meanPlace
    }

    private var meanPlace: Double { Double(clients + 1) * sendCost / 2 }
}
