import NIOCore
import NIOHTTP1
import SocketIO

extension EngineHTTPHandler {
    /// Opens a session on this channel.
    func openWebSocket(_ request: OwnRequest, _ handshake: Handshake) {
        let server = request.engine
        let shard = server.shard(of: eventLoop)
        acceptUpgrade(request, sessionLoop: shard.eventLoop) { link in
            guard let connection = server.open(handshake, on: shard, webSocket: link) else {
                // The last session went to someone else since the request was looked at: try again later.
                return link.close(.unknown(1013))
            }
            link.connection = connection
            link.becomeTransport(slot: connection.slot)
            connection.send(OutgoingMessage(connection.openPacket))
            connection.opened()
        }
    }

    /// Lets this channel probe for a session.
    func upgrade(_ request: OwnRequest, session: String) {
        guard let shard = request.engine.shard(ofSession: session) else {
            return answer(request, .unknownSession)
        }
        onSession(session, of: request) { connection in
            guard connection != nil else { return self.deliver(request, EngineErrorAnswer.unknownSession) }
            self.onChannel {
                self.acceptUpgrade(request, sessionLoop: shard.eventLoop) { link in
                    // The session may have ended meanwhile.
                    guard let connection = shard.connections[session] else {
                        return link.close(.normalClosure)
                    }
                    connection.probeOpened(link)
                }
            }
        }
    }

    /// Sends `101` and turns the channel into a WebSocket.
    ///
    /// - Parameter attach: Called on the session's event loop before any frame is read.
    private func acceptUpgrade(
        _ request: OwnRequest, sessionLoop: any EventLoop, attach: @escaping @Sendable (WebSocketLink) -> Void
    ) {
        guard let head = request.head, let context else { return }
        let handler = self
        WebSocketUpgrade.responseHeaders(for: head, channel: context.channel)
            .assumeIsolated()
            .whenComplete { result in
                guard case .success(let headers) = result else {
                    return handler.answer(request, EngineErrorAnswer.badRequest)
                }
                guard let context = handler.context, case .answering = handler.state else { return }
                handler.switchProtocols(
                    request, headers, context: context, sessionLoop: sessionLoop, attach: attach)
            }
    }

    private func switchProtocols(
        _ request: OwnRequest, _ headers: HTTPHeaders, context: ChannelHandlerContext,
        sessionLoop: any EventLoop, attach: @escaping @Sendable (WebSocketLink) -> Void
    ) {
        state = .done
        let head = HTTPResponseHead(version: .http1_1, status: .switchingProtocols, headers: headers)
        context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
        let channel = context.channel
        let pipeline = channel.pipeline.syncOperations
        let link = WebSocketLink(
            channel: channel, server: request.engine, sessionLoop: sessionLoop, isEncrypted: isEncrypted)
        do {
            try pipeline.addHandlers(
                WebSocketUpgrade.frameDecoder(maximumBytes: request.engine.configuration.maxPayload), link,
                position: .after(self))
        } catch {
            return context.close(promise: nil)
        }
        httpHandlers.end.webSocket = link
        // Out of the way before anything is written: they would take frames for HTTP.
        httpHandlers.removeAllButDecoder(from: pipeline)
        pipeline.removeHandler(self, promise: nil)
        let handlers = httpHandlers
        if sessionLoop === channel.eventLoop {
            attach(link)
            handlers.removeDecoder(from: pipeline)
            return
        }
        // The decoder keeps what arrives until it is taken out, so nothing is read before the session knows.
        sessionLoop.execute {
            attach(link)
            channel.eventLoop.execute { handlers.removeDecoder(from: channel.pipeline.syncOperations) }
        }
    }
}
