/// Why a session or a socket ended; also the key its end is counted under.
package enum DisconnectReason: String, Sendable, Hashable, CaseIterable {
    /// No pong within the ping timeout.
    case pingTimeout = "ping-timeout"
    /// The client closed the transport, or said Engine.IO `1`.
    case transportClose = "transport-close"
    /// The transport broke: reset connection, overlapping polls, bad WebSocket frames.
    case transportError = "transport-error"
    /// The client sent what the protocol forbids.
    case protocolError = "protocol-error"
    /// More bytes waited for the client than `maxPendingWriteBytes`.
    case slowReader = "slow-reader"
    /// No namespace was connected within `connectTimeout`, or a polling client never came back after its handshake.
    case connectTimeout = "connect-timeout"
    /// The client left the namespace; its connection stays open.
    case clientNamespaceDisconnect = "client-disconnect"
    /// `Socket.disconnect` or `Namespace.disconnectSockets`.
    case serverDisconnect = "forced"
    /// `SocketServer.shutdown`.
    case serverShutdown = "server-shutdown"
}
