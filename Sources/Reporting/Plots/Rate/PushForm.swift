import Results
import Statistics

/// What the closed forms say of one push arm at any event rate, with the mix of events at its busiest load.
///
/// Arrivals are taken for a Poisson process (measurement.md). Events by the clock keep their rate.
struct PushForm: Sendable {
    private let types: [EventTraffic]
    /// Entries a second that the load caused where the mix was measured.
    private let loadRate: Double
    private let periodicRate: Double
    private let heartbeatBytesPerHour: Double
    /// Nil where the server's CPU or its messages are not known.
    private let fanOut: FanOut?

    /// From the cell with the highest constant load that knows its events; nil without one.
    init?(_ cells: [Cell]) {
        let busiest: Cell? = cells.filter { cell in
            cell.load.closed == nil && (cell.summary.eventTraffic.map { Self.load($0.values) } ?? 0) > 0
        }.max { $0.load.meanRate < $1.load.meanRate }
        guard let busiest, let traffic = busiest.summary.eventTraffic else { return nil }
        // Sorted: sums must not depend on the order of a dictionary.
        types = traffic.sorted { $0.key < $1.key }.map(\.value)
        guard types.allSatisfy(Self.isSound) else { return nil }
        loadRate = Self.load(types)
        periodicRate = types.reduce(0) { $0 + $1.periodicRate }
        heartbeatBytesPerHour = busiest.summary.traffic.heartbeatBytesPerClientHour
        let cost: Double? = busiest.summary.server.cpuMicrosecondsPerMessage
        fanOut = cost.map { FanOut(clients: busiest.clients, sendCost: $0 / 1e6) }
    }

    /// Wire bytes per client and hour, at `rate` events a second.
    func traffic(rate: Double) -> Double {
        heartbeatBytesPerHour
            + 3_600
            * mix(rate).reduce(0) {
                $0
                    + WireTraffic.push(
                        rate: $1.rate, itemBytes: $1.type.itemBytes, batchBytes: $1.type.batchBytes,
                        window: BatchWindow(window: $1.type.windowSeconds))
            }
    }

    /// Messages a second and client.
    func messages(rate: Double) -> Double {
        mix(rate).reduce(0) { $0 + BatchWindow(window: $1.type.windowSeconds).messageRate(rate: $1.rate) }
    }

    /// Mean update latency in milliseconds: the wait for the window, then delivery. Nil where the sender would
    /// be overloaded, and without its cost.
    func updateLatency(rate: Double) -> Double? {
        let mix = mix(rate)
        let total: Double = mix.reduce(0) { $0 + $1.rate }
        guard total > 0, let delivery = fanOut?.meanDelivery(messageRate: messages(rate: rate)) else {
            return nil
        }
        let waits: Double = mix.reduce(0) {
            $0 + $1.rate * BatchWindow(window: $1.type.windowSeconds).meanDelay(rate: $1.rate)
        }
        return (waits / total + delivery) * 1_000
    }

    private func mix(_ rate: Double) -> [(type: EventTraffic, rate: Double)] {
        let scale: Double = max(0, rate - periodicRate) / loadRate
        return types.map { ($0, max(0, $0.rate - $0.periodicRate) * scale + $0.periodicRate) }
    }

    private static func load(_ types: some Sequence<EventTraffic>) -> Double {
        types.reduce(0) { $0 + max(0, $1.rate - $1.periodicRate) }
    }

    /// A document that someone edited may hold anything.
    private static func isSound(_ type: EventTraffic) -> Bool {
        [type.rate, type.periodicRate, type.itemBytes, type.batchBytes, type.windowSeconds].allSatisfy {
            $0.isFinite && $0 >= 0 && $0 < 1e12
        }
    }
}
