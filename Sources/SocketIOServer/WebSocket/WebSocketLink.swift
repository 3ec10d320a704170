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

    enum State {
        case open
        /// A close frame is out; the peer's is awaited for a moment.
        case closing
        case closed
    }

    /// How long a peer may take to answer a close frame.
    static let closeGrace = TimeAmount.seconds(2)

    let channel: any Channel
    /// Shard of the channel's event loop.
    let shard: EngineShard
    let maximumPendingBytes: Int
    /// How long what is queued before a close frame may take.
    let queueGrace: TimeAmount
    private var assembler: WebSocketAssembler
    private(set) var context: ChannelHandlerContext?
    var state = State.open
    /// What was written and is not flushed yet: one message's bytes, shared with its other receivers, or those
    /// of several in a row.
    var held = ByteBuffer()
    /// Messages in `held`.
    var heldCount = 0
    /// The way around NIO's queue; nil where there is none.
    private(set) var descriptor: Int32?
    /// Where broadcasts look for the descriptor, once it is the transport of a session on the same loop.
    private var slot: DescriptorTable.Slot?
    /// Whether NIO's queue may hold something; it does not say when it is empty again.
    var mayBeQueued = true
    /// The session that it carries or probes for; set on the session's event loop before any frame arrives.
    var connection: EngineConnection?
    /// Where the session lives.
    private let sessionLoop: any EventLoop
    let isForeign: Bool
    private let writesDirectly: Bool

    /// - Parameters:
    ///   - sessionLoop: Event loop of the session that it is for.
    ///   - isEncrypted: Whether the channel's handlers change what is written.
    init(channel: any Channel, server: EngineServer, sessionLoop: any EventLoop, isEncrypted: Bool) {
        self.channel = channel
        writesDirectly = server.configuration.directWrites && !isEncrypted
        self.sessionLoop = sessionLoop
        isForeign = sessionLoop !== channel.eventLoop
        shard = server.shard(of: channel.eventLoop)
        queueGrace = TimeAmount(server.configuration.writeTimeout)
        maximumPendingBytes = server.configuration.maxPendingWriteBytes
        assembler = WebSocketAssembler(maximumBytes: server.configuration.maxPayload)
    }

    /// It is the transport of the session with this place from now on.
    func becomeTransport(slot: DescriptorTable.Slot) {
        guard !isForeign else { return }
        self.slot = slot
        showDescriptor()
    }

    /// Lets broadcasts write to the descriptor while nothing stands against it.
    func showDescriptor() {
        guard let slot else { return }
        let isFree = state == .open && heldCount == 0 && !mayBeQueued
        shard.descriptors[slot] = isFree ? descriptor ?? DescriptorTable.none : DescriptorTable.none
    }

    /// Nobody may write to the descriptor any more.
    func descriptorClosed() {
        if let slot { shard.descriptors[slot] = DescriptorTable.none }
        slot = nil
        descriptor = nil
    }

    /// Runs something on the session's event loop.
    func report(_ body: @escaping @Sendable (EngineConnection) -> Void) {
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
        if writesDirectly { descriptor = DescriptorWriter.descriptor(of: channel) }
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
            if hold(frame) { flushNow() }
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
        descriptorClosed()
        shard.remove(self)
        report { connection in
            connection.webSocketClosed(self, error: error)
            self.connection = nil
        }
    }
}
