import Foundation
import LoadEngine

/// Reads the server's own account of what happened, `GET /api/events`, page by page.
package struct ServerLogReader: Sendable {
    /// Who is asked.
    package let endpoint: Endpoint
    /// Entries asked for at once.
    static let pageSize = 5000

    /// How long a page may take, nanoseconds.
    static let timeout: Int64 = 3_000_000_000

    /// What was read of the log already, and is read on; nil reads it once.
    let keeper: ServerLogKeeper?

    package init(endpoint: Endpoint) {
        self.endpoint = endpoint
        keeper = nil
    }

    /// For a trial that is told of the passing of time: reads on where its steady state is long.
    ///
    /// - Parameter steady: nanoseconds.
    init(endpoint: Endpoint, steady: Int64) {
        self.endpoint = endpoint
        let reader = ServerLogReader(endpoint: endpoint)
        keeper =
            steady > ServerLogKeeper.longTrial
            ? ServerLogKeeper(latest: reader.lastSeq, readOn: reader.read(after:)) : nil
    }

    /// The newest `seq` that has occurred.
    package func lastSeq() throws -> UInt64 { try page(after: nil, limit: 1).lastSeq }

    /// Every entry the server still keeps, behind those that were kept of it.
    ///
    /// - Parameter start: CLOCK_REALTIME nanoseconds; `complete` is false when not all entries from then on are there.
    package func readAll(from start: Int64) throws -> ServerLog {
        let kept: [LogEntry] = keeper?.entries ?? []
        if let first = kept.first, let last = kept.last, first.seq <= 1 || first.timestamp < start {
            // Where the server no longer has what comes next, it says so with an error.
            if let rest = try? read(after: last.seq), rest.first.map({ $0.seq == last.seq + 1 }) ?? true {
                return ServerLog(entries: kept + rest, complete: true)
            }
        }
        let entries: [LogEntry] = try read(after: nil)
        let isWhole: Bool = entries.first.map { $0.seq <= 1 || $0.timestamp < start } ?? true
        return ServerLog(entries: entries, complete: isWhole)
    }

    /// Page after page; nil begins at the oldest entry kept, whatever its number.
    func read(after seq: UInt64?) throws -> [LogEntry] {
        var entries: [LogEntry] = []
        var after: UInt64? = seq
        while true {
            let page = try page(after: after, limit: Self.pageSize)
            for event in page.events { entries.append(try event.entry()) }
            guard let last = page.events.last?.seq, last < page.lastSeq else { return entries }
            after = last
        }
    }

    private func page(after: UInt64?, limit: Int) throws -> Page {
        let path = "/api/events?" + (after.map { "after=\($0)&" } ?? "") + "limit=\(limit)"
        let response = try ControlClient(endpoint: endpoint, timeout: Self.timeout).get(path)
        guard response.status == 200 else { throw ServerLogError.status(path: path, status: response.status) }
        do {
            return try JSONDecoder().decode(Page.self, from: Data(response.body))
        } catch {
            throw ServerLogError.unreadable(path: path, reason: String(describing: error))
        }
    }
}

/// Why the log could not be read.
package enum ServerLogError: Error, Sendable, Equatable, CustomStringConvertible {
    case status(path: String, status: Int)
    case unreadable(path: String, reason: String)
    case timestamp(seq: UInt64, text: String)

    package var description: String {
        switch self {
        case .status(let path, let status):
            "GET \(path) answered \(status); the server's log is needed to know what clients should have seen"
        case .unreadable(let path, let reason): "GET \(path) answered no event log: \(reason)"
        case .timestamp(let seq, let text):
            "entry \(seq) of the server's log has the timestamp `\(text)`, not YYYY-MM-DDTHH:MM:SS.ffffffZ"
        }
    }
}

private struct Page: Decodable {
    var events: [Event]
    var firstSeq: UInt64
    var lastSeq: UInt64
}

private struct Event: Decodable {
    var seq: UInt64
    var event: String
    var room: String
    var timestamp: String
    var data: Payload?

    func entry() throws -> LogEntry {
        guard let instant = Timestamp.nanoseconds(timestamp) else {
            throw ServerLogError.timestamp(seq: seq, text: timestamp)
        }
        return LogEntry(
            seq: seq, event: event, room: room, timestamp: instant, taskID: data?.taskID,
            agentID: data?.agentID, newStatus: data?.newStatus,
            drawnDurationMilliseconds: data?.result?.drawn,
            startedAt: data?.result?.startedAt.flatMap { Timestamp.nanoseconds($0) })
    }
}

private struct Payload: Decodable {
    var taskID: String?
    var agentID: String?
    var newStatus: String?
    var result: Outcome?

    enum CodingKeys: String, CodingKey {
        case taskID = "task_id"
        case agentID = "agent_id"
        case newStatus = "new_status"
        case result
    }

    init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: CodingKeys.self)
        taskID = try keys.decodeIfPresent(String.self, forKey: .taskID)
        agentID = try keys.decodeIfPresent(String.self, forKey: .agentID)
        newStatus = try keys.decodeIfPresent(String.self, forKey: .newStatus)
        // A task's result is whatever its agent returned: of use here only where it is an object.
        result = try? keys.decodeIfPresent(Outcome.self, forKey: .result)
    }
}

private struct Outcome: Decodable {
    var drawn: Double?
    var startedAt: String?

    enum CodingKeys: String, CodingKey {
        case drawn = "simulated_duration_ms"
        case startedAt = "started_at"
    }
}
