import Results

/// What a selftest compares. Raw values are the names in the table.
enum SelfTestQuantity: String, CaseIterable, Sendable {
    case updateLatency = "update latency, mean"
    case serverDelay = "server delay, mean"
    case deliveryLatency = "delivery latency, mean"
    /// Polling: arrival minus sending.
    case serviceTime = "service time of a poll, mean"
    case submitToSeen = "submit to seen, mean"
    case updates
    case messages
    case bytesDown = "bytes down"
    case lost
    case duplicated
    case reordered
    case coalesced
    /// Conditional polling: answers without a state.
    case unchanged = "unchanged states"

    var kind: SelfTestRow.Kind {
        switch self {
        case .updateLatency, .serverDelay, .deliveryLatency, .serviceTime, .submitToSeen: .milliseconds
        case .updates, .messages, .bytesDown, .lost, .duplicated, .reordered, .coalesced, .unchanged: .count
        }
    }
}

/// A true value and how far it is open.
struct SelfTestTruth: Equatable, Sendable {
    var value: Double
    /// As in ``SelfTestRow/Pair``.
    var open: Double = 0
}
