/// How a client gets updates.
package enum Transport: Sendable, Hashable, Codable {
    /// `GET` of the state at a fixed interval, over a kept-alive connection.
    case intervalPolling(intervalNanoseconds: Int64)
    /// The same with `If-None-Match`: an unchanged state is answered 304 without a body.
    case conditionalPolling(intervalNanoseconds: Int64)
    /// `GET` of the events since the last one held, at a fixed interval.
    case eventPolling(intervalNanoseconds: Int64)
    /// Engine.IO over HTTP: a request waits until there is something to deliver.
    case longPolling
    /// Socket.IO over WebSocket.
    case webSocket

    /// Every transport, those that poll at this interval.
    static func all(interval: Int64) -> [Transport] {
        [
            .intervalPolling(intervalNanoseconds: interval),
            .conditionalPolling(intervalNanoseconds: interval),
            .eventPolling(intervalNanoseconds: interval), .longPolling, .webSocket,
        ]
    }

    /// The name in scenario files and results.
    package var name: String {
        switch self {
        case .intervalPolling: "interval-polling"
        case .conditionalPolling: "conditional-polling"
        case .eventPolling: "event-polling"
        case .longPolling: "long-polling"
        case .webSocket: "websocket"
        }
    }

    /// Between two polls of a client, nanoseconds; nil where the server decides when there is news.
    package var pollInterval: Int64? {
        switch self {
        case .intervalPolling(let nanoseconds), .conditionalPolling(let nanoseconds),
            .eventPolling(let nanoseconds):
            nanoseconds
        case .longPolling, .webSocket: nil
        }
    }

    /// The server sends what happens when it happens, as Socket.IO events.
    package var isPush: Bool { pollInterval == nil }
}
