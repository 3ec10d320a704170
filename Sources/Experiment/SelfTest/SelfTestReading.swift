import LoadEngine
import Results
import Scenarios

/// What generator and analysis say of one repetition.
struct SelfTestReading {
    let record: LoadRecord
    let figures: Figures

    /// Nil where there is no such figure.
    func value(_ quantity: SelfTestQuantity) -> Double? {
        switch quantity {
        case .updateLatency: figures.updateLatencyMs.mean
        case .serverDelay: figures.serverDelayMs?.mean
        case .deliveryLatency: figures.deliveryLatencyMs.mean
        case .serviceTime: serviceTime
        case .submitToSeen: figures.submitToSeenMs?.mean
        case .updates: figures.updates.map(Double.init)
        case .messages: Double(figures.messages)
        case .bytesDown: record.clients.reduce(0) { $0 + Double($1.bytesDown) }
        case .lost: figures.lost.map(Double.init)
        case .duplicated: figures.duplicated.map(Double.init)
        case .reordered: figures.reordered.map(Double.init)
        case .coalesced: figures.coalesced.map(Double.init)
        }
    }

    /// Over all answered polls, in milliseconds.
    private var serviceTime: Double? {
        let answered = record.polls.joined().filter { $0.outcome == .answered && $0.arrival > 0 }
        guard !answered.isEmpty else { return nil }
        let sum: Int64 = answered.reduce(0) { $0 + $1.arrival - $1.sent }
        return Double(sum) / Double(answered.count) / 1e6
    }

    /// Why the reading tells nothing of the instrument at its best.
    var invalidReasons: [String] {
        let saturated: [String] =
            figures.generator.verdict == .saturated
            ? figures.generator.reasons.map { "generator saturated: \($0)" } : []
        return saturated + figures.invalidReasons
    }
}
