import CShims
import Glibc

extension ProxyLoop {
    /// Does what the letters say, in their order. Those that said stop, which are answered at the end.
    func obey(_ now: Int64) -> [ProxyMailbox.Letter] {
        shim_drain(mailbox.wakeup)
        var stops: [ProxyMailbox.Letter] = []
        for letter in mailbox.take() {
            var count = 0
            switch letter.command {
            case .conditions(let wanted): count = change(to: wanted, now)
            case .cut(let cut, let share): count = self.cut(cut, share: share, now)
            case .upstream(let host, let port): upstream = (host, port)
            case .stop:
                stops.append(letter)
                continue
            }
            let action = ProxyAction(instant: shim_clock_realtime(), connections: count)
            mailbox.publish(counters)
            letter.done(action)
        }
        return stops
    }

    private func change(to wanted: PathConditions, _ now: Int64) -> Int {
        conditions = wanted
        let all = relays.compactMap { $0 }
        let hit = Set(sample(all, share: wanted.share).map(\.slot))
        for relay in all {
            relay.isHit = hit.contains(relay.slot)
            apply(relay.isHit ? wanted : PathConditions(), to: relay, now)
            advance(relay, now)
        }
        return hit.count
    }

    func apply(_ conditions: PathConditions, to relay: Relay, _ now: Int64) {
        for direction in Direction.allCases {
            relay[direction].change(to: conditions[direction], at: now)
            let source = relay.source(direction)
            guard conditions[direction].holdsBack != source.isNarrow else { continue }
            source.isNarrow.toggle()
            // The kernel doubles it for its own needs, and keeps to its limits.
            _ = shim_set_receive_buffer(source.descriptor, source.isNarrow ? 2048 : 1 << 20)
        }
    }

    private func cut(_ cut: ConnectionCut, share: Double, _ now: Int64) -> Int {
        let chosen = sample(relays.compactMap { $0 }.filter(\.isWhole), share: share)
        for relay in chosen {
            counters.cut += 1
            guard case .halfOpen(let gone) = cut else {
                close(relay, reset: true)
                continue
            }
            (gone == .client ? relay.client : relay.server).close(reset: true)
            relay.gone = gone
            counters.halfOpen += 1
            advance(relay, now)
        }
        return chosen.count
    }

    /// A share of `all` to the nearest one, drawn without replacement.
    private func sample(_ all: [Relay], share: Double) -> [Relay] {
        let wanted = Int((min(max(0, share.isNaN ? 0 : share), 1) * Double(all.count)).rounded())
        guard wanted < all.count else { return all }
        return Array(all.shuffled(using: &random).prefix(wanted))
    }
}
