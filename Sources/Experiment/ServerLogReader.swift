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

    package init(endpoint: Endpoint) { self.endpoint = endpoint }

    /// The newest `seq` that has occurred.
    package func lastSeq() throws -> UInt64 { try page(after: nil, limit: 1).lastSeq }

    /// Every entry the server still keeps.
    ///
    /// - Parameter start: CLOCK_REALTIME nanoseconds; `complete` is false when the server no longer keeps
    ///   all entries from then on.
    package func readAll(from start: Int64) throws -> ServerLog {
        var entries: [LogEntry] = []
        var complete = true
        // Without `after`, reading starts at the oldest entry kept, whatever its number.
        var after: UInt64?
        while true {
            let page = try page(after: after, limit: Self.pageSize)
            for event in page.events { entries.append(try event.entry()) }
            if after == nil, page.firstSeq > 1 {
                complete = entries.first.map { $0.timestamp < start } ?? false
            }
            guard let last = page.events.last?.seq, last < page.lastSeq else { break }
            after = last
        }
        return ServerLog(entries: entries, complete: complete)
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
