import CShims
import Glibc

extension ProxyLoop {
    /// What epoll told about one end of a connection.
    func handle(_ relay: Relay, _ name: ConnectionCut.End, _ readiness: UInt32, _ now: Int64) {
        let end = name == .client ? relay.client : relay.server
        if relay.gone != nil {
            // Has the end that was left alone given up? It may also be an event from before.
            let isOver = readiness & (shim_peer_closed | shim_hangup | shim_error) != 0
            if isOver { close(relay, reset: false) }
            return
        }
        if relay.doomedAt != nil { return }
        if relay.isConnecting {
            guard shim_socket_error(relay.server.descriptor) == 0 else {
                counters.refused += 1
                return close(relay, reset: true)
            }
            relay.isConnecting = false
        }
        if readiness & (shim_writable | shim_error | shim_hangup) != 0 { end.isFull = false }
        if readiness & ~shim_writable != 0 {
            read(relay, name == .client ? .up : .down, now)
        }
        if relays[relay.slot] === relay { advance(relay, now) }
    }

    /// Passes on what is due, and has epoll and the clock call again when there is more to do.
    func advance(_ relay: Relay, _ now: Int64) {
        if let doom = relay.doomedAt {
            if doom <= now { return close(relay, reset: true) }
            schedule(relay, at: doom)
        } else if relay.gone == nil, !relay.isConnecting {
            for direction in Direction.allCases where relay.doomedAt == nil {
                guard let next = flush(relay, direction, now) else { return }
                if next < .max { schedule(relay, at: next) }
            }
            if relay.isOver { return close(relay, reset: false) }
        }
        let client = ProxyToken(slot: relay.slot, generation: relay.generation, end: .client)
        let server = ProxyToken(slot: relay.slot, generation: relay.generation, end: .server)
        let isWatched =
            poll.update(relay.client, to: relay.interest(relay.client), as: client)
            && poll.update(relay.server, to: relay.interest(relay.server), as: server)
        // A kernel without memory for a watch: the connection would hang.
        if !isWatched { close(relay, reset: true) }
    }

    /// Takes in once what one direction's source has sent. What its line lets through at once goes straight to
    /// the destination.
    private func read(_ relay: Relay, _ direction: Direction, _ now: Int64) {
        let destination = relay.destination(direction)
        let isStraight = relay[direction].isClear && !destination.isFull
        var most = min(relay[direction].room, Self.scratchBytes)
        guard most > 0 else { return }
        if !isStraight {
            most = min(most, limits.totalBytes - counters.heldBytes)
            guard most > 0 else { return starve(relay) }
        }
        var stamp: Int64 = 0
        let count = shim_receive(relay.source(direction).descriptor, scratch, most, &stamp)
        if count == -Int(EAGAIN) { return }
        if count < 0 { return fail(relay, direction, now) }
        if count == 0 { return relay[direction].finish(at: now) }
        let bytes = UnsafeRawBufferPointer(start: scratch, count: count)
        guard isStraight else {
            relay[direction].take(bytes, at: now)
            return hold(count)
        }
        let sent = shim_send(destination.descriptor, scratch, count)
        if sent < 0, sent != -Int(EAGAIN) { return fail(relay, direction == .up ? .down : .up, now) }
        let passed = max(0, sent)
        passOn(passed, direction)
        guard passed < count else { return }
        destination.isFull = true
        relay[direction].keep(UnsafeRawBufferPointer(rebasing: bytes[passed...]), at: now)
        hold(count - passed)
    }

    /// Sends what may leave. When there is more; the largest instant when that is not for the clock to say. Nil
    /// when the connection is over.
    private func flush(_ relay: Relay, _ direction: Direction, _ now: Int64) -> Int64? {
        let destination = relay.destination(direction)
        while !destination.isFull {
            switch relay[direction].action(at: now) {
            case .nothing: return .max
            case .wait(let instant): return instant
            case .finish:
                _ = shim_shutdown_write(destination.descriptor)
                relay[direction].endPassed()
            case .send:
                var sent = 0
                let isWhole = relay[direction].send { bytes in
                    sent = shim_send(destination.descriptor, bytes.baseAddress, bytes.count)
                    return sent
                }
                if sent < 0, sent != -Int(EAGAIN) {
                    fail(relay, direction == .up ? .down : .up, now)
                    return relays[relay.slot] === relay ? relay.doomedAt : nil
                }
                hold(-max(0, sent))
                passOn(max(0, sent), direction)
                if !isWhole { destination.isFull = true }
            }
        }
        return .max
    }

    /// The source of `direction` is gone: the other end is told, as soon as the line would have.
    private func fail(_ relay: Relay, _ direction: Direction, _ now: Int64) {
        let delay = relay[direction].conditions.delay
        guard delay > 0, relay.doomedAt == nil else { return close(relay, reset: true) }
        relay.source(direction).close(reset: true)
        relay.doomedAt = now + delay
    }

    private func starve(_ relay: Relay) {
        guard !relay.isStarved else { return }
        relay.isStarved = true
        if starved.count >= limits.connections { starved.removeAll { relays[$0.slot] !== $0 } }
        starved.append(relay)
    }

    private func hold(_ bytes: Int) {
        counters.heldBytes += bytes
        counters.mostHeldBytes = max(counters.mostHeldBytes, counters.heldBytes)
    }

    private func passOn(_ bytes: Int, _ direction: Direction) {
        if direction == .up { counters.bytesUp += UInt64(bytes) } else { counters.bytesDown += UInt64(bytes) }
    }
}
