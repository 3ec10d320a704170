extension EngineSession {
    /// A WebSocket with the session's id opened.
    ///
    /// - Returns: Whether it may probe. If not (upgraded already, another one probes), close it; the session
    ///   is not touched.
    package mutating func probeOpened(now: UInt64) -> Bool {
        guard state == .polling, upgrade == .none else { return false }
        firstRequestDue = nil
        upgrade = .opened(deadline: now + timing.upgradeTimeout)
        return true
    }

    /// A packet arrived on the probing WebSocket; nil stands for anything that is no packet.
    package mutating func probeReceived(_ packet: EngineIOPacket?, now: UInt64) -> [Action] {
        switch upgrade {
        case .none: return []
        case .opened(let deadline) where packet == .probePing:
            upgrade = .probed(deadline: deadline, nextNoop: now + timing.noopInterval)
            return [.writeProbe(.probePong)]
        case .probed(let deadline, _) where packet == .probePing:
            upgrade = .probed(deadline: deadline, nextNoop: now + timing.noopInterval)
            return [.writeProbe(.probePong)]
        case .probed where packet?.type == .upgrade && packet?.isBinary == false:
            return completeUpgrade()
        case .opened, .probed:
            upgrade = .none
            return [.closeProbe]
        }
    }

    /// The probing WebSocket is gone; polling goes on.
    package mutating func probeClosed() {
        upgrade = .none
    }

    /// Sends a noop that is due and gives up on a probe that takes too long.
    mutating func probeTimeReached(_ now: UInt64) -> [Action] {
        switch upgrade {
        case .none: return []
        case .opened(let deadline), .probed(let deadline, _):
            guard now < deadline else {
                upgrade = .none
                return [.closeProbe]
            }
        }
        guard case .probed(let deadline, let nextNoop) = upgrade, isPollWaiting, now >= nextNoop else {
            return []
        }
        upgrade = .probed(deadline: deadline, nextNoop: now + timing.noopInterval)
        isPollWaiting = false
        return [.answerPoll([.packet(.noop)])]
    }

    /// Moves to the WebSocket: what is queued goes first, so that nothing overtakes it.
    private mutating func completeUpgrade() -> [Action] {
        var actions: [Action] = []
        if isPollWaiting {
            isPollWaiting = false
            actions.append(.answerPoll([.packet(.noop)]))
        }
        upgrade = .none
        state = .webSocket
        actions.append(.adoptProbe)
        let items = queue.map(\.item)
        queue = []
        queuedBytes = 0
        if !items.isEmpty { actions.append(.writeWebSocket(items)) }
        return actions
    }
}
