import NIOCore
import NIOHTTP1
import SocketIO

extension EngineHTTPHandler {
    /// A request for one of the Engine.IO paths begins.
    func beginOwn(
        _ head: HTTPRequestHead, query: [String: String], engine: EngineServer, context: ChannelHandlerContext
    ) {
        let kind = EngineRequest(
            head, query: query, server: engine, remoteAddress: context.channel.remoteAddress)
        let request = OwnRequest(kind, engine: engine, origin: head.headers.first(name: "origin"))
        request.head = head
        // After an upgrade that did not happen NIO's decoder reads no further request.
        request.closesAfterwards = !head.isKeepAlive || head.headers.contains(name: "upgrade")
        state = .reading(request)
        guard case .post(let session) = kind else { return }
        let maximum = engine.configuration.maxPayload
        if let length = head.headers.first(name: "content-length").flatMap({ Int($0) }), length > maximum {
            request.isTooLarge = true
        }
        if head.headers.first(name: "expect")?.lowercased() == "100-continue", !request.isTooLarge {
            let head = HTTPResponseHead(version: .http1_1, status: .continue)
            context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
        }
        beginPost(request, session: session, contentType: head.headers.first(name: "content-type"))
    }

    /// Keeps what fits; what is over the limit is read and dropped, within reason, so that the client sees
    /// the answer instead of a reset.
    func read(_ bytes: ByteBuffer, of request: OwnRequest) {
        guard case .post = request.kind else { return }
        let maximum = request.engine.configuration.maxPayload
        request.bodyLength += bytes.readableBytes
        if request.bodyLength > maximum { request.isTooLarge = true }
        // Nobody will look at the body of a request whose answer is known.
        guard request.isTooLarge || request.deferredAnswer != nil else {
            request.body.writeImmutableBuffer(bytes)
            return
        }
        request.body = ByteBuffer()
        guard request.bodyLength > 8 * maximum else { return }
        request.closesAfterwards = true
        abandon(request)
        request.hasEnded = true
        state = .answering(request)
        respond(request, .payloadTooLarge, "text/plain", ByteBuffer())
    }

    /// The request is complete.
    func complete(_ request: OwnRequest) {
        request.hasEnded = true
        state = .answering(request)
        if let answer = request.deferredAnswer {
            return respond(request, answer.status, answer.type, answer.body)
        }
        switch request.kind {
        case .openPolling(let handshake): openPolling(request, handshake)
        case .openWebSocket(let handshake): openWebSocket(request, handshake)
        case .poll(let session): poll(request, session: session)
        case .post(let session): completePost(request, session: session)
        case .upgrade(let session): upgrade(request, session: session)
        case .mismatch(let session):
            onSession(session, of: request) { connection in
                self.deliver(request, connection == nil ? .unknownSession : .badRequest)
            }
        case .preflight: respond(request, .noContent, nil, ByteBuffer())
        case .refused(let error): answer(request, error)
        case .headTooLarge:
            respond(
                request, .requestHeaderFieldsTooLarge, "text/plain",
                ByteBuffer(string: "the headers of a handshake are too large"))
        case .full:
            request.engine.shard(of: eventLoop).counters.refusedSessions.add(1)
            refuseSession(request)
        case .unavailable: refuseSession(request)
        }
    }

    /// The request ends without an answer: its connection closed, or its body is beyond reason.
    func abandon(_ request: OwnRequest) {
        if let poll = request.poll, case .poll(let session) = request.kind {
            request.poll = nil
            onSession(session, of: request) { connection in connection?.pollAborted(poll) }
        }
        if case .post(let session) = request.kind, !request.hasEnded {
            onSession(session, of: request) { connection in
                if request.postAccepted { connection?.postAbandoned() }
            }
        }
    }

    /// Runs something on the event loop of a session, which may be gone or never have been.
    func onSession(
        _ id: String, of request: OwnRequest, _ body: @escaping @Sendable (EngineConnection?) -> Void
    ) {
        guard let shard = request.engine.shard(ofSession: id) else { return body(nil) }
        if shard.eventLoop.inEventLoop {
            body(shard.connections[id])
        } else {
            shard.eventLoop.execute { body(shard.connections[id]) }
        }
    }

    private func refuseSession(_ request: OwnRequest) {
        request.closesAfterwards = true
        respond(request, .serviceUnavailable, "text/plain", ByteBuffer(string: "no further sessions"))
    }

    private func openPolling(_ request: OwnRequest, _ handshake: Handshake) {
        guard let context else { return }
        let shard = request.engine.shard(of: context.eventLoop)
        let open: @Sendable () -> Void = {
            guard let connection = request.engine.open(handshake, on: shard, webSocket: nil) else {
                return self.onChannel { self.refuseSession(request) }
            }
            let packet = OutgoingMessage(connection.openPacket)
            var body = ByteBuffer()
            packet.append(toPayload: &body)
            shard.counters.packetsSent.add(1)
            shard.counters.bytesSent.add(body.readableBytes)
            self.deliver(request, .ok, body)
            connection.opened()
        }
        if shard.eventLoop.inEventLoop { open() } else { shard.eventLoop.execute(open) }
    }

    private func poll(_ request: OwnRequest, session: String) {
        let answer = PollAnswer { status, body in self.deliver(request, status, body) }
        request.poll = answer
        onSession(session, of: request) { connection in
            guard let connection else { return self.deliver(request, EngineErrorAnswer.unknownSession) }
            guard connection.session.acceptsPolling else {
                return self.deliver(request, EngineErrorAnswer.badRequest)
            }
            connection.pollArrived(answer)
        }
    }

    private func beginPost(_ request: OwnRequest, session: String, contentType: String?) {
        let isText = PostContentType.isAccepted(contentType)
        let isTooLarge = request.isTooLarge
        onSession(session, of: request) { connection in
            guard let connection else { return self.deliver(request, EngineErrorAnswer.unknownSession) }
            guard connection.session.acceptsPolling else {
                return self.deliver(request, EngineErrorAnswer.badRequest)
            }
            guard isText else {
                connection.requestInvalid()
                return self.deliver(request, .badRequest, ByteBuffer())
            }
            if isTooLarge { return }
            guard connection.postBegan() else {
                return self.deliver(request, .badRequest, ByteBuffer())
            }
            request.postAccepted = true
        }
    }

    private func completePost(_ request: OwnRequest, session: String) {
        guard !request.isTooLarge else {
            onSession(session, of: request) { connection in
                if request.postAccepted { connection?.postAbandoned() }
            }
            return respond(request, .payloadTooLarge, "text/plain", ByteBuffer())
        }
        let body = request.body
        onSession(session, of: request) { connection in
            guard request.postAccepted else { return }
            guard let connection else { return self.deliver(request, EngineErrorAnswer.unknownSession) }
            if connection.postReceived(body) {
                self.deliver(request, .ok, ByteBuffer(string: "ok"))
            } else {
                self.deliver(request, EngineErrorAnswer.badRequest)
            }
        }
    }
}

/// Which bodies a POST may have. Binary ones (`application/octet-stream`) belong to older protocols.
enum PostContentType {
    static func isAccepted(_ header: String?) -> Bool {
        guard let header else { return true }
        let type = header.prefix { $0 != ";" }.lowercased()
        return type.hasPrefix("text/") || type == "application/x-www-form-urlencoded"
    }
}
