import NIOCore
import SocketIO

extension EngineConnection {
    /// Carries out the session's decisions in order.
    ///
    /// - Parameter refused: The GET that `refusePoll` is about; the waiting one unless given.
    func perform(_ actions: [EngineSession<OutgoingMessage>.Action], refused: PollAnswer? = nil) {
        // A client that does not read would never see a close frame either.
        let isUnresponsive = actions.contains {
            if case .ended(let end) = $0 { return end == .slowReader || end == .pingTimeout }
            return false
        }
        for action in actions {
            switch action {
            case .deliver(let packet): delegate?.received(packet)
            case .answerPoll(let items): answerPoll(items)
            case .refusePoll:
                (refused ?? poll)?.send(.badRequest, ByteBuffer())
                if refused == nil { poll = nil }
            case .writeWebSocket(let items): write(items)
            case .writeProbe(let packet):
                probe?.write(OutgoingMessage(packet))
                probe?.flush()
            case .closeProbe:
                probe?.close(.normalClosure)
                probe = nil
            case .adoptProbe: adoptProbe()
            case .closeWebSocket:
                if isUnresponsive { webSocket?.abort() } else { webSocket?.close(.normalClosure) }
                webSocket = nil
            case .ended(let end): performEnd(end)
            case .forget: performForget()
            }
        }
    }

    private func answerPoll(_ items: [EngineSessionItem<OutgoingMessage>]) {
        guard let poll else { return }
        self.poll = nil
        var body = ByteBuffer()
        for item in items {
            let message = message(of: item)
            shard.counters.countSent(message)
            message.append(toPayload: &body)
        }
        shard.counters.bytesSent.add(body.readableBytes)
        poll.send(.ok, body)
    }

    private func write(_ items: [EngineSessionItem<OutgoingMessage>]) {
        for item in items { webSocket?.write(message(of: item)) }
        webSocket?.flush()
    }

    private func message(of item: EngineSessionItem<OutgoingMessage>) -> OutgoingMessage {
        switch item {
        case .message(let message): message
        case .packet(let packet): OutgoingMessage(packet)
        }
    }

    private func adoptProbe() {
        webSocket = probe
        probe = nil
        webSocket?.becomeTransport(slot: slot)
        transportAtEnd = .webSocket
        shard.counters.upgrades.add(1)
        shard.counters.pollingSessions.add(-1)
        shard.counters.webSocketSessions.add(1)
    }
}
