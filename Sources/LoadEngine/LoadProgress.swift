/// A snapshot of a running trial, cheap enough to take many times a second.
package struct LoadProgress: Sendable, Equatable, Codable {
    package enum Phase: String, Sendable, CaseIterable, Codable {
        case idle, connecting, warmUp, steady, drain, closing, finished
    }

    package var phase: Phase = .idle
    /// As planned, known as soon as the load starts: `steadyStart` and `steadyEnd` can lie ahead.
    package var timeline = Timeline()
    package var connected: Int = 0
    /// Event packets or poll responses since the start.
    package var messages: UInt64 = 0
    package var errors: UInt64 = 0
    /// Connections that ended before their clients meant them to.
    package var disconnects: UInt64 = 0
    package var submitted: Int = 0
    /// Push: over the clients, the smallest number of distinct entries received that were stamped in
    /// [t0, t1). Never too large: an entry that came more than `SeqWindow.width` numbers late may be
    /// missing. `Int.max` when polling or without clients.
    package var fewestEligibleReceipts: Int = 0
    /// Polling: over the clients, the smallest `seq` possessed. `UInt64.max` when pushing or without
    /// clients.
    package var lowestSeq: UInt64 = 0

    package init() {}
}
