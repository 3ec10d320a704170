/// A reading of everything a server counts, summed over its event loops.
///
/// Gauges are what is there now, the rest only grows. Event loops are read one after the other
/// without stopping them, so figures of a busy server may differ by what happened meanwhile.
package struct ServerCounters: Sendable, Equatable {
    /// TCP connections open now, plain HTTP ones included. Gauge.
    package var connections: Int = 0
    /// Engine.IO sessions open now, by transport. Gauge.
    package var sessions: [Transport: Int] = [:]
    /// Sockets connected to a namespace now. Gauge.
    package var sockets: Int = 0
    /// Engine.IO sessions opened, by the transport of their handshake.
    package var handshakes: [Transport: UInt64] = [:]
    /// Handshakes and requests answered with an error of the Engine.IO table.
    package var refusedRequests: UInt64 = 0
    /// Sessions that moved from polling to WebSocket.
    package var upgrades: UInt64 = 0
    /// Connections closed on arrival because of `maxConnections`.
    package var refusedConnections: UInt64 = 0
    /// Handshakes refused because of `maxSessions`.
    package var refusedSessions: UInt64 = 0
    /// HTTP connections closed because their client did not take an answer within `writeTimeout`.
    package var writeTimeouts: UInt64 = 0
    /// Connections closed because a request did not complete in time.
    package var handshakeTimeouts: UInt64 = 0
    /// Engine.IO packets written to a WebSocket or put into the answer of a poll, heartbeats and attachments
    /// included. What was dropped instead, or never polled, is not among them.
    package var packetsSent: UInt64 = 0
    /// Engine.IO packets received.
    package var packetsReceived: UInt64 = 0
    /// Bytes written: WebSocket frames with their heads, pong and close frames included, and bodies of polls'
    /// answers without HTTP's heads.
    package var bytesSent: UInt64 = 0
    /// Messages to WebSockets that the kernel took whole, written straight to the descriptor.
    package var directWrites: UInt64 = 0
    /// Messages to WebSockets that went through NIO's queue, whole or their tail: the socket was full, an earlier
    /// one still waited, or the connection is encrypted.
    package var queuedWrites: UInt64 = 0
    /// Bytes received: WebSocket payloads, POST bodies.
    package var bytesReceived: UInt64 = 0
    /// Socket.IO EVENTs among the packets sent, one for every socket reached.
    package var eventsSent: UInt64 = 0
    /// Socket.IO EVENTs received.
    package var eventsReceived: UInt64 = 0
    /// Volatile events not sent because the client was not ready for more.
    package var volatileDropped: UInt64 = 0
    /// Sessions ended, by reason.
    package var closedSessions: [DisconnectReason: UInt64] = [:]

    package init() {}
}
