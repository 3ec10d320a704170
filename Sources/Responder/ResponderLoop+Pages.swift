import Synchronization

extension ResponderLoop {
    /// A page of the log for a polling client, as chance has it, and its record.
    func answerPage(_ query: [String: String], _ connection: ResponderConnection, arrived: Int64) {
        var given: [UInt64] = []
        let response = eventsAnswer(query) { page in
            let drawn = altered(page)
            given = drawn.recorded
            return drawn.entries
        }
        let began = ResponderClock.realtime()
        let isWhole = connection.send(response)
        let returned = isWhole ? ResponderClock.realtime() : 0
        let page = ResponderTruth.Page(
            connection: connection.number, arrived: arrived, began: began + behavior.recordShift,
            returned: returned == 0 ? 0 : returned + behavior.recordShift, seqs: given,
            bytesDown: response.count)
        shared.truth.withLock { $0.pages.append(page) }
    }

    /// The answer of `GET /api/events`. `altering` chooses what becomes of the entries that belong on it.
    func eventsAnswer(
        _ query: [String: String],
        altering: ([ResponderTruth.Entry]) -> [ResponderTruth.Entry] = { $0 }
    ) -> [UInt8] {
        let all = shared.truth.withLock { $0.entries }
        let entries = all.suffix(behavior.keptEntries)
        let firstSeq: UInt64 = entries.first?.seq ?? seq + 1
        let after: UInt64 = query["after"].flatMap(UInt64.init) ?? firstSeq - 1
        guard after + 1 >= firstSeq, after <= seq else {
            let text = "{\"title\":\"Gone\",\"firstSeq\":\(firstSeq),\"lastSeq\":\(seq)}"
            return Self.response(410, text)
        }
        let limit = min(behavior.eventPage, query["limit"].flatMap { Int($0) } ?? 1000)
        let wanted = Array(entries.drop { $0.seq <= after }.prefix(limit))
        let events = altering(wanted).map { entry in
            "{\"seq\":\(entry.seq),\"event\":\"\(entry.event)\",\"room\":\"dashboard\","
                + "\"timestamp\":\"\(ResponderClock.text(entry.stamp))\",\"data\":\(item(entry))}"
        }
        let text =
            "{\"events\":[\(events.joined(separator: ","))],\"firstSeq\":\(firstSeq),"
            + "\"lastSeq\":\(seq)}"
        return Self.response(200, text)
    }

    /// Leaves entries out, repeats them, and puts them behind the next one.
    private func altered(
        _ page: [ResponderTruth.Entry]
    ) -> (entries: [ResponderTruth.Entry], recorded: [UInt64]) {
        var entries: [ResponderTruth.Entry] = []
        var recorded: [UInt64] = []
        func give(_ entry: ResponderTruth.Entry) {
            entries.append(entry)
            recorded.append(entry.seq)
        }
        var held: ResponderTruth.Entry?
        for entry in page {
            if let late = held {
                give(entry)
                give(late)
                held = nil
            } else if random.happens(behavior.dropShare) {
                continue
            } else if random.happens(behavior.doubleShare) {
                give(entry)
                entries.append(entry)
                if !behavior.hidesDoubles { recorded.append(entry.seq) }
            } else if random.happens(behavior.swapShare) {
                held = entry
            } else {
                give(entry)
            }
        }
        if let held { give(held) }
        return (entries, recorded)
    }
}
