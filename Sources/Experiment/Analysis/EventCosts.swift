import Results
import Scenarios
import Statistics

/// What every event type costs a push client: rates by the log, sizes by what was received.
struct EventCosts {
    private(set) var byType: [String: EventTraffic] = [:]
    /// Messages a second by type when the log goes through the server's windows.
    private(set) var replayedRate: [String: Double] = [:]

    /// Empty without the whole log, and for types that nobody ever received.
    init(_ measurement: TrialMeasurement, join: TrialJoin, windows: WindowReplay, window: AnalysisWindow) {
        guard join.index.isWhole else { return }
        let index: EntryIndex = join.index
        let settings: [String: Int64] = measurement.server.effectiveBatchWindows
        var counts = [(byClock: Int, byLoad: Int)](repeating: (0, 0), count: index.typeNames.count)
        for entry in index.byTime where window.cost.contains(index.timestamps[entry]) {
            if PeriodicEvents.period(entry, in: index) != nil {
                counts[index.types[entry]].byClock += 1
            } else {
                counts[index.types[entry]].byLoad += 1
            }
        }
        for type in windows.types {
            guard let size = MessageSize(ofType: type.name, in: measurement.record) else { continue }
            let periodicRate: Double = PeriodicEvents.period(ofType: type.name).map { 1 / $0 } ?? 0
            let count = counts[type.place]
            let rate: Double = Double(count.byLoad) / window.seconds + periodicRate
            let envelope: Double = Self.envelope(type.name, isBatched: settings[type.name] != nil)
            let overhead: Double = size.messagesPerEntry * (envelope + WireTraffic.frameHeader)
            byType[type.name] = EventTraffic(
                rate: rate, periodicRate: periodicRate, itemBytes: max(0, size.bytesPerEntry - overhead),
                batchBytes: WireTraffic.batchBytes(envelope: envelope), windowSeconds: type.window.window)
            let messages: Double = Double(type.departures(in: window.cost).count)
            let total: Double = Double(count.byClock + count.byLoad)
            let missing: Double = periodicRate * window.seconds - Double(count.byClock)
            // A missing periodic entry would have come in messages like the type's others.
            replayedRate[type.name] =
                (messages + missing * (total > 0 ? messages / total : 1)) / window.seconds
        }
    }

    /// Bytes of a Socket.IO message beside its entries: `42["TYPE",...]`, or a batch's members.
    private static func envelope(_ type: String, isBatched: Bool) -> Double {
        let batch: String =
            "{\"type\":\"\(type)\",\"batch\":[],\"count\":1,\"timestamp\":\"2026-01-01T00:00:00.000000Z\"}"
        let text: String = isBatched ? "42[\"\(type)_batch\",\(batch)]" : "42[\"\(type)\",]"
        return Double(text.utf8.count)
    }
}

extension EventTraffic {
    /// Wire bytes a second by the closed form, at `loadRate` entries a second beside the periodic ones.
    func bytesPerSecond(loadRate: Double) -> Double {
        WireTraffic.push(
            rate: loadRate + periodicRate, itemBytes: itemBytes, batchBytes: batchBytes,
            window: BatchWindow(window: windowSeconds))
    }

    /// Entries a second that the load causes.
    var loadRate: Double { max(0, rate - periodicRate) }
}
