import SocketIOServer
import SwarmCore

/// A connected client: where it is and how well it is connected. Only the swarm's loop touches it.
final class PushClient {
    /// Rooms a client may be in at once.
    static let roomLimit = 32
    /// The least time between two changes of a client's tier: each change sends all windows early, which
    /// no client may cause at will.
    static let tierHold: Int64 = 5_000_000_000

    let socket: Socket
    private(set) var rooms: [String] = []
    private(set) var tier = QualityTier.good
    /// The tier of the quality it reported last; it gets there once the hold is over.
    var wantedTier = QualityTier.good
    /// Whether someone will look at `wantedTier` when the hold is over.
    var isMoveScheduled = false
    private var tierSince: Int64?

    init(socket: Socket) {
        self.socket = socket
    }

    /// Joins a room; joining it again changes nothing.
    ///
    /// - Returns: false when it is in as many rooms as it may be.
    func join(_ room: String) -> Bool {
        if rooms.contains(room) { return true }
        guard rooms.count < PushClient.roomLimit else { return false }
        rooms.append(room)
        socket.join(TierRooms.name(room, tier: tier))
        return true
    }

    /// Leaves a room, if it is in there.
    ///
    /// Events of the room that still wait in a batch window are not sent to it any more: sending them early
    /// would let any client close everyone's windows at will.
    func leave(_ room: String) {
        guard let index = rooms.firstIndex(of: room) else { return }
        rooms.remove(at: index)
        socket.leave(TierRooms.name(room, tier: tier))
    }

    /// How long its tier may not change yet, nanoseconds; 0 when it may.
    func holdLeft(now: Int64) -> Int64 {
        guard let tierSince else { return 0 }
        // Never longer than a whole hold, even if the clock was set back.
        return min(PushClient.tierHold, max(0, tierSince + PushClient.tierHold - now))
    }

    /// Moves to another tier's rooms. The windows of both tiers must have been sent.
    func move(to tier: QualityTier, now: Int64) {
        for room in rooms {
            socket.leave(TierRooms.name(room, tier: self.tier))
            socket.join(TierRooms.name(room, tier: tier))
        }
        self.tier = tier
        tierSince = now
    }
}
