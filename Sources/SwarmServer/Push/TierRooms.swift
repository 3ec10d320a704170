import SwarmCore

/// How rooms and quality tiers map to rooms of the Socket.IO server.
///
/// A client in a room is in one room of the server for its tier. A batch of a tier goes to that tier's room
/// alone, an immediate event to all tiers' rooms.
enum TierRooms {
    /// The server's room for the clients of one tier in a room. The suffixes hold a control character,
    /// which no client may use in a room's name.
    static func name(_ room: String, tier: QualityTier) -> String {
        switch tier {
        case .good: room
        case .fair: room + "\u{1}fair"
        case .poor: room + "\u{1}poor"
        }
    }
}
