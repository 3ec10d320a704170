/// How much a proxy may hold. At a limit it takes in no more: senders and those who connect wait.
package struct ProxyLimits: Sendable, Equatable {
    /// Connections at a time; each takes two descriptors.
    package var connections = 9_000
    /// Bytes that one direction of a connection holds. With a delay it bounds the throughput as a TCP window
    /// does, to `lineBytes` / delay.
    package var lineBytes = 256 * 1024
    /// Bytes that all connections hold together.
    package var totalBytes = 64 * 1024 * 1024

    package init() {}
}

/// What a proxy has done since it started.
package struct ProxyCounters: Sendable, Equatable {
    /// Connections that it let in.
    package var accepted = 0
    /// Connections that are there, half-open ones included.
    package var open = 0
    /// Of these, those of which one end is gone and the other has not noticed.
    package var halfOpen = 0
    /// Connections that it reset because it was told to.
    package var cut = 0
    /// Connections whose server could not be reached: their clients got a reset.
    package var refused = 0
    /// Bytes passed on.
    package var bytesUp: UInt64 = 0
    package var bytesDown: UInt64 = 0
    /// Bytes held now, and the most there have been.
    package var heldBytes = 0
    package var mostHeldBytes = 0

    package init() {}
}
