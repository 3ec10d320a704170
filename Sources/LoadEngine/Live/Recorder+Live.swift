extension Recorder {
    /// Picks the latest poll for those who watch: its response time. Call when `messages` has reached `live.due`.
    @inline(never)
    func pickPoll(intended: Int64, arrival: Int64) {
        live.pick(arrival &- intended, isStamped: false, weight: 1, messages: messages)
    }

    /// Picks the latest message for those who watch: the update latency of one of its entries. Apart from the
    /// path of those that are not picked.
    @inline(never)
    func pickUpdate(_ entries: borrowing [UpdateScanner.Entry], arrival: Int64) {
        guard !entries.isEmpty else { return }
        let entry = entries[live.choice(of: entries.count)]
        live.pick(
            arrival &- entry.timestamp, isStamped: true, weight: entries.count, messages: messages)
    }
}
