import Foundation
import NIOCore
import NIOHTTP1

/// Answers the requests of one connection.
final class PageHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let routes: PageRoutes
    private let feed: LiveFeed?
    private var head: HTTPRequestHead?
    /// The connection is an open page's; what it has been told.
    private var page: ToldPage?

    init(routes: PageRoutes, feed: LiveFeed?) {
        self.routes = routes
        self.feed = feed
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body: break
        case .end:
            guard let head, page == nil else { return }
            self.head = nil
            feed?.used()
            answer(head, context)
        }
    }

    private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let answer = routes.answer(
            method: head.method.rawValue, target: head.uri, hosts: head.headers["host"])
        switch answer {
        case .text(let status, let type, let body):
            let buffer = context.channel.allocator.buffer(string: body)
            begin(
                HTTPResponseStatus(statusCode: status), head, context,
                headers: [("Content-Type", type), ("Content-Length", String(buffer.readableBytes))]
                    + (status == 405 ? [("Allow", "GET")] : []))
            context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
            end(head, context)
        case .redirect(let place):
            begin(.found, head, context, headers: [("Location", place), ("Content-Length", "0")])
            end(head, context)
        case .file(let file, let type):
            send(file, type: type, head, context)
        case .events:
            begin(.ok, head, context, headers: [("Content-Type", "text/event-stream")])
            context.flush()
            page = ToldPage()
            feed?.open(context.channel)
            if let state = feed?.latest { tell(state, context) }
        }
    }

    private func begin(
        _ status: HTTPResponseStatus, _ request: HTTPRequestHead, _ context: ChannelHandlerContext,
        headers: [(String, String)]
    ) {
        var response = HTTPResponseHead(version: request.version, status: status)
        response.headers = HTTPHeaders(headers)
        for (name, value) in PageRoutes.securityHeaders { response.headers.add(name: name, value: value) }
        if !request.isKeepAlive { response.headers.add(name: "Connection", value: "close") }
        context.write(wrapOutboundOut(.head(response)), promise: nil)
    }

    private func end(_ request: HTTPRequestHead, _ context: ChannelHandlerContext) {
        let written = context.writeAndFlush(wrapOutboundOut(.end(nil)))
        guard !request.isKeepAlive else { return }
        let channel = context.channel
        written.whenComplete { _ in channel.close(promise: nil) }
    }

    /// Straight from the file's pages to the socket.
    private func send(
        _ file: ServedFolder.OpenFile, type: String, _ request: HTTPRequestHead,
        _ context: ChannelHandlerContext
    ) {
        begin(
            .ok, request, context,
            headers: [("Content-Type", type), ("Content-Length", String(file.size))])
        let handle = NIOFileHandle(_deprecatedTakingOwnershipOfDescriptor: file.descriptor)
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.whenComplete { _ in try? handle.close() }
        let region = FileRegion(fileHandle: handle, readerIndex: 0, endIndex: file.size)
        context.write(wrapOutboundOut(.body(.fileRegion(region))), promise: sent)
        end(request, context)
    }

    // MARK: - Pages

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let news = event as? LiveFeed.News {
            tell(news.state, context)
        } else if let event = event as? IdleStateHandler.IdleStateEvent, event == .read, page == nil {
            context.close(promise: nil)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    /// What is new since the page was told last. A page that does not read is left alone until it does: the next
    /// news hold everything since.
    private func tell(_ state: LiveState, _ context: ChannelHandlerContext) {
        guard context.channel.isWritable, let text = page?.news(state) else { return }
        let buffer = context.channel.allocator.buffer(string: text)
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if page != nil { feed?.close(context.channel) }
        page = nil
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
