/// The server's log laid out for the join: one dense place an entry, in order of `seq`.
struct EntryIndex {
    /// The room every simulated client is in; an entry for another room is no update of theirs.
    static let room = "dashboard"

    let seqs: [UInt64]
    let timestamps: [Int64]
    /// Index into `typeNames`.
    let types: [Int]
    let typeNames: [String]
    /// Went to `room`.
    let visible: [Bool]
    /// About one agent.
    let isOfAgent: [Bool]
    /// Places of visible entries stamped in the eligible window, ascending.
    let eligible: [Int]
    /// Places of visible entries in order of timestamp.
    let byTime: [Int]
    /// Where the log of each process after the first begins.
    let lifeStarts: [Int]
    /// Without holes in `seq`.
    let isGapFree: Bool
    /// Holds every entry of the trial: only then can it be known what is missing elsewhere.
    let isWhole: Bool

    init(_ log: ServerLog, eligible window: Range<Int64>) {
        var entries: [LogEntry] = log.entries
        let ascending: Bool = zip(entries, entries.dropFirst()).allSatisfy { $0.seq < $1.seq }
        if !ascending {
            entries.sort { $0.seq < $1.seq }
            var last: UInt64?
            entries.removeAll { entry in
                defer { last = entry.seq }
                return entry.seq == last
            }
        }
        seqs = entries.map(\.seq)
        timestamps = entries.map(\.timestamp)
        visible = entries.map { $0.room == Self.room }
        isOfAgent = entries.map { $0.agentID != nil }
        var names: [String] = []
        var known: [String: Int] = [:]
        types = entries.map { entry in
            if let type = known[entry.event] { return type }
            known[entry.event] = names.count
            names.append(entry.event)
            return names.count - 1
        }
        typeNames = names
        lifeStarts = log.lives.map { last in entries.firstIndex { $0.seq > last } ?? entries.count }
        let places: [Int] = entries.indices.filter { entries[$0].room == Self.room }
        eligible = places.filter { window.contains(entries[$0].timestamp) }
        byTime = places.sorted { (entries[$0].timestamp, $0) < (entries[$1].timestamp, $1) }
        isGapFree = (entries.last?.seq ?? 0) &- (entries.first?.seq ?? 0) &+ 1 == UInt64(entries.count)
        isWhole = log.complete && (isGapFree || entries.isEmpty || log.origin != .server)
    }

    var count: Int { seqs.count }

    /// The place of the entry, nil when the log does not have it.
    func place(of seq: UInt64) -> Int? {
        guard let first = seqs.first, let last = seqs.last, seq >= first, seq <= last else { return nil }
        if isGapFree { return Int(seq - first) }
        let place: Int = placeAfter(seq) - 1
        return place >= 0 && seqs[place] == seq ? place : nil
    }

    /// The first of those that the process knew whose log the last of `reach` entries is in: one that was started
    /// anew knows nothing of what was before.
    func firstKnown(at reach: Int) -> Int { lifeStarts.last { $0 < reach } ?? 0 }

    /// How many entries have a `seq` up to this one.
    func placeAfter(_ seq: UInt64) -> Int {
        guard let first = seqs.first, seq >= first else { return 0 }
        // An answer may claim any `seq` at all.
        if isGapFree { return seq - first >= UInt64(count) ? count : Int(seq - first) + 1 }
        var low: Int = 0
        var high: Int = count
        while low < high {
            let middle: Int = (low + high) / 2
            if seqs[middle] <= seq { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
