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
        let occupants = rooms.occupants(in: targets, except: except)
        guard !volatile, !engine.isCoalescing else {
            var dropped = 0
            for occupant in occupants where !occupant.member.write(message, volatile: volatile) {
                dropped += 1
            }
            if volatile { engine.counters.volatileDropped.add(dropped) }
            return
        }
        let direct = message.frames.withUnsafeReadableBytes { fanOut($0, of: message, to: occupants) }
        engine.counters.countDirect(message, receivers: direct)
    }

    /// Writes a message to every receiver's descriptor that is free; the others are asked one by one.
    ///
    /// - Returns: How many receivers' kernels took all of it.
    private func fanOut(
        _ bytes: UnsafeRawBufferPointer, of message: OutgoingMessage,
        to occupants: [RoomIndex<Socket>.Occupant]
    ) -> Int {
        var direct = 0
        let table = engine.descriptors
        for index in occupants.indices {
            let descriptor = table[occupants[index].slot]
            guard descriptor != DescriptorTable.none else {
                _ = occupants[index].member.write(message, volatile: false)
                continue
            }
            let taken = DescriptorWriter.write(bytes, to: descriptor)
            if taken == bytes.count {
                direct += 1
            } else {
                occupants[index].member.writeRest(of: message, after: taken)
            }
        }
        return direct
    }
}
