import CShims

extension PushFleet {
    var isClosed: Bool {
        clients.allSatisfy { $0.stage == .closed || $0.stage == .idle }
    }

    func close(now: Int64) {
        let end = timebase.realtime(now)
        closeBehaviours(now: now)
        for (position, client) in clients.enumerated() {
            if client.record.sessionStart != 0 { client.record.sessionEnd = end }
            switch client.stage {
            case .idle, .closed, .closing: continue
            case .connecting, .securing, .upgrading: finish(client)
            case .open: sayGoodbye(client, token: token(of: client, at: position))
            }
        }
    }

    /// Ends the session as the protocols want it; the server's own goodbye ends the connection.
    func sayGoodbye(_ client: PushClient, token: Token) {
        client.stage = .closing
        if client.session.state == .joined {
            _ = send(.text, joining.disconnect, from: client, token: token)
        }
        _ = send(.close, CloseCode.payload(CloseCode.normal), from: client, token: token)
    }

    func abandon() {
        for client in clients where client.stage != .closed { finish(client) }
    }

    /// The server broke the protocol: the connection cannot go on.
    func violate(_ client: PushClient, _ what: String, token: Token) {
        guard client.stage != .closing else { return finish(client) }
        _ = send(.close, CloseCode.payload(CloseCode.protocolError), from: client, token: token)
        let isNamed = what.hasPrefix("connect error")
        lose(client, kind: isNamed ? "connect error" : "protocol", because: "the server sent \(what)")
    }

    /// The connection ended although the client did not mean it to.
    ///
    /// Before the load starts that fails the run. Afterwards it is counted; when nobody is left, the
    /// server is taken for lost.
    func lose(_ client: PushClient, kind: String, because reason: String) {
        guard client.stage != .closed else { return }
        guard client.stage != .closing else { return finish(client) }
        let isAttempt = client.behaving?.script.presence == .connecting
        recorder.errors.add(isAttempt ? "reconnect \(kind)" : kind)
        if client.isCounted {
            client.record.disconnects += 1
            recorder.disconnects += 1
            client.isCounted = false
            connected -= 1
        }
        finish(client)
        if hasStarted, !isOver, let own = client.behaving { disconnected(own) }
        guard failure == nil else { return }
        if !hasStarted {
            failure = "client \(client.number) could not connect: \(reason)"
        } else if connected == 0, !awaitsReturns {
            failure = "lost the server: the last of \(clients.count) connections ended (\(reason))"
        }
    }

    /// Closes the descriptor, keeping the connection's totals.
    func finish(_ client: PushClient) {
        client.stage = .closed
        client.unsent = []
        guard client.descriptor >= 0 else { return }
        if let link = client.link {
            tls?.end(link)
            client.link = nil
        }
        client.meter.retire(client.descriptor)
        loop.remove(client.descriptor)
        _ = shim_close(client.descriptor)
        client.descriptor = -1
    }
}
