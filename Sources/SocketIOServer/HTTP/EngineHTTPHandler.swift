import NIOCore
import NIOHTTP1
import NIOTLS
import SocketIO

/// The first reader of every request on a port: Engine.IO's are answered here, on the event loop; the others
/// pass on to the application.
///
/// `HTTPServerPipelineHandler` in front of it delivers one request at a time, so a long-polling GET holds back
/// what its client pipelines behind it, and costs nothing else.
final class EngineHTTPHandler: ChannelDuplexHandler, RemovableChannelHandler, @unchecked Sendable {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    enum State {
        /// Between requests.
        case idle
        /// The application has the request; `ended` once its body is complete.
        case forwarding(ended: Bool, answered: Bool)
        /// The request's end is awaited.
        case reading(OwnRequest)
        /// The answer is awaited; what still arrives of the request is dropped.
        case answering(OwnRequest)
        /// The channel is a WebSocket, or closed.
        case done
    }

    let engines: [EngineServer]
    /// Puts the application's handlers behind this one.
    private let startApplication: (ChannelHandlerContext) throws -> Void
    /// Called when the application will never get a request on this channel.
    private let finishWithoutApplication: () -> Void
    private var hasApplication = false
    let httpHandlers: HTTPHandlers
    let eventLoop: any EventLoop
    var state = State.idle
    private var hasServed = false
    /// Requests that came through the parser and got their answer.
    private(set) var answered: UInt = 0
    /// Whether TLS lies below.
    private(set) var isEncrypted = false
    private var isTimingRequest = false
    var context: ChannelHandlerContext?
    private var timeout: RequestTimeout?
    /// Set while answers wait for the client to read.
    private var writing: RequestTimeout?
    private let handshakeTimeout: TimeAmount
    private let idleTimeout: TimeAmount
    private let writeTimeout: TimeAmount

    init(
        engines: [EngineServer], eventLoop: any EventLoop, handlers: HTTPHandlers,
        startApplication: @escaping (ChannelHandlerContext) throws -> Void,
        finishWithoutApplication: @escaping () -> Void
    ) {
        self.engines = engines
        self.eventLoop = eventLoop
        httpHandlers = handlers
        self.startApplication = startApplication
        self.finishWithoutApplication = finishWithoutApplication
        let configuration = engines[0].configuration
        handshakeTimeout = TimeAmount(configuration.handshakeTimeout)
        idleTimeout = TimeAmount(configuration.idleTimeout)
        writeTimeout = TimeAmount(configuration.writeTimeout)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        timeout = RequestTimeout(eventLoop: eventLoop) { [weak self] in self?.timedOut() }
        timeout?.set(handshakeTimeout)
        writing = RequestTimeout(eventLoop: eventLoop) { [weak self] in self?.writeTimedOut() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        writing?.cancel()
        timeout?.cancel()
        finish()
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        writing?.cancel()
        timeout?.cancel()
        finish()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        switch (state, part) {
        case (.idle, .head(let head)): begin(head, context: context)
        case (.forwarding(_, let answered), .end):
            setState(.forwarding(ended: true, answered: answered))
            context.fireChannelRead(data)
        case (.forwarding, _): context.fireChannelRead(data)
        case (.reading(let request), .body(let bytes)): read(bytes, of: request)
        case (.reading(let request), .end): complete(request)
        case (.answering(let request), .end): request.hasEnded = true
        default: break
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        switch state {
        case .reading, .forwarding(ended: false, _):
            // The rest of the request has to come in time. Requests that came in one piece set no timer.
            if !isTimingRequest {
                isTimingRequest = true
                timeout?.set(handshakeTimeout)
            }
        default: break
        }
        context.fireChannelReadComplete()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { writing?.cancel() } else { writing?.set(writeTimeout) }
        context.fireChannelWritabilityChanged()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .forwarding(let ended, _) = state, case .end = unwrapOutboundIn(data) {
            // Before the write, which may bring the next pipelined request.
            setState(.forwarding(ended: ended, answered: true))
        }
        context.write(data, promise: promise)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is TLSUserEvent { isEncrypted = true }
        guard case .some(.inputClosed) = event as? ChannelEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        switch state {
        case .forwarding: context.fireUserInboundEventTriggered(event)
        case .answering(let request) where request.poll == nil: request.closesAfterwards = true
        case .idle where hasApplication: context.fireUserInboundEventTriggered(event)
        // Nobody is left to read the answer of a long poll, and no request can follow.
        default: context.close(promise: nil)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if hasApplication { return context.fireErrorCaught(error) }
        // What a closed connection leaves of half a request is an error as well, but nobody reads an answer.
        guard error is HTTPParserError, case .idle = state, context.channel.isActive else {
            context.close(promise: nil)
            return
        }
        let request = OwnRequest(.refused(.badRequest), engine: engines[0], origin: nil)
        request.closesAfterwards = true
        request.hasEnded = true
        state = .answering(request)
        respond(request, .badRequest, "application/problem+json", Self.notHTTP)
    }

    /// What is no HTTP is no request of Engine.IO either, so the answer is not one of its own (RFC 9457).
    private static let notHTTP = ByteBuffer(
        string:
            #"{"type":"about:blank","title":"Bad Request","status":400,"detail":"this is no HTTP request"}"#)

    private func begin(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
        let target = RequestTarget(head.uri)
        isTimingRequest = false
        if let engine = engines.first(where: { $0.configuration.path == target.path }) {
            beginOwn(head, query: target.query, engine: engine, context: context)
            return
        }
        do {
            if !hasApplication {
                try startApplication(context)
                hasApplication = true
            }
            state = .forwarding(ended: false, answered: false)
            context.fireChannelRead(wrapInboundOut(.head(head)))
        } catch {
            context.close(promise: nil)
        }
    }

    /// Moves on with the application's request; when it is over, the next one may come.
    private func setState(_ next: State) {
        state = next
        guard case .forwarding(true, true) = next else { return }
        becomeIdle()
    }

    /// The request is over; the next one may take its time.
    func becomeIdle() {
        answered &+= 1
        waitForNext()
    }

    private func waitForNext() {
        state = .idle
        hasServed = true
        timeout?.set(idleTimeout)
    }

    /// Whether no request is under way.
    var isIdle: Bool {
        if case .idle = state { true } else { false }
    }

    /// A request was answered before it got here.
    func answeredElsewhere() {
        isTimingRequest = false
        waitForNext()
    }

    private func timedOut() {
        guard let context else { return }
        switch state {
        case .idle where hasServed: context.close(promise: nil)
        case .idle, .reading, .forwarding(ended: false, _):
            engines[0].shard(of: eventLoop).counters.handshakeTimeouts.add(1)
            context.close(promise: nil)
        case .forwarding, .answering, .done: break
        }
    }

    /// What waits is dropped with the connection: nobody reads it.
    private func writeTimedOut() {
        engines[0].shard(of: eventLoop).counters.writeTimeouts.add(1)
        context?.close(promise: nil)
    }

    private func finish() {
        let request: OwnRequest?
        switch state {
        case .reading(let open), .answering(let open): request = open
        default: request = nil
        }
        state = .done
        if let request { abandon(request) }
        if !hasApplication { finishWithoutApplication() }
    }
}
