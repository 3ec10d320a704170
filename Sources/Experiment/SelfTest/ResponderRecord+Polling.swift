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
                service.add(began: poll.began, returned: poll.returned, from: poll.arrived)
            }
            var next = 0
            for entry in entries {
                while next < polls.count, polls[next].seq < entry.seq { next += 1 }
                guard next < polls.count else { break }
                let poll: ResponderTruth.Poll = polls[next]
                update.add(began: poll.began, returned: poll.returned, from: entry.stamp)
                if poll.seq > entry.seq { coalesced += 1 }
            }
        }
        let pairs: Int = entries.count * connections.count
        var figures: [SelfTestQuantity: SelfTestTruth] = [:]
        figures[.updateLatency] = update.mean
        figures[.serviceTime] = service.mean
        figures[.updates] = SelfTestTruth(value: Double(pairs))
        figures[.lost] = SelfTestTruth(value: Double(pairs - update.count))
        figures[.duplicated] = SelfTestTruth(value: 0)
        figures[.reordered] = SelfTestTruth(value: 0)
        figures[.coalesced] = SelfTestTruth(value: Double(coalesced))
        figures[.messages] = messages.truth
        figures[.bytesDown] = bytes.truth
        return figures
    }

    /// Polls that were told that the client's state is the latest.
    func unchangedFigures() -> [SelfTestQuantity: SelfTestTruth] {
        var unchanged = WindowCount()
        for poll in truth.polls where poll.isNotModified {
            unchanged.add(1, began: poll.began, returned: poll.returned, window: window)
        }
        return [.unchanged: unchanged.truth]
    }

    /// Durations up to the sending of an answer.
    struct Sum {
        private var nanoseconds: Int64 = 0
        private var halfWidth: Int64 = 0
        private(set) var count = 0

        mutating func add(began: Int64, returned: Int64, from start: Int64) {
            nanoseconds += ResponderRecord.instant(began: began, returned: returned) - start
            halfWidth += max(0, returned - began) / 2
            count += 1
        }

        var mean: SelfTestTruth? { ResponderRecord.mean(nanoseconds, of: count, halfWidth: halfWidth) }
    }
}
