extension EngineSession {
    /// A packet arrived on the session's transport.
    package mutating func receive(_ packet: EngineIOPacket, now: UInt64) -> [Action] {
        guard isOpen else { return [] }
        switch packet.type {
        case .message: return [.deliver(packet)]
        case .pong:
            pongDue = nil
            nextPing = now + timing.pingInterval
            return []
        case .close:
            // The reference releases the waiting GET with a noop, not with a `1` of its own.
            var actions: [Action] = []
            if isPollWaiting {
                isPollWaiting = false
                actions.append(.answerPoll([.packet(.noop)]))
            }
            return actions + end(.transportClosed)
        case .noop, .upgrade: return []
        case .open, .ping: return end(.protocolError)
        }
    }

    /// What arrived on the session's transport is no packet.
    package mutating func receiveInvalid() -> [Action] {
        end(.protocolError)
    }

    /// The session's WebSocket is gone.
    ///
    /// - Parameter error: Whether it broke rather than closed.
    package mutating func webSocketClosed(error: Bool) -> [Action] {
        guard state == .webSocket else { return [] }
        return end(error ? .transportError : .transportClosed)
    }

    /// More bytes wait in the WebSocket's write queue than allowed.
    package mutating func webSocketTooSlow() -> [Action] {
        guard state == .webSocket else { return [] }
        return end(.slowReader)
    }

    /// The server closes the session: on a WebSocket at once, by polling with the waiting or next GET.
    ///
    /// - Parameter saysClose: Whether a WebSocket client is told with `1` before the close frame.
    package mutating func close(now: UInt64, saysClose: Bool) -> [Action] {
        guard isOpen else { return [] }
        var actions = closeProbe()
        nextPing = nil
        pongDue = nil
        if state == .webSocket {
            state = .forgotten
            if saysClose { actions.append(.writeWebSocket([.packet(.close)])) }
            return actions + [.closeWebSocket, .ended(.closedByServer), .forget]
        }
        if isPollWaiting {
            isPollWaiting = false
            let items = queue.map(\.item)
            queue = []
            state = .forgotten
            return actions + [
                .answerPoll(items + [.packet(.close)]), .ended(.closedByServer), .forget,
            ]
        }
        state = .closing(until: now + timing.closeLinger)
        return actions + [.ended(.closedByServer)]
    }

    /// Ends the session at once; a waiting GET gets `1`.
    mutating func end(_ reason: EngineSessionEnd) -> [Action] {
        guard isOpen else { return [] }
        var actions = closeProbe()
        if isPollWaiting {
            isPollWaiting = false
            actions.append(.answerPoll([.packet(.close)]))
        }
        if state == .webSocket { actions.append(.closeWebSocket) }
        state = .forgotten
        queue = []
        queuedBytes = 0
        return actions + [.ended(reason), .forget]
    }

    private mutating func closeProbe() -> [Action] {
        guard upgrade != .none else { return [] }
        upgrade = .none
        return [.closeProbe]
    }
}
