/// Someone who can be in rooms.
protocol RoomMember: AnyObject {
    /// Where it is; made with the member and touched by its `RoomIndex` only.
    var roomState: RoomState<Self> { get }
    /// Kept beside the member in every room, for those who need not look at the member itself; never changes.
    var slot: DescriptorTable.Slot { get }
}

/// Which rooms one member is in.
final class RoomState<Member: RoomMember> {
    fileprivate struct Membership {
        let room: RoomIndex<Member>.Room
        /// Index in the room.
        var place: Int
    }

    fileprivate var memberships: [String: Membership] = [:]
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
    /// A member with its slot. Strong, so that a broadcast in progress outlives a member that it drops; leaving
    /// breaks the cycle.
    struct Occupant {
        let member: Member
        let slot: DescriptorTable.Slot

        init(_ member: Member) {
            self.member = member
            slot = member.slot
        }
    }

    fileprivate final class Room {
        let name: String
        var occupants: [Occupant] = []

        init(_ name: String) {
            self.name = name
        }
    }

    private var everyone: [Occupant] = []
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
        everyone.append(Occupant(member))
    }

    /// Takes a member out of all its rooms and away.
    func remove(_ member: Member) {
        guard member.roomState.place >= 0 else { return }
        for name in Array(member.roomState.memberships.keys) { leave(member, name) }
        let last = everyone.removeLast()
        if last.member !== member {
            everyone[member.roomState.place] = last
            last.member.roomState.place = member.roomState.place
        }
        member.roomState.place = -1
    }

    /// Puts a member into a room, which exists from its first member on.
    func join(_ member: Member, _ name: String) {
        guard member.roomState.place >= 0, member.roomState.memberships[name] == nil else { return }
        let room = rooms[name] ?? Room(name)
        rooms[name] = room
        member.roomState.memberships[name] = .init(room: room, place: room.occupants.count)
        room.occupants.append(Occupant(member))
    }

    /// Takes a member out of a room; the last one takes the room along.
    func leave(_ member: Member, _ name: String) {
        guard let membership = member.roomState.memberships.removeValue(forKey: name) else { return }
        let room = membership.room
        let last = room.occupants.removeLast()
        if last.member !== member {
            room.occupants[membership.place] = last
            last.member.roomState.memberships[name]?.place = membership.place
        }
        if room.occupants.isEmpty { rooms[name] = nil }
    }

    /// Calls `body` once for each member in at least one of `targets` (everyone when there are none) and in none
    /// of `excluded`. Members that come or go meanwhile do not change the selection.
    func forEach(in targets: [String], except excluded: [String], _ body: (Member) -> Void) {
        for occupant in occupants(in: targets, except: excluded) { body(occupant.member) }
    }

    /// Those that `forEach` calls `body` for, as they are now.
    func occupants(in targets: [String], except excluded: [String]) -> [Occupant] {
        if targets.isEmpty, excluded.isEmpty { return everyone }
        if targets.count == 1, excluded.isEmpty { return rooms[targets[0]]?.occupants ?? [] }
        return select(targets, excluded)
    }

    /// Marks instead of sets: a member is taken if this selection has not marked it yet.
    private func select(_ targets: [String], _ excluded: [String]) -> [Occupant] {
        selection += 1
        for name in excluded {
            guard let room = rooms[name] else { continue }
            for occupant in room.occupants { occupant.member.roomState.mark = selection }
        }
        var selected: [Occupant] = []
        func take(_ occupant: Occupant) {
            guard occupant.member.roomState.mark != selection else { return }
            occupant.member.roomState.mark = selection
            selected.append(occupant)
        }
        if targets.isEmpty { everyone.forEach(take) }
        for name in targets { rooms[name]?.occupants.forEach(take) }
        return selected
    }
}
