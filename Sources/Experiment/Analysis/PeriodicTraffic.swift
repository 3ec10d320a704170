import LoadEngine
import Results
import Statistics

/// A push client's traffic of events that come by the clock: what the window saw of it and what their
/// periods make due.
struct PeriodicTraffic {
    /// Wire bytes both ways a client that are due in the window.
    private(set) var dueBytes: Double = 0
    /// To be added to what a client was counted to have received in the window; negative where the
    /// window saw too many.
    private(set) var missingAppBytes: Double = 0
    private(set) var missingWireBytes = Directions(up: 0, down: 0)
    private(set) var missingMessages: Double = 0
    private(set) var findings: [String] = []

    init(_ measurement: TrialMeasurement, join: TrialJoin, window: AnalysisWindow) {
        // Without the whole log, periodic entries cannot be told from others; the trial is invalid.
        guard join.index.isWhole else { return }
        let clients = Double(max(1, join.clients.count { $0.sessionStart > 0 }))
        let received: [String: Int] = Self.received(join, in: window.cost)
        for (type, period) in PeriodicEvents.periods {
            guard let size = MessageSize(ofType: type, in: measurement.record) else {
                findings.append(
                    "no \(type) came in the whole trial: the traffic of one every "
                        + "\(LoadLabel.text(period)) s is missing")
                continue
            }
            let due: Double = window.seconds / period
            let missing: Double = due - Double(received[type] ?? 0) / clients
            let header: Double = size.messagesPerEntry * WireTraffic.segmentOverhead
            // Where clients wait by GET, each message takes a request and an answer's head of its own.
            let waitUp: Double = size.messagesPerEntry * Self.mean(join.clients, \.waitUp)
            let waitDown: Double = size.messagesPerEntry * Self.mean(join.clients, \.waitDown)
            let up: Double = waitUp + (waitUp > 0 ? 2 : 1) * header
            let down: Double = size.bytesPerEntry + waitDown + header
            dueBytes += due * (up + down)
            missingAppBytes += missing * (size.bytesPerEntry + waitDown)
            missingWireBytes.down += missing * down
            missingWireBytes.up += missing * up
            missingMessages += missing * size.messagesPerEntry
        }
    }

    /// Over the clients that joined.
    private static func mean(_ clients: [ClientRecord], _ value: (ClientRecord) -> UInt64) -> Double {
        Moments(clients.filter { $0.sessionStart > 0 }.map { Double(value($0)) }).mean
    }

    /// Receipts of periodic entries in the window by type, over all clients: by arrival, as bytes count.
    private static func received(_ join: TrialJoin, in window: Range<Int64>) -> [String: Int] {
        let index: EntryIndex = join.index
        let isPeriodic: [Bool] = (0..<index.count).map { PeriodicEvents.period($0, in: index) != nil }
        var counts = [Int](repeating: 0, count: index.typeNames.count)
        for receipt in join.entries where window.contains(receipt.arrival) {
            guard let entry = index.place(of: receipt.seq), isPeriodic[entry] else { continue }
            counts[index.types[entry]] += 1
        }
        return Dictionary(uniqueKeysWithValues: zip(index.typeNames, counts))
    }
}
