import LoadEngine
import Results
import Statistics

extension TrialPredictions {
    /// Which polls met a changed state is by the log; what each kind costs by what was received.
    func conditionalTraffic(interval: Double) -> [Prediction] {
        guard join.index.isWhole, interval > 0 else { return [] }
        let clients: [ClientRecord] = joined
        let unchanged: Double = clients.reduce(0) { $0 + Double($1.notModified) }
        let unchangedBytes: Double = clients.reduce(0) { $0 + Double($1.notModifiedBytes) }
        let changed: Double = Double(messages) - unchanged
        let share: Double = changedShare(interval: interval)
        // A kind that never came has no size, and none is needed where none is expected.
        guard changed > 0 || share == 0, unchanged > 0 || share == 1 else { return [] }
        let changedSize: Double = changed > 0 ? (exchanged - unchangedBytes) / changed : 0
        let unchangedSize: Double = unchanged > 0 ? unchangedBytes / unchanged : 0
        let payload: Double = share * changedSize + (1 - share) * unchangedSize
        return [
            traffic(
                bytesPerSecond: WireTraffic.polling(payloadBytes: payload, interval: interval),
                formula: "(p x exchange with 200 + (1 - p) x exchange with 304 + 3 x 52) / T, p by the log",
                checked: true)
        ]
    }

    /// Entries by the log, once to every client; what a page costs besides them by what was received.
    func eventPageTraffic(interval: Double) -> [Prediction] {
        guard join.index.isWhole, interval > 0, messages > 0 else { return [] }
        let record: LoadRecord = measurement.record
        let received: Double = record.typeTraffic.reduce(0) { $0 + Double($1.windowBytes) }
        let empty: Double = (exchanged - received) / Double(messages)
        let reach = Int64(interval * 1e9)
        var bytes: Double = 0
        for entry in join.index.byTime {
            // A poll brings it within an interval: near the window's edges, to part of the phases.
            let stamp: Int64 = join.index.timestamps[entry]
            let part: Int64 =
                min(stamp + reach, window.cost.upperBound) - max(stamp, window.cost.lowerBound)
            guard part > 0 else { continue }
            let type: String = join.index.typeNames[join.index.types[entry]]
            // Sizes of a type that nobody ever received are unknown: none is left out silently.
            guard let size = MessageSize(ofType: type, in: record) else { return [] }
            bytes += size.bytesPerEntry * Double(part) / Double(reach)
        }
        guard let segments = meanSegments(besides: empty) else { return [] }
        let total: Double =
            (empty + segments * WireTraffic.segmentOverhead) / interval + bytes / window.seconds
        return [
            traffic(
                bytesPerSecond: total,
                formula: "(request + empty page + segments x 52) / T + sum over types of r s, segments by "
                    + "the entries on each page", checked: true)
        ]
    }

    /// Of the polls that were answered in the window. Events come in bursts: most pages are empty and some
    /// long, and a page of the mean length would fill fewer segments than they do.
    ///
    /// - Parameter empty: bytes of a request and its empty page.
    private func meanSegments(besides empty: Double) -> Double? {
        struct Page: Hashable {
            var client: UInt32
            var arrival: Int64
        }
        let sizes: [Double] = join.index.typeNames.map {
            MessageSize(ofType: $0, in: measurement.record)?.bytesPerEntry ?? 0
        }
        var pages: [Page: Double] = [:]
        for poll in join.polls where poll.outcome == .answered && window.cost.contains(poll.arrival) {
            pages[Page(client: poll.client, arrival: poll.arrival)] = empty
        }
        for receipt in join.entries where window.cost.contains(receipt.arrival) {
            guard let entry = join.index.place(of: receipt.seq) else { continue }
            pages[Page(client: receipt.client, arrival: receipt.arrival)]? += sizes[join.index.types[entry]]
        }
        guard !pages.isEmpty else { return nil }
        let segments: Double = pages.values.reduce(0) { $0 + WireTraffic.segments(ofAnswer: $1) }
        return segments / Double(pages.count)
    }

    /// Of the polls, those that find a state made within the interval before them: the part of time within
    /// an interval behind an entry, whatever the phases.
    func changedShare(interval: Double) -> Double {
        let reach = Int64(interval * 1e9)
        var covered: Int64 = 0
        var end: Int64 = window.cost.lowerBound
        for stamp in join.index.timestamps.sorted() {
            let from: Int64 = max(stamp, end)
            let to: Int64 = min(stamp + reach, window.cost.upperBound)
            guard to > from else { continue }
            covered += to - from
            end = to
        }
        return Double(covered) / 1e9 / window.seconds
    }

    private var joined: [ClientRecord] { measurement.record.clients.filter { $0.sessionStart > 0 } }

    /// Application bytes of all clients both ways.
    private var exchanged: Double { joined.reduce(0) { $0 + Double($1.bytesUp + $1.bytesDown) } }
}
