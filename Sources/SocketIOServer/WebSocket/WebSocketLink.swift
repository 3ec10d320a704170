import NIOCore
import NIOWebSocket
import SocketIO

/// One WebSocket: the channel's last handler, which turns frames into Engine.IO packets and writes frames
/// that are encoded already.
///
/// Lives on the channel's event loop; what a session on another loop calls hops there, and what arrives hops
/// to the session, each in order.
final class WebSocketLink: ChannelInboundHandler, @unchecked Sendable {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = ByteBuffer

    private enum State {
        case open
        /// A close frame is out; the peer's is awaited for a moment.
        case closing
        case closed
    }

    /// Bytes after which a burst of writes is flushed before it is complete.
    private static let flushThreshold = 1 << 18
    /// How long a peer may take to answer a close frame.
    private static let closeGrace = TimeAmount.seconds(2)

    private let channel: any Channel
    /// Shard of the channel's event loop.
    private let shard: EngineShard
    private let maximumPendingBytes: Int
    private var assembler: WebSocketAssembler
    private var context: ChannelHandlerContext?
    private var state = State.open
    private var unflushedBytes = 0
    /// The session that it carries or probes for; set on the session's event loop before any frame arrives.
    var connection: EngineConnection?
    /// Where the session lives.
    private let sessionLoop: any EventLoop
    private let isForeign: Bool

    /// - Parameter sessionLoop: Event loop of the session that it is for.
    init(channel: any Channel, server: EngineServer, sessionLoop: any EventLoop) {
        self.channel = channel
        self.sessionLoop = sessionLoop
        isForeign = sessionLoop !== channel.eventLoop
        shard = server.shard(of: channel.eventLoop)
        maximumPendingBytes = server.configuration.maxPendingWriteBytes
        assembler = WebSocketAssembler(maximumBytes: server.configuration.maxPayload)
    }

    /// Whether the write queue is short; from any thread.
    var isWritable: Bool { channel.isWritable }

    /// Queues a message; it is counted as sent only if the WebSocket still takes it.
    func write(_ message: OutgoingMessage) {
        if isForeign {
            channel.eventLoop.execute { self.writeNow(message) }
        } else {
            writeNow(message)
        }
    }

    /// Sends what was queued.
    func flush() {
        if isForeign { channel.eventLoop.execute { self.flushNow() } } else { flushNow() }
    }

    /// Sends what was queued, a close frame, and closes once the peer answered, or soon in any case.
    func close(_ code: WebSocketErrorCode) {
        if isForeign {
            channel.eventLoop.execute { self.closeNow(code) }
        } else {
            closeNow(code)
        }
    }

    /// Closes at once; what is queued is lost.
    func abort() {
        if isForeign { channel.eventLoop.execute { self.abortNow() } } else { abortNow() }
    }

    private func writeNow(_ message: OutgoingMessage) {
        guard queue(message.frames) else { return }
        shard.counters.countSent(message)
        shard.counters.queuedWrites.add(1)
    }

    /// Queues complete frames and counts their bytes; false when they are dropped.
    private func queue(_ frames: ByteBuffer) -> Bool {
        guard state == .open, let context else { return false }
        if !channel.isWritable, pendingBytes > maximumPendingBytes {
            reportSlow()
            return false
        }
        context.write(wrapOutboundOut(frames), promise: nil)
        shard.counters.bytesSent.add(frames.readableBytes)
        unflushedBytes += frames.readableBytes
        if unflushedBytes > Self.flushThreshold { flushNow() }
        return true
    }

    private func flushNow() {
        guard unflushedBytes > 0 else { return }
        unflushedBytes = 0
        context?.flush()
    }

    private var pendingBytes: Int {
        (try? channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    private func reportSlow() {
        report { connection in connection.webSocketTooSlow(self) }
    }

    private func closeNow(_ code: WebSocketErrorCode) {
        guard state == .open, let context else { return }
        state = .closing
        var frame = ByteBuffer()
        frame.writeWebSocketHeader(opcode: 0x8, length: 2)
        frame.writeInteger(UInt16(webSocketErrorCode: code))
        unflushedBytes = 0
        shard.counters.bytesSent.add(frame.readableBytes)
        context.writeAndFlush(wrapOutboundOut(frame), promise: nil)
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.closeGrace) { [weak self] in
            self?.abortNow()
        }
    }

    private func abortNow() {
        guard state != .closed else { return }
        context?.close(promise: nil)
    }

    /// Runs something on the session's event loop.
    private func report(_ body: @escaping @Sendable (EngineConnection) -> Void) {
        if isForeign {
            sessionLoop.execute { if let connection = self.connection { body(connection) } }
        } else if let connection {
            body(connection)
        }
    }
}

extension WebSocketLink {
    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        shard.add(self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        finish(error: false)
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish(error: false)
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard state == .open else {
            if unwrapInboundIn(data).opcode == .connectionClose { abortNow() }
            return
        }
        switch assembler.receive(unwrapInboundIn(data)) {
        case .wait, .pong: break
        case .message(let data, let isBinary): deliver(data, isBinary: isBinary)
        case .ping(let data):
            var frame = ByteBuffer()
            frame.writeWebSocketHeader(opcode: 0xA, length: data.readableBytes)
            frame.writeImmutableBuffer(data)
            if queue(frame) { flushNow() }
        case .close(let code):
            closeNow(code ?? .normalClosure)
            // The peer started it, so nothing more comes: close when the answer is out.
            context.close(promise: nil)
        case .violation(let code): fail(code)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error as? NIOWebSocketError {
        case .invalidFrameLength: fail(.messageTooLarge)
        case .some: fail(.protocolError)
        case nil:
            finish(error: true)
            context.close(promise: nil)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.inputClosed) = event as? ChannelEvent {
            // Half-closed WebSockets have no use, and would linger.
            context.close(promise: nil)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    private func deliver(_ data: ByteBuffer, isBinary: Bool) {
        let packet: EngineIOPacket?
        if isBinary {
            packet = EngineIOPacket(binary: Array(data.readableBytesView))
        } else {
            packet = data.readableBytesView.first.flatMap(EngineIOPacketType.init(digit:)).map {
                EngineIOPacket($0, body: Array(data.readableBytesView.dropFirst()))
            }
        }
        let bytes = data.readableBytes
        report { connection in connection.webSocketReceived(packet, on: self, bytes: bytes) }
    }

    /// The client broke RFC 6455: closes with the code that says how.
    private func fail(_ code: WebSocketErrorCode) {
        closeNow(code)
        report { connection in connection.webSocketClosed(self, error: true) }
    }

    private func finish(error: Bool) {
        guard state != .closed else { return }
        state = .closed
        shard.remove(self)
        report { connection in
            connection.webSocketClosed(self, error: error)
            self.connection = nil
        }
    }
}
