/// The names that a trial's histograms are stored under.
package enum HistogramKey {
    package static let updateLatency = "updateLatency"
    package static let deliveryLatency = "deliveryLatency"
    package static let serverDelay = "serverDelay"
    package static let pollWait = "pollWait"
    package static let asSeenLatency = "asSeenLatency"
    package static let submitToSeen = "submitToSeen"
    /// User space holding a message minus its kernel stamp.
    package static let generatorLag = "generatorLag"
    package static let stampLag = "stampLag"
    package static let submitResponse = "submitResponse"
    package static let submitService = "submitService"

    /// Update latency of one event type. Stored with two digits, where the others have three.
    package static func updateLatency(ofType type: String) -> String { typePrefix + type }

    /// The event type that a key of ``updateLatency(ofType:)`` names; nil for other keys.
    package static func eventType(_ key: String) -> String? {
        key.hasPrefix(typePrefix) ? String(key.dropFirst(typePrefix.count)) : nil
    }

    /// A metric of one behaviour's clients.
    package static func behaviour(_ name: String, _ metric: String) -> String {
        "behaviour.\(name).\(metric)"
    }

    private static let typePrefix = "updateLatency."
}
