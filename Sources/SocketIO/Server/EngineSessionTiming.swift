/// The intervals of a server's Engine.IO session, in nanoseconds.
package struct EngineSessionTiming: Hashable, Sendable {
    /// From the handshake, or a pong, until the next ping.
    package var pingInterval: UInt64
    /// From a ping until the session ends unless a pong came.
    package var pingTimeout: UInt64
    /// From a probing WebSocket's arrival until it has to have sent `5`.
    package var upgradeTimeout: UInt64
    /// Between the noops that release a waiting GET while a WebSocket probes; 100 ms in the reference.
    package var noopInterval: UInt64
    /// From a polling session's handshake until its first request.
    package var firstRequestTimeout: UInt64
    /// How long a session that the server closed keeps its `1` for the next GET.
    package var closeLinger: UInt64

    package init(
        pingInterval: UInt64, pingTimeout: UInt64, upgradeTimeout: UInt64 = 10_000_000_000,
        noopInterval: UInt64 = 100_000_000, closeLinger: UInt64 = 30_000_000_000,
        firstRequestTimeout: UInt64 = 10_000_000_000
    ) {
        self.firstRequestTimeout = firstRequestTimeout
        self.pingInterval = pingInterval
        self.pingTimeout = pingTimeout
        self.upgradeTimeout = upgradeTimeout
        self.noopInterval = noopInterval
        self.closeLinger = closeLinger
    }
}
