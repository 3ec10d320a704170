import LoadEngine
import Scenarios

/// Decides when a trial's drain may end before its limit: as soon as every client holds every
/// eligible entry, nothing more can arrive that counts.
///
/// Asks the server in the background; a server that does not answer only means waiting for the limit.
struct DrainWatch {
    private let reader: ServerLogReader?
    private let transport: Transport
    private let largestWindow: Int64
    private var logRead: BackgroundRead<ServerLog>?
    private var seqRead: BackgroundRead<UInt64>?

    /// Beyond this distance of the target's clock its stamps tell nothing of what is on its way, nanoseconds.
    private static let alignment: Int64 = 10_000_000

    /// - Parameters:
    ///   - reader: nil for a target that keeps no log, whose drain lasts to its limit.
    ///   - clock: how the target's clock stood before the trial; nil where it is this host's. Push clients
    ///     count entries by their stamps: where these are of another time, the drain lasts to its limit too.
    init(
        reader: ServerLogReader?, transport: Transport, largestWindow: Int64, clock: ClockOffset? = nil
    ) {
        let isAligned: Bool = clock.map(Self.isAligned) ?? true
        self.reader = isAligned || !transport.isPush ? reader : nil
        self.transport = transport
        self.largestWindow = largestWindow
    }

    private static func isAligned(_ clock: ClockOffset) -> Bool {
        clock.offset.magnitude < alignment && clock.uncertainty.magnitude < alignment
    }

    /// It can never end before its limit.
    var lastsToLimit: Bool { reader == nil }

    /// The server's log as read for the decision, if it was.
    var log: ServerLog? {
        guard case .success(let log) = logRead?.result else { return nil }
        return log
    }

    /// - Parameter now: CLOCK_REALTIME nanoseconds, in the drain.
    /// - Returns: true when nothing that counts is missing any more.
    mutating func isComplete(_ progress: LoadProgress, now: Int64) -> Bool {
        guard let reader else { return false }
        if transport.isPush {
            // By then every window that was open at the end of the steady state has been flushed.
            guard now >= progress.timeline.steadyEnd + largestWindow + Self.margin else { return false }
            let start = progress.timeline.steadyStart
            if logRead == nil { logRead = BackgroundRead { try reader.readAll(from: start) } }
            guard let log else { return false }
            return progress.fewestEligibleReceipts >= Self.eligible(log, progress.timeline)
        } else {
            // Late enough for a task submitted at the very end to have its first entry; a poll interval has
            // to pass anyway.
            guard now >= progress.timeline.steadyEnd + 5 * Self.margin else { return false }
            if seqRead == nil { seqRead = BackgroundRead { try reader.lastSeq() } }
            guard case .success(let target) = seqRead?.result else { return false }
            return progress.lowestSeq >= target
        }
    }

    private static func eligible(_ log: ServerLog, _ timeline: Timeline) -> Int {
        log.entries.count {
            $0.room == "dashboard" && $0.timestamp >= timeline.steadyStart
                && $0.timestamp < timeline.steadyEnd
        }
    }

    /// For entries that were stamped just before the end and are being written, nanoseconds.
    private static let margin: Int64 = 50_000_000
}
