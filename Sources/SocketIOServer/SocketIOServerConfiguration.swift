import NIOCore
import SocketIO

/// Every limit and interval of a Socket.IO server.
///
/// The defaults are those of the Engine.IO v4 and Socket.IO v5 reference servers where they have
/// one. Durations below zero count as zero.
package struct SocketIOServerConfiguration: Sendable {
    /// Where Engine.IO answers; starts and ends with a slash.
    package var path: String = "/socket.io/"
    /// From the handshake, or from a pong, until the next ping.
    package var pingInterval: Duration = .seconds(25)
    /// From a ping until the session closes unless a pong arrived.
    package var pingTimeout: Duration = .seconds(20)
    /// Largest message a client may send, in bytes: one WebSocket message or one POST body.
    package var maxPayload: Int = 1_000_000
    /// From the Engine.IO handshake until the first namespace is connected.
    package var connectTimeout: Duration = .seconds(45)
    /// From accepting a TCP connection until its first request is complete, and from the head of
    /// any request until its end: slow-loris connections end here.
    package var handshakeTimeout: Duration = .seconds(10)
    /// What Socket.IO packets may be: attachments, depth, namespaces.
    package var packetLimits = SocketIOLimits.standard
    /// From a packet that announces attachments until the last of them.
    package var attachmentTimeout: Duration = .seconds(10)
    /// From the answer to a polling handshake until the session's first request: those that never come back
    /// hold a session for no longer.
    package var firstRequestTimeout: Duration = .seconds(10)
    /// From the moment that more waits to be sent on an HTTP connection than its buffers take until it flows again;
    /// and for what waits on a WebSocket that the server closes.
    package var writeTimeout: Duration = .seconds(30)
    /// Largest head of a handshake, in bytes; larger ones are answered 431. The session keeps its headers.
    package var maxHandshakeHead: Int = 16_384
    /// From a probing WebSocket's `101` until its `5`, or that socket is closed.
    package var upgradeTimeout: Duration = .seconds(10)
    /// From a request answered on a kept-alive HTTP connection until the next one.
    package var idleTimeout: Duration = .seconds(75)
    /// TCP connections at once, HTTP ones included; the next one is closed as it arrives.
    package var maxConnections: Int = 19_000
    /// Sessions at once, those included that polling clients have left without a word. Handshakes over the limit
    /// are answered 503.
    package var maxSessions: Int = 20_000
    /// Bytes that may wait for one client, in the WebSocket's write queue or for its next poll.
    /// A client that falls further behind is dropped as a slow reader and counted. Has to exceed the largest
    /// message sent.
    package var maxPendingWriteBytes: Int = 1 << 20
    /// Whether WebSocket messages are written straight to the socket while nothing waits for it. Only speed
    /// depends on it; encrypted connections never are.
    package var directWrites: Bool = true
    /// How long a graceful shutdown of the application waits for clients to take their goodbye.
    package var shutdownDeadline: Duration = .seconds(5)
    /// Transports on offer; polling alone takes the upgrade away.
    package var transports: Set<Transport> = [.polling, .webSocket]
    /// Origins that get CORS headers.
    package var allowedOrigins: AllowedOrigins = .none
    /// Asked for every handshake, on an event loop: answer at once. `false` answers 403.
    package var admission: @Sendable (Handshake) -> Bool = { _ in true }

    package init() {}
}

/// How packets travel between one client and the server.
package enum Transport: String, Sendable, Hashable, CaseIterable {
    case polling
    case webSocket = "websocket"
}

/// Which browser origins may read answers of this server.
package enum AllowedOrigins: Sendable, Hashable {
    /// No CORS headers: same-origin pages and clients that are no browsers.
    case none
    /// Every origin, without credentials.
    case any
    /// These, spelt as browsers send them (`https://example.org`).
    case list(Set<String>)
}
