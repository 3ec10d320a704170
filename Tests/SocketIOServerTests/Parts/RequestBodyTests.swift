import NIOCore
import NIOHTTP1
import NIOPosix
import Testing

@testable import SocketIOServer

@Suite("Bodies of requests")
struct RequestBodyTests {
    @Test("a body is dropped once its answer is known, and kept until then")
    func dropped() {
        let eventLoop = MultiThreadedEventLoopGroup.singleton.any()
        let engine = SocketServer(
            configuration: SocketIOServerConfiguration(), eventLoopGroup: eventLoop
        ).engine
        let handler = EngineHTTPHandler(
            engines: [engine], eventLoop: eventLoop, handlers: HTTPHandlers(),
            startApplication: { _ in }, finishWithoutApplication: {})
        let request = OwnRequest(.post(session: "x"), engine: engine, origin: nil)
        handler.read(ByteBuffer(string: "0123456789"), of: request)
        #expect(request.body.readableBytes == 10)
        request.deferredAnswer = (.badRequest, nil, ByteBuffer())
        handler.read(ByteBuffer(string: "0123456789"), of: request)
        #expect(request.body.readableBytes == 0)
        #expect(request.bodyLength == 20)
    }
}
