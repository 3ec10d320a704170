import CShims
import Glibc

extension ProxyLoop {
    /// Connections let in at one turn, so that those that are there are not kept waiting.
    private static let mostAtOnce = 64

    /// Watches the listener as long as somebody may come in. Who may not waits in the kernel's queue.
    func refreshListener(_ now: Int64) throws(ProxyError) {
        if let again = acceptAgain, again <= now { acceptAgain = nil }
        let wanted = counters.open < limits.connections && !conditions.isClosed && acceptAgain == nil
        guard wanted != isAccepting else { return }
        if wanted {
            try poll.watch(listener, for: shim_readable, as: .listener)
        } else {
            poll.unwatch(listener)
        }
        isAccepting = wanted
    }

    func accept(_ now: Int64) {
        for _ in 0..<Self.mostAtOnce where counters.open < limits.connections && !conditions.isClosed {
            let client = shim_accept(listener)
            guard client >= 0 else {
                // No descriptors, or no memory: others may give theirs back.
                if client != -EAGAIN { acceptAgain = now + 10_000_000 }
                return
            }
            counters.accepted += 1
            connect(client, now)
        }
    }

    /// Starts a connection to the server for a client.
    private func connect(_ client: Int32, _ now: Int64) {
        let server = shim_tcp_socket()
        let result = server < 0 ? server : shim_connect(server, upstream.host, upstream.port)
        guard result == 0 || result == -EINPROGRESS else {
            if server >= 0 { _ = shim_close(server) }
            counters.refused += 1
            _ = shim_set_reset_on_close(client)
            _ = shim_close(client)
            return
        }
        _ = shim_set_no_delay(client)
        _ = shim_set_no_delay(server)
        let relay = add(client: client, server: server)
        relay.isConnecting = result != 0
        relay.isHit = conditions.share >= 1 || Double.random(in: 0..<1, using: &random) < conditions.share
        if relay.isHit { apply(conditions, to: relay, now) }
        advance(relay, now)
    }

    private func add(client: Int32, server: Int32) -> Relay {
        generation &+= 1
        let slot = freeSlots.popLast() ?? relays.count
        if slot == relays.count { relays.append(nil) }
        let relay = Relay(
            slot: slot, generation: generation, client: client, server: server,
            lineBytes: limits.lineBytes, seed: random.next())
        relays[slot] = relay
        counters.open += 1
        return relay
    }
}
