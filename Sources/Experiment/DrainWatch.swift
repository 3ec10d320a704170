import LoadEngine
import Scenarios

/// Decides when a trial's drain may end before its limit: as soon as every client holds every
/// eligible entry, nothing more can arrive that counts.
struct DrainWatch {
    private let reader: ServerLogReader
    private let transport: Transport
    private let largestWindow: Int64
    /// The server's log, once read.
    private(set) var log: ServerLog?
    private var expectedReceipts: Int?
    private var targetSeq: UInt64?

    init(reader: ServerLogReader, transport: Transport, largestWindow: Int64) {
        self.reader = reader
        self.transport = transport
        self.largestWindow = largestWindow
    }

    /// - Parameter now: CLOCK_REALTIME nanoseconds, in the drain.
    /// - Returns: true when nothing that counts is missing any more.
    mutating func isComplete(_ progress: LoadProgress, now: Int64) throws -> Bool {
        switch transport {
        case .webSocket:
            // By then every window that was open at the end of the steady state has been flushed.
            guard now >= progress.timeline.steadyEnd + largestWindow + Self.margin else { return false }
            if expectedReceipts == nil {
                let log = try reader.readAll()
                self.log = log
                expectedReceipts = Self.eligible(log, progress.timeline)
            }
            return progress.fewestEligibleReceipts >= (expectedReceipts ?? .max)
        case .intervalPolling:
            guard now >= progress.timeline.steadyEnd + Self.margin else { return false }
            if targetSeq == nil { targetSeq = try reader.lastSeq() }
            return progress.lowestSeq >= (targetSeq ?? .max)
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
