import NIOCore
import NIOHTTP1

extension EngineHTTPHandler {
    /// Answers from any thread: a payload for 200, nothing or an error's JSON otherwise.
    func deliver(_ request: OwnRequest, _ status: HTTPResponseStatus, _ body: ByteBuffer) {
        onChannel {
            let type: String
            switch (status, request.kind) {
            case (.ok, .post): type = "text/html"
            case (.ok, _): type = "text/plain; charset=UTF-8"
            default: type = "application/json"
            }
            self.respond(request, status, type, body)
        }
    }

    /// Answers from any thread with an error of the table.
    func deliver(_ request: OwnRequest, _ error: EngineErrorAnswer) {
        onChannel { self.answer(request, error) }
    }

    /// Answers with an error of the table.
    func answer(_ request: OwnRequest, _ error: EngineErrorAnswer) {
        respond(request, error.status, "application/json", error.body)
    }

    /// Sends the answer unless the request has got one, or lost its connection.
    func respond(_ request: OwnRequest, _ status: HTTPResponseStatus, _ type: String?, _ body: ByteBuffer) {
        guard let context, isCurrent(request) else { return }
        guard request.hasEnded else {
            // Answering and closing while the client still sends could reset the connection under the answer.
            request.deferredAnswer = (status, type, body)
            request.body = ByteBuffer()
            return
        }
        request.poll = nil
        if status != .ok, status != .noContent {
            request.engine.shard(of: context.eventLoop).counters.refusedRequests.add(1)
        }
        var headers = HTTPHeaders()
        if let type { headers.add(name: "content-type", value: type) }
        if status != .noContent { headers.add(name: "content-length", value: "\(body.readableBytes)") }
        headers.add(name: "cache-control", value: "no-store")
        if request.closesAfterwards { headers.add(name: "connection", value: "close") }
        addCrossOriginHeaders(to: &headers, for: request)
        let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        if body.readableBytes > 0 { context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil) }
        guard request.closesAfterwards else {
            // Before the write, which may bring the next pipelined request.
            becomeIdle()
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            return
        }
        state = .done
        context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in
            context.close(promise: nil)
        }
    }

    private func isCurrent(_ request: OwnRequest) -> Bool {
        switch state {
        case .reading(let current), .answering(let current): current === request
        default: false
        }
    }

    /// CORS for browsers of other origins, as far as the configuration goes.
    private func addCrossOriginHeaders(to headers: inout HTTPHeaders, for request: OwnRequest) {
        guard let origin = request.origin else { return }
        switch request.engine.configuration.allowedOrigins {
        case .none: return
        case .any: headers.add(name: "access-control-allow-origin", value: "*")
        case .list(let allowed):
            headers.add(name: "vary", value: "Origin")
            guard allowed.contains(origin) else { return }
            headers.add(name: "access-control-allow-origin", value: origin)
        }
        if case .preflight = request.kind {
            headers.add(name: "access-control-allow-methods", value: "GET, POST")
            headers.add(name: "access-control-allow-headers", value: "content-type")
        }
    }

    func onChannel(_ body: @escaping @Sendable () -> Void) {
        if eventLoop.inEventLoop { body() } else { eventLoop.execute(body) }
    }
}
