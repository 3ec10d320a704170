import LoadEngine

/// One account of several lives: their entries are numbered through, without a gap, in the log and in what clients saw.
///
/// What a client got is of the life in which it arrived. A process that starts with nothing counts `seq` from 1; one
/// that goes on where its predecessor's numbers ended (it keeps them somewhere) is taken at its word: the same entry
/// has one number, whoever sent it, and its state holds what was before. Both may come after one another.
struct JoinedLives {
    /// A life's numbers, and what is made of them.
    private struct Part {
        var start: Int64
        /// The first `seq` that is new in its log: 1 (or 0) where it counts anew, none (the largest) where nothing is.
        var first: UInt64
        /// The last of its log; 0 without entries.
        var last: UInt64
        /// The last number of the joined log before it.
        var base: UInt64
        /// It goes on where its predecessor's numbers ended.
        var goesOn: Bool

        /// Nil of a number that is none of this life's: before its first, or too large for any log.
        func joined(_ seq: UInt64) -> UInt64? {
            guard seq >= first else { return nil }
            let (number, isTooLarge) = (seq - first).addingReportingOverflow(base + 1)
            return isTooLarge ? nil : number
        }
    }

    private var parts: [Part] = []
    /// The lives whose numbers go on from one another, by life.
    private var chains: [Range<Int>] = []
    let log: ServerLog
    /// Receipts of entries that were stamped after the log of their life was last read.
    private(set) var unlogged = 0

    /// - Parameters:
    ///   - lives: in their order; at least one.
    ///   - record: what clients saw of them, as the lives numbered it.
    init(_ lives: [ServerLife], seen record: LoadRecord) {
        let seen = LowestSeen(record, starts: lives.map(\.start))
        var parts: [Part] = []
        var entries: [LogEntry] = []
        var isTorn = false
        for (place, life) in lives.enumerated() {
            var part = Part(
                start: life.start, first: min(1, life.log.entries.first?.seq ?? 1),
                last: life.log.entries.last?.seq ?? 0,
                base: entries.last?.seq ?? 0, goesOn: false)
            var new: ArraySlice<LogEntry> = life.log.entries[...]
            if let before = parts.lastIndex(where: { $0.last > 0 }) {
                isTorn = isTorn || LowestSeen.isTorn(life.log.entries, after: lives[before].log.entries)
            }
            if let before = parts.lastIndex(where: { $0.last > 0 }),
                let last = lives[before].log.entries.last,
                seen.goesOn(life.log.entries, after: last, in: place)
            {
                new = new.drop { $0.seq <= last.seq }
                part.first = new.first?.seq ?? .max
                part.goesOn = true
                // Those in between stamped nothing that is known.
                for empty in parts.indices.dropFirst(before + 1) {
                    parts[empty].first = .max
                    parts[empty].goesOn = true
                }
            }
            entries += new.compactMap { entry in
                guard let number = part.joined(entry.seq) else { return nil }
                var entry = entry
                entry.seq = number
                return entry
            }
            parts.append(part)
        }
        var log = ServerLog(
            entries: entries,
            complete: !isTorn && zip(lives, parts).allSatisfy { $0.log.complete || $1.goesOn })
        log.origin = lives[0].log.origin
        log.lives = parts.dropFirst().filter { !$0.goesOn }.map(\.base)
        self.log = log
        self.parts = parts
        for place in parts.indices {
            let start: Int = parts[...place].lastIndex { !$0.goesOn } ?? 0
            let end: Int = parts[(place + 1)...].firstIndex { !$0.goesOn } ?? parts.count
            chains.append(start..<end)
        }
    }

    /// Numbers what clients saw as the joined log does. What no log holds is left out, and counted.
    mutating func number(_ record: inout LoadRecord) {
        var dropped = 0
        for worker in record.entries.indices {
            record.entries[worker] = record.entries[worker].compactMap { receipt in
                let part: Part = part(of: receipt.seq, at: receipt.arrival)
                guard isLast(part) || receipt.seq <= part.last, let number = part.joined(receipt.seq) else {
                    dropped += 1
                    return nil
                }
                var receipt = receipt
                receipt.seq = number
                return receipt
            }
        }
        for worker in record.polls.indices {
            for place in record.polls[worker].indices where record.polls[worker][place].seq > 0 {
                let poll: PollObservation = record.polls[worker][place]
                let part: Part = part(of: poll.seq, at: poll.arrival)
                let known: UInt64 = isLast(part) ? poll.seq : min(poll.seq, part.last)
                record.polls[worker][place].seq = known > 0 ? part.joined(known) ?? 0 : 0
            }
        }
        unlogged += dropped
    }

    private func isLast(_ part: Part) -> Bool { part.start == parts[parts.count - 1].start }

    /// Whose entry it is: of the life in which it arrived, or of one whose numbers that one shares.
    private func part(of seq: UInt64, at arrival: Int64) -> Part {
        let chain: Range<Int> = chains[max(0, (parts.firstIndex { $0.start > arrival } ?? parts.count) - 1)]
        return parts[chain.last { parts[$0].first <= seq } ?? chain.lowerBound]
    }
}

/// The lowest numbers that clients saw of each life: what tells a server that counts anew from one that goes on.
private struct LowestSeen {
    private var receipts: [UInt64]
    private var polls: [UInt64]

    init(_ record: LoadRecord, starts: [Int64]) {
        receipts = Array(repeating: .max, count: starts.count)
        polls = receipts
        func life(at arrival: Int64) -> Int {
            max(0, (starts.firstIndex { $0 > arrival } ?? starts.count) - 1)
        }
        for receipt in record.entries.joined() {
            let life: Int = life(at: receipt.arrival)
            receipts[life] = min(receipts[life], receipt.seq)
        }
        for poll in record.polls.joined() where poll.seq > 0 {
            let life: Int = life(at: poll.arrival)
            polls[life] = min(polls[life], poll.seq)
        }
    }

    /// Whether a process kept its predecessor's log but for the end, and gave the numbers there to other entries: which
    /// of two entries a receipt is of cannot be told then.
    static func isTorn(_ entries: [LogEntry], after before: [LogEntry]) -> Bool {
        guard let first = entries.first, let last = before.last, first.seq <= last.seq else { return false }
        return before.contains(first) && !entries.contains(last)
    }

    /// Whether the numbers of a life are those of the one whose log ended with `last`: its log has that entry too, or
    /// begins behind it, and clients saw nothing of it that was older. (A log that counts anew and has lost its first
    /// entries begins late too, but clients saw these.)
    func goesOn(_ entries: [LogEntry], after last: LogEntry, in life: Int) -> Bool {
        guard let first = entries.first else { return false }
        guard first.seq > last.seq else { return entries.contains(last) }
        return receipts[life] >= first.seq && polls[life] >= last.seq
    }
}
