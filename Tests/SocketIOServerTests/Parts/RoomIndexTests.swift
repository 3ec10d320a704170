import Testing

@testable import SocketIOServer

/// A member with a name.
private final class Guest: RoomMember {
    let roomState = RoomState<Guest>()
    let name: Int
    let slot = DescriptorTable.none

    init(_ name: Int) {
        self.name = name
    }
}

@Suite("Rooms")
struct RoomIndexTests {
    private static func selected(
        _ index: RoomIndex<Guest>, in rooms: [String], except: [String]
    ) -> [Int] {
        var names: [Int] = []
        index.forEach(in: rooms, except: except) { names.append($0.name) }
        return names
    }

    @Test("every history of joining and leaving selects what sets select", arguments: 1...20)
    func model(seed: UInt64) {
        var state = seed
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let names = ["a", "b", "c", "d"]
        let guests = (0..<12).map(Guest.init)
        let index = RoomIndex<Guest>()
        var present: Set<Int> = []
        var rooms: [String: Set<Int>] = [:]
        for _ in 0..<600 {
            let guest = guests[random(guests.count)]
            let room = names[random(names.count)]
            switch random(6) {
            case 0, 1:
                index.add(guest)
                present.insert(guest.name)
            case 2, 3:
                index.join(guest, room)
                if present.contains(guest.name) { rooms[room, default: []].insert(guest.name) }
            case 4:
                index.leave(guest, room)
                rooms[room]?.remove(guest.name)
            default:
                index.remove(guest)
                present.remove(guest.name)
                for name in names { rooms[name]?.remove(guest.name) }
            }
            let targets = (0..<random(4)).map { _ in names[random(names.count)] }
            let except = (0..<random(3)).map { _ in names[random(names.count)] }
            var expected = targets.isEmpty ? present : []
            for name in targets { expected.formUnion(rooms[name] ?? []) }
            for name in except { expected.subtract(rooms[name] ?? []) }
            #expect(Self.selected(index, in: targets, except: except).sorted() == expected.sorted())
            #expect(index.count == present.count)
            #expect(index.roomCount == rooms.values.filter { !$0.isEmpty }.count)
        }
    }

    @Test("members that leave during a selection do not disturb it")
    func leavingMeanwhile() {
        let index = RoomIndex<Guest>()
        let guests = (0..<10).map(Guest.init)
        for guest in guests {
            index.add(guest)
            index.join(guest, "room")
        }
        for rooms in [["room"], [], ["room", "other"]] {
            var seen: [Int] = []
            index.forEach(in: rooms, except: []) { guest in
                seen.append(guest.name)
                if guest.name == 3 { for gone in guests[4...] { index.leave(gone, "room") } }
            }
            #expect(seen.sorted() == Array(0..<10))
            for guest in guests { index.join(guest, "room") }
        }
    }

    @Test("a member that was removed holds nothing alive")
    func noCycle() {
        let index = RoomIndex<Guest>()
        weak var remembered: Guest?
        do {
            let guest = Guest(1)
            remembered = guest
            index.add(guest)
            index.join(guest, "room")
            index.remove(guest)
        }
        #expect(remembered == nil)
        #expect(index.count == 0 && index.roomCount == 0)
    }
}
