import Synchronization

/// Keeps the log of a trial that is longer than the server's log reaches back: reads on while entries are there.
///
/// For long trials alone, since what it asks the server is work for it: a page of some thousand entries a minute at
/// the usual rates.
final class ServerLogKeeper: Sendable {
    /// Trials whose steady state is no longer are read once, when they end.
    static let longTrial: Int64 = 600_000_000_000
    /// Between two readings, nanoseconds.
    static let interval: Int64 = 60_000_000_000
    /// Entries before the steady state that are kept, for tasks that began in it.
    static let overlap: UInt64 = 5_000

    private struct State {
        var entries: [LogEntry] = []
        /// Nil until it has begun.
        var due: Int64?
        var read: BackgroundRead<[LogEntry]>?
        /// Entries were gone before they could be read, or the server gave none for long.
        var isBroken = false
    }

    private let state = Mutex(State())
    private let latest: @Sendable () throws -> UInt64
    private let readOn: @Sendable (_ after: UInt64) throws -> [LogEntry]

    /// - Parameters:
    ///   - latest: the newest `seq` there is.
    ///   - readOn: entries behind a `seq`, ascending; throws also where the next one is gone.
    init(
        latest: @escaping @Sendable () throws -> UInt64,
        readOn: @escaping @Sendable (_ after: UInt64) throws -> [LogEntry]
    ) {
        self.latest = latest
        self.readOn = readOn
    }

    /// Reads on in the background, if it is time to. A reading that failed is tried again at the next one's time.
    ///
    /// - Parameters:
    ///   - now: CLOCK_REALTIME nanoseconds.
    ///   - start: of the steady state; 0 before it is known.
    func look(at now: Int64, steadyStart start: Int64) {
        guard start > 0, now >= start else { return }
        state.withLock { state in
            if let result = state.read?.result {
                if case .success(let entries) = result { Self.append(entries, to: &state) }
                state.read = nil
            }
            guard state.read == nil, !state.isBroken, now >= state.due ?? start else { return }
            state.due = now + Self.interval
            let last: UInt64? = state.entries.last?.seq
            state.read = BackgroundRead { [latest, readOn] in
                if let last { return try readOn(last) }
                let newest: UInt64 = try latest()
                return try readOn(newest > Self.overlap ? newest - Self.overlap : 0)
            }
        }
    }

    private static func append(_ entries: [LogEntry], to state: inout State) {
        guard let first = entries.first else { return }
        if let last = state.entries.last, first.seq != last.seq + 1 {
            state.isBroken = true
            return
        }
        state.entries += entries
    }

    /// What was kept so far, without a gap; empty where there is one.
    var entries: [LogEntry] { state.withLock { $0.isBroken ? [] : $0.entries } }
}
