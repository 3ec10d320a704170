import NIOCore

/// Answers the simple requests that the application has prepared answers for, before any parser; everything else
/// passes on as it came.
///
/// It acts only while nothing else is under way on the connection: all that came before was complete requests,
/// and each has got its answer. On the channel's event loop.
final class PreparedAnswerHandler: ChannelDuplexHandler, RemovableChannelHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let prepared: PreparedAnswers
    /// Who reads the other requests.
    weak var requests: EngineHTTPHandler?
    /// Whether everything that was passed on ended where a request ends, so that what comes begins one.
    private var isAligned = true
    /// Requests passed on as long as it was.
    private var passed: UInt = 0
    /// The request whose answer is awaited, as it came.
    private var waiting: ByteBuffer?
    /// What arrived meanwhile.
    private var held: [ByteBuffer] = []
    private var hasHeldRead = false
    /// What was said of the connection meanwhile: that the client has finished, that the server stops.
    private var heldEvents: [Any] = []
    /// Answers that NIO's queue has not got rid of yet.
    private var unwritten = 0
    private var descriptor: Int32?

    init(_ prepared: PreparedAnswers) {
        self.prepared = prepared
    }

    func channelActive(context: ChannelHandlerContext) {
        descriptor = DescriptorWriter.descriptor(of: context.channel)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data)
        if waiting == nil { receive(bytes, context) } else { held.append(bytes) }
    }

    /// Nothing more is read while an answer is awaited.
    func read(context: ChannelHandlerContext) {
        if waiting == nil { context.read() } else { hasHeldRead = true }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if mustWait(event) {
            heldEvents.append(event)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    /// Whether those behind, who see nothing under way here, would close the connection before the answer is out.
    private func mustWait(_ event: Any) -> Bool {
        guard isAligned else { return false }
        if case .some(.inputClosed) = event as? ChannelEvent { return waiting != nil || unwritten > 0 }
        return waiting != nil && event is ChannelShouldQuiesceEvent
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        waiting = nil
        held = []
        heldEvents = []
    }

    private func receive(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        guard isAligned, let requests,
            let request = bytes.withUnsafeReadableBytes(SimpleRequest.init)
        else {
            isAligned = false
            return context.fireChannelRead(wrapInboundOut(bytes))
        }
        // Pipelined behind another one, or from a client that does not read, who meets the limits of the
        // ordinary way.
        guard requests.isIdle, requests.answered == passed, context.channel.isWritable else {
            return pass(bytes, context)
        }
        switch prepared.answer(request, context.eventLoop) {
        case .application: pass(bytes, context)
        case .now(let answer):
            requests.answeredElsewhere()
            write(answer, context)
        case .later(let answer): wait(for: answer, to: bytes, context)
        }
    }

    /// Leaves a whole request to those behind.
    private func pass(_ request: ByteBuffer, _ context: ChannelHandlerContext) {
        passed &+= 1
        context.fireChannelRead(wrapInboundOut(request))
    }

    private func wait(
        for answer: EventLoopFuture<ByteBuffer?>, to request: ByteBuffer, _ context: ChannelHandlerContext
    ) {
        waiting = request
        let loopBound = NIOLoopBound(context, eventLoop: context.eventLoop)
        answer.hop(to: context.eventLoop).whenComplete { result in
            let answer: ByteBuffer? = if case .success(let bytes) = result { bytes } else { nil }
            self.resume(with: answer, loopBound.value)
        }
    }

    private func resume(with answer: ByteBuffer?, _ context: ChannelHandlerContext) {
        guard let request = waiting else { return }
        waiting = nil
        if let answer {
            requests?.answeredElsewhere()
            write(answer, context)
        } else {
            pass(request, context)
            context.fireChannelReadComplete()
        }
        while waiting == nil, !held.isEmpty {
            receive(held.removeFirst(), context)
            context.fireChannelReadComplete()
        }
        guard waiting == nil else { return }
        releaseEvents(context)
        if hasHeldRead {
            hasHeldRead = false
            context.read()
        }
    }

    private func releaseEvents(_ context: ChannelHandlerContext) {
        guard waiting == nil, unwritten == 0, !heldEvents.isEmpty else { return }
        let events = heldEvents
        heldEvents = []
        for event in events { context.fireUserInboundEventTriggered(event) }
    }

    /// Straight to the socket if nothing waits for it, like the messages of a WebSocket.
    private func write(_ answer: ByteBuffer, _ context: ChannelHandlerContext) {
        var rest = answer
        if let descriptor, requests?.isEncrypted == false, context.channel.isActive,
            isQueueEmpty(context.channel)
        {
            let taken = answer.withUnsafeReadableBytes { DescriptorWriter.write($0, to: descriptor) }
            if taken == answer.readableBytes { return }
            rest.moveReaderIndex(forwardBy: taken)
        }
        unwritten += 1
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenComplete { _ in
            self.unwritten -= 1
            self.releaseEvents(context)
        }
        context.writeAndFlush(wrapOutboundOut(rest), promise: written)
    }

    private func isQueueEmpty(_ channel: any Channel) -> Bool {
        ((try? channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 1) == 0
    }
}
