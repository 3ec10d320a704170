/// What push clients received of one event type, summed over all clients.
///
/// Tells events that come by the clock apart from those that the load causes: a short steady state
/// sees too many or too few of the former, so their traffic is scaled by their configured rate
/// instead, for which one message anywhere in the trial gives the size.
package struct TypeTraffic: Sendable, Equatable, Codable {
    /// Received in the steady state [t0, t1), by arrival.
    package var windowMessages: UInt64 = 0
    /// Log entries in those messages; a batch holds several.
    package var windowEntries: UInt64 = 0
    /// WebSocket frames of those messages, heads included.
    package var windowBytes: UInt64 = 0
    /// Received since the client's session started, to the trial's end.
    package var messages: UInt64 = 0
    package var entries: UInt64 = 0
    package var bytes: UInt64 = 0

    package init() {}

    /// Counts one message of `entries` log entries and `bytes` frame bytes.
    mutating func add(entries: Int, bytes: Int, isInWindow: Bool) {
        messages += 1
        self.entries += UInt64(entries)
        self.bytes += UInt64(bytes)
        guard isInWindow else { return }
        windowMessages += 1
        windowEntries += UInt64(entries)
        windowBytes += UInt64(bytes)
    }

    /// Adds what another worker's clients received.
    static func += (sum: inout TypeTraffic, other: TypeTraffic) {
        sum.windowMessages += other.windowMessages
        sum.windowEntries += other.windowEntries
        sum.windowBytes += other.windowBytes
        sum.messages += other.messages
        sum.entries += other.entries
        sum.bytes += other.bytes
    }
}
