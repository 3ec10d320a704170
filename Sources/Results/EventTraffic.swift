/// What events of one type cost a push client: the inputs of traffic's closed form (measurement.md).
package struct EventTraffic: Codable, Sendable, Equatable {
    /// Log entries a second, `periodicRate` included.
    package var rate: Double
    /// The part of `rate` that comes by the clock, whatever the load.
    package var periodicRate: Double
    /// Bytes an entry adds to its message, s.
    package var itemBytes: Double
    /// Bytes a message costs beside its entries, b: segment and acknowledgement, frame, envelope.
    package var batchBytes: Double
    /// Of the server's batching window, W; 0 sends at once.
    package var windowSeconds: Double

    package init(
        rate: Double, periodicRate: Double, itemBytes: Double, batchBytes: Double, windowSeconds: Double
    ) {
        self.rate = rate
        self.periodicRate = periodicRate
        self.itemBytes = itemBytes
        self.batchBytes = batchBytes
        self.windowSeconds = windowSeconds
    }

    /// Means of the trial values. Nil without any.
    init?(averaging all: [EventTraffic]) {
        guard !all.isEmpty else { return nil }
        func mean(_ value: (EventTraffic) -> Double) -> Double { Figures.mean(all.map(value)) ?? 0 }
        self.init(
            rate: mean(\.rate), periodicRate: mean(\.periodicRate), itemBytes: mean(\.itemBytes),
            batchBytes: mean(\.batchBytes), windowSeconds: mean(\.windowSeconds))
    }
}
