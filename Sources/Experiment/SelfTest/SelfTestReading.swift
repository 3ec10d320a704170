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
        case .unchanged: record.clients.reduce(0) { $0 + Double($1.notModified) }
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

    /// Share of the steady state that the generator may have waited for its CPU: what it reads late it reads
    /// together, under one stamp, and slices of 3 ms in 2 % of the time are 30 us of a mean.
    static let largestWait: Double = 0.02

    /// Standstill that a comparison to 50 us allows: of length S in a steady state of T, it delays what came
    /// meanwhile by S / 2 on average, which is S^2 / 2T of the mean.
    static func largestStall(steady: Int64) -> Double {
        (2 * Double(steady) / 1e6 * SelfTestRow.allowedMilliseconds).squareRoot()
    }

    /// Why the reading tells nothing of the instrument at its best.
    var invalidReasons: [String] {
        var reasons: [String] = figures.invalidReasons
        let generator: GeneratorHealth = figures.generator
        if generator.verdict == .saturated {
            reasons += generator.reasons.map { "generator saturated: \($0)" }
        }
        let steady: Int64 = record.timeline.steadyEnd - record.timeline.steadyStart
        let limit: Double = Self.largestStall(steady: steady)
        if let stall = generator.longestStallMs, stall > limit {
            reasons.append(
                "the generator stood still for \(Self.rounded(stall)) ms once (limit of a comparison to 50 us: "
                    + "\(Self.rounded(limit)) ms): free its CPU")
        }
        if let wait = generator.loopWaitPercent, wait > 100 * Self.largestWait {
            reasons.append(
                "the generator waited for its CPU \(Self.rounded(wait)) % of the steady state (limit of a "
                    + "comparison to 50 us: \(Self.rounded(100 * Self.largestWait)) %): free its CPU")
        }
        return reasons
    }

    private static func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
