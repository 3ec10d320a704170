import LoadEngine

/// One process of a trial's server from its start to its end, and its own account of that time.
struct ServerLife: Sendable, Equatable {
    var log: ServerLog
    /// Nothing that it sent arrived before; CLOCK_REALTIME nanoseconds.
    var start: Int64
    /// Why the log is missing; nil when it is not.
    var failure: String?
}

/// One account of several lives: entries of a later one are numbered on from where its predecessor's log ended,
/// in the log and in what clients saw.
///
/// Each process counts `seq` from 1. What a client got is of the life in which it arrived.
struct JoinedLives {
    private let lives: [ServerLife]
    /// Added to the numbers of each life.
    private let offsets: [UInt64]
    /// Receipts of entries that were stamped after the log of their life was last read.
    private(set) var unlogged = 0

    /// - Parameter lives: in their order; at least one.
    init(_ lives: [ServerLife]) {
        self.lives = lives
        var offsets: [UInt64] = []
        var last: UInt64 = 0
        for life in lives {
            offsets.append(last)
            last += life.log.entries.last?.seq ?? 0
        }
        self.offsets = offsets
    }

    var log: ServerLog {
        var log = ServerLog(entries: [], complete: lives.allSatisfy(\.log.complete))
        log.origin = lives[0].log.origin
        for (life, offset) in zip(lives, offsets) {
            log.entries += life.log.entries.map { entry in
                var entry = entry
                entry.seq += offset
                return entry
            }
        }
        log.lives = Array(offsets.dropFirst())
        return log
    }

    /// Numbers what clients saw as the joined log does. What no log holds is left out, and counted.
    mutating func number(_ record: inout LoadRecord) {
        var dropped = 0
        for worker in record.entries.indices {
            record.entries[worker] = record.entries[worker].compactMap { receipt in
                let life: Int = life(at: receipt.arrival)
                guard life == lives.count - 1 || receipt.seq <= last(of: life) else {
                    dropped += 1
                    return nil
                }
                var receipt = receipt
                receipt.seq += offsets[life]
                return receipt
            }
        }
        for worker in record.polls.indices {
            for place in record.polls[worker].indices where record.polls[worker][place].seq > 0 {
                let poll: PollObservation = record.polls[worker][place]
                let life: Int = life(at: poll.arrival)
                let known: UInt64 = life == lives.count - 1 ? poll.seq : min(poll.seq, last(of: life))
                record.polls[worker][place].seq = known > 0 ? known + offsets[life] : 0
            }
        }
        unlogged += dropped
    }

    private func last(of life: Int) -> UInt64 { lives[life].log.entries.last?.seq ?? 0 }

    private func life(at arrival: Int64) -> Int {
        max(0, (lives.firstIndex { $0.start > arrival } ?? lives.count) - 1)
    }
}

extension ServerLog {
    /// The log of the process that ran last, as that one numbered it.
    var ofLastLife: ServerLog {
        guard let offset = lives.last else { return self }
        var log = ServerLog(
            entries: entries.filter { $0.seq > offset }.map { entry in
                var entry = entry
                entry.seq -= offset
                return entry
            }, complete: complete)
        log.origin = origin
        return log
    }
}
