import NIOCore
import SocketIO

/// What the session's requests and WebSockets report. All on the session's event loop.
extension EngineConnection {
    /// A GET arrived, to be answered now or later.
    func pollArrived(_ answer: PollAnswer) {
        if poll == nil {
            poll = answer
            perform(session.pollArrived())
        } else {
            perform(session.pollArrived(), refused: answer)
        }
        armTimer()
    }

    /// The connection of a GET closed before its answer.
    func pollAborted(_ answer: PollAnswer) {
        guard poll === answer else { return }
        poll = nil
        perform(session.pollAborted())
    }

    /// A POST began; false when it is refused, which ends the session.
    func postBegan() -> Bool {
        let (accepted, actions) = session.postBegan()
        perform(actions)
        return accepted
    }

    /// A POST came to its end without a body to read.
    func postAbandoned() {
        session.postEnded()
    }

    /// The body of a POST is complete; false when it held something that is no packet.
    func postReceived(_ body: ByteBuffer) -> Bool {
        session.postEnded()
        shard.counters.bytesReceived.add(body.readableBytes)
        let limits = EngineIOLimits(maximumPayloadBytes: server.configuration.maxPayload)
        let isValid = body.withUnsafeReadableBytes { bytes in
            do throws(EngineIOError) {
                var decoder = try EngineIOPayloadDecoder(bytes, limits: limits)
                while let packet = try decoder.next() { received(packet) }
                return true
            } catch {
                return false
            }
        }
        if !isValid { perform(session.receiveInvalid()) }
        armTimer()
        return isValid
    }

    /// A request that ends the session: a POST of the wrong type.
    func requestInvalid() {
        perform(session.requestInvalid())
    }

    /// A WebSocket with the session's id opened; it probes, or is closed.
    func probeOpened(_ link: WebSocketLink) {
        guard session.probeOpened(now: Self.now) else { return link.close(.normalClosure) }
        probe = link
        link.connection = self
        armTimer()
    }

    /// A packet arrived on one of the session's WebSockets; nil for what is none.
    func webSocketReceived(_ packet: EngineIOPacket?, on link: WebSocketLink, bytes: Int) {
        shard.counters.bytesReceived.add(bytes)
        if link === webSocket {
            if let packet { received(packet) } else { perform(session.receiveInvalid()) }
        } else if link === probe {
            shard.counters.packetsReceived.add(1)
            perform(session.probeReceived(packet, now: Self.now))
        }
        armTimer()
    }

    /// One of the session's WebSockets is gone.
    func webSocketClosed(_ link: WebSocketLink, error: Bool) {
        if link === webSocket {
            webSocket = nil
            perform(session.webSocketClosed(error: error))
        } else if link === probe {
            probe = nil
            session.probeClosed()
        }
    }

    /// More than the allowed bytes wait in the WebSocket's write queue.
    func webSocketTooSlow(_ link: WebSocketLink) {
        guard link === webSocket else { return }
        perform(session.webSocketTooSlow())
    }

    private func received(_ packet: EngineIOPacket) {
        shard.counters.packetsReceived.add(1)
        perform(session.receive(packet, now: Self.now))
    }
}
