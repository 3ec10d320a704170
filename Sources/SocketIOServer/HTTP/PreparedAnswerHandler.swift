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
    private var hasHeldEnd = false
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
        if waiting != nil, case .some(.inputClosed) = event as? ChannelEvent {
            hasHeldEnd = true
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        waiting = nil
        held = []
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
        if hasHeldEnd {
            hasHeldEnd = false
            context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        }
        if hasHeldRead {
            hasHeldRead = false
            context.read()
        }
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
        context.writeAndFlush(wrapOutboundOut(rest), promise: nil)
    }

    private func isQueueEmpty(_ channel: any Channel) -> Bool {
        ((try? channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 1) == 0
    }
}
