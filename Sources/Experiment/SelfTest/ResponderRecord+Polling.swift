import Responder

extension ResponderRecord {
    func pollFigures() -> [SelfTestQuantity: SelfTestTruth] {
        let connections: [[ResponderTruth.Poll]] = Dictionary(grouping: truth.polls, by: \.connection).values
            .map { $0 }
        let entries: [ResponderTruth.Entry] = eligible
        var messages = WindowCount()
        var bytes = WindowCount()
        var update = Sum()
        var service = Sum()
        var coalesced = 0
        for polls in connections {
            // The first one connects: it belongs to no schedule.
            for poll in polls.dropFirst() {
                messages.add(1, began: poll.began, returned: poll.returned, window: window)
                bytes.add(poll.bytesDown, began: poll.began, returned: poll.returned, window: window)
                service.add(poll, from: poll.arrived)
            }
            var next = 0
            for entry in entries {
                while next < polls.count, polls[next].seq < entry.seq { next += 1 }
                guard next < polls.count else { break }
                update.add(polls[next], from: entry.stamp)
                if polls[next].seq > entry.seq { coalesced += 1 }
            }
        }
        let pairs: Int = entries.count * connections.count
        var figures: [SelfTestQuantity: SelfTestTruth] = [:]
        figures[.updateLatency] = Self.mean(update.nanoseconds, of: update.count, halfWidth: update.halfWidth)
        figures[.serviceTime] = Self.mean(
            service.nanoseconds, of: service.count, halfWidth: service.halfWidth)
        figures[.updates] = SelfTestTruth(value: Double(pairs))
        figures[.lost] = SelfTestTruth(value: Double(pairs - update.count))
        figures[.duplicated] = SelfTestTruth(value: 0)
        figures[.reordered] = SelfTestTruth(value: 0)
        figures[.coalesced] = SelfTestTruth(value: Double(coalesced))
        figures[.messages] = messages.truth
        figures[.bytesDown] = bytes.truth
        return figures
    }

    private struct Sum {
        var nanoseconds: Int64 = 0
        var halfWidth: Int64 = 0
        var count = 0

        mutating func add(_ poll: ResponderTruth.Poll, from start: Int64) {
            nanoseconds += ResponderRecord.instant(began: poll.began, returned: poll.returned) - start
            halfWidth += max(0, poll.returned - poll.began) / 2
            count += 1
        }
    }
}
