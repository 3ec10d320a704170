/// How long each batched kind of event collects before it is sent.
package struct BatchWindows: Sendable, Equatable {
    private var nanoseconds: [EventType: Int64] = [
        .agentUpdate: 100_000_000,
        .taskUpdate: 100_000_000,
        .metricUpdate: 500_000_000,
        .logUpdate: 200_000_000,
    ]

    /// The windows of the contract: 100, 100, 500 and 200 ms.
    package init() {}

    /// Sets the window of a batched kind; 0 sends each of its events at once, as a batch of one.
    ///
    /// - Throws: ``SwarmRefusal/invalid(_:)`` for a kind that is never batched or a negative window.
    package mutating func set(_ type: EventType, nanoseconds window: Int64) throws(SwarmRefusal) {
        guard type.batchName != nil else {
            let known = EventType.batched.map(\.rawValue).joined(separator: ", ")
            throw .invalid(
                "\(type.rawValue) is sent at once and has no batch window; those that do: \(known)")
        }
        guard window >= 0 else {
            throw .invalid("the batch window of \(type.rawValue) is negative; use 0 to send at once")
        }
        nanoseconds[type] = window
    }

    /// The window of a kind for clients of a tier, nanoseconds; 0 means at once.
    package func window(_ type: EventType, tier: QualityTier = .good) -> Int64 {
        max(nanoseconds[type] ?? 0, tier.minimumWindowNanoseconds)
    }
}
