/// Someone who can be in rooms.
protocol RoomMember: AnyObject {
    /// Where it is; made with the member and touched by its `RoomIndex` only.
    var roomState: RoomState<Self> { get }
}

/// Which rooms one member is in.
final class RoomState<Member: RoomMember> {
    fileprivate var memberships: [String: RoomIndex<Member>.Membership] = [:]
    /// Index among all members; negative for none.
    fileprivate var place = -1
    /// The selection that last took or excluded the member.
    fileprivate var mark: UInt64 = 0

    /// Names of the rooms.
    var rooms: Set<String> { Set(memberships.keys) }
}

/// Who is in which room: joining, leaving and selecting for a broadcast, each member at most once.
///
/// Joining and leaving cost the same however large the room is. Not for several threads.
final class RoomIndex<Member: RoomMember> {
    fileprivate final class Membership {
        /// Strong, so that a broadcast in progress outlives a member that it drops; leaving breaks the cycle.
        let member: Member
        let room: Room
        /// Index in the room.
        var place: Int

        init(_ member: Member, _ room: Room, place: Int) {
            self.member = member
            self.room = room
            self.place = place
        }
    }

    fileprivate final class Room {
        let name: String
        var memberships: [Membership] = []

        init(_ name: String) {
            self.name = name
        }
    }

    private var everyone: [Member] = []
    private var rooms: [String: Room] = [:]
    private var selection: UInt64 = 0

    /// Members there are.
    var count: Int { everyone.count }
    /// Rooms with at least one member.
    var roomCount: Int { rooms.count }

    /// Adds a member without rooms.
    func add(_ member: Member) {
        guard member.roomState.place < 0 else { return }
        member.roomState.place = everyone.count
        everyone.append(member)
    }

    /// Takes a member out of all its rooms and away.
    func remove(_ member: Member) {
        guard member.roomState.place >= 0 else { return }
        for name in Array(member.roomState.memberships.keys) { leave(member, name) }
        let last = everyone.removeLast()
        if last !== member {
            everyone[member.roomState.place] = last
            last.roomState.place = member.roomState.place
        }
        member.roomState.place = -1
    }

    /// Puts a member into a room, which exists from its first member on.
    func join(_ member: Member, _ name: String) {
        guard member.roomState.place >= 0, member.roomState.memberships[name] == nil else { return }
        let room = rooms[name] ?? Room(name)
        rooms[name] = room
        let membership = Membership(member, room, place: room.memberships.count)
        room.memberships.append(membership)
        member.roomState.memberships[name] = membership
    }

    /// Takes a member out of a room; the last one takes the room along.
    func leave(_ member: Member, _ name: String) {
        guard let membership = member.roomState.memberships.removeValue(forKey: name) else { return }
        let room = membership.room
        let last = room.memberships.removeLast()
        if last !== membership {
            room.memberships[membership.place] = last
            last.place = membership.place
        }
        if room.memberships.isEmpty { rooms[name] = nil }
    }

    /// Calls `body` once for each member in at least one of `targets` (everyone when there are none) and in none
    /// of `excluded`. Members that come or go meanwhile do not change the selection.
    @inline(__always)
    func forEach(in targets: [String], except excluded: [String], _ body: (Member) -> Void) {
        if targets.isEmpty, excluded.isEmpty {
            for member in everyone { body(member) }
            return
        }
        if targets.count == 1, excluded.isEmpty {
            guard let room = rooms[targets[0]] else { return }
            for membership in room.memberships { body(membership.member) }
            return
        }
        for member in select(targets, excluded) { body(member) }
    }

    /// Marks instead of sets: a member is taken if this selection has not marked it yet.
    private func select(_ targets: [String], _ excluded: [String]) -> [Member] {
        selection += 1
        for name in excluded {
            guard let room = rooms[name] else { continue }
            for membership in room.memberships { membership.member.roomState.mark = selection }
        }
        var selected: [Member] = []
        func take(_ member: Member) {
            guard member.roomState.mark != selection else { return }
            member.roomState.mark = selection
            selected.append(member)
        }
        if targets.isEmpty { everyone.forEach(take) }
        for name in targets { rooms[name]?.memberships.forEach { take($0.member) } }
        return selected
    }
}
