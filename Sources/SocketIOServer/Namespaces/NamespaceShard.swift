import NIOCore

/// A namespace's sockets on one event loop, with their rooms. For that loop only.
final class NamespaceShard: @unchecked Sendable {
    let engine: EngineShard
    var rooms = RoomIndex<Socket>()

    init(_ engine: EngineShard) {
        self.engine = engine
    }

    /// A socket has been let in.
    func add(_ socket: Socket) {
        rooms.add(socket)
        engine.counters.sockets.add(1)
    }

    /// A socket has ended.
    func remove(_ socket: Socket) {
        rooms.remove(socket)
        engine.counters.sockets.add(-1)
    }

    /// Sends one message to the sockets selected.
    func broadcast(_ message: OutgoingMessage, to targets: [String], except: [String], volatile: Bool) {
        var dropped = 0
        rooms.forEach(in: targets, except: except) { socket in
            if !socket.write(message, volatile: volatile) { dropped += 1 }
        }
        if volatile { engine.counters.volatileDropped.add(dropped) }
    }
}
