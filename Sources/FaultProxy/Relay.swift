import CShims

/// One connection through the proxy: its two sockets and what lies between them.
///
/// Used by the loop's thread alone.
final class Relay {
    /// Where the loop keeps it, and which of the slot's connections it is: events of earlier ones are stale.
    let slot: Int
    let generation: UInt32
    let client: RelayEnd
    let server: RelayEnd
    /// By `Direction.rawValue`.
    private var pipes: [Pipe]
    /// The connection to the server is not made yet.
    var isConnecting = true
    /// The end that is gone without the other's knowing.
    var gone: ConnectionCut.End?
    /// One end has been reset; the other is when the line's delay has passed.
    var doomedAt: Int64?
    /// Waits for the proxy to hold less.
    var isStarved = false
    /// The earliest deadline that the loop has for it; the largest instant without one.
    var deadline = Int64.max
    /// Whether conditions that hold for a share of the connections hold for this one.
    var isHit = false

    init(slot: Int, generation: UInt32, client: Int32, server: Int32, lineBytes: Int, seed: UInt64) {
        self.slot = slot
        self.generation = generation
        self.client = RelayEnd(client)
        self.server = RelayEnd(server)
        pipes = [
            Pipe(limit: lineBytes, seed: seed), Pipe(limit: lineBytes, seed: seed ^ 0x5DEE_CE66_D1CE_4E5B),
        ]
    }

    subscript(direction: Direction) -> Pipe {
        _read { yield pipes[direction.rawValue] }
        _modify { yield &pipes[direction.rawValue] }
    }

    func source(_ direction: Direction) -> RelayEnd { direction == .up ? client : server }
    func destination(_ direction: Direction) -> RelayEnd { direction == .up ? server : client }

    var held: Int { pipes[0].held + pipes[1].held }

    /// Both ends have ended and know of each other's end.
    var isOver: Bool { pipes[0].end == .passed && pipes[1].end == .passed }

    /// Can be cut: it is a whole connection.
    var isWhole: Bool { gone == nil && doomedAt == nil && !isConnecting }

    /// What epoll is to tell about the sockets now. Nothing at all for one that neither reads nor waits to
    /// write: its errors are found when it does.
    func interest(_ end: RelayEnd) -> UInt32 {
        guard end.descriptor >= 0, doomedAt == nil else { return 0 }
        if gone != nil { return shim_peer_closed }
        if isConnecting { return end === server ? shim_writable : 0 }
        let outward: Direction = end === client ? .up : .down
        let inward: Direction = end === client ? .down : .up
        var wanted: UInt32 = 0
        if self[outward].room > 0, !isStarved || self[outward].isClear { wanted |= shim_readable }
        if end.isFull, self[inward].conditions.isStopped == false { wanted |= shim_writable }
        return wanted
    }
}

/// A socket of a relay.
final class RelayEnd {
    /// -1 once closed.
    private(set) var descriptor: Int32
    /// What epoll watches it for; nil when it does not watch it.
    var watched: UInt32?
    /// It takes no more until epoll says so.
    var isFull = false
    /// Its receive buffer has been made small.
    var isNarrow = false

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// Closes the socket, which also ends its being watched.
    func close(reset: Bool) {
        guard descriptor >= 0 else { return }
        if reset { _ = shim_set_reset_on_close(descriptor) }
        _ = shim_close(descriptor)
        descriptor = -1
        watched = nil
    }

    deinit { close(reset: true) }
}
