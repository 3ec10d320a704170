import LoadEngine

/// One process of a trial's server from its start to its end, and its own account of that time.
struct ServerLife: Sendable, Equatable {
    var log: ServerLog
    /// Nothing that it sent arrived before; CLOCK_REALTIME nanoseconds.
    var start: Int64
    /// Why the log is missing; nil when it is not.
    var failure: String?
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
