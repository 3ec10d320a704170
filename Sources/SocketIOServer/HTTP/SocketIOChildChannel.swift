import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Every accepted connection: HTTP for Engine.IO and the application until it becomes a WebSocket.
///
/// The application's part (an async channel and its task's work) is only built when the first request for it
/// arrives, so a WebSocket or a polling client never pays for it.
struct SocketIOChildChannel: HTTPChannelHandler {
    typealias ApplicationChannel = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    /// A connection, and the application's view of it once it has one.
    struct Value: ServerChildChannelValue {
        let channel: any Channel
        /// Succeeds with the first request for the application, or with nil when there will be none.
        let application: EventLoopFuture<ApplicationChannel?>
    }

    let responder: HTTPChannelHandler.Responder
    let engines: [EngineServer]
    var prepared: PreparedAnswers?

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let engine = engines[0]
            let shard = engine.shard(of: channel.eventLoop)
            let application = channel.eventLoop.makePromise(of: ApplicationChannel?.self)
            let value = Value(channel: channel, application: application.futureResult)
            guard engine.admitConnection(on: shard) else {
                application.succeed(nil)
                channel.close(promise: nil)
                return value
            }
            channel.closeFuture.whenComplete { _ in engine.connectionClosed(on: shard) }
            // The channel keeps its buffer for good. This one holds a handshake or a poll, and grows for those who
            // send more.
            try channel.syncOptions?.setOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 64, initial: 512, maximum: 65_536))
            let handlers = HTTPHandlers(engines: engines, prepared: prepared)
            let pipeline = channel.pipeline.syncOperations
            try handlers.add(to: pipeline)
            let handler = EngineHTTPHandler(
                engines: engines, eventLoop: channel.eventLoop, handlers: handlers,
                startApplication: { context in
                    application.succeed(try Self.startApplication(context.channel))
                },
                finishWithoutApplication: { application.succeed(nil) })
            handlers.prepared?.requests = handler
            try pipeline.addHandler(handler)
            return value
        }
    }

    func handle(value: Value, logger: Logger) async {
        guard let application = try? await value.application.get() else { return }
        let executor = engines[0].shard(of: value.channel.eventLoop).executor
        await withTaskExecutorPreference(executor) {
            await handleHTTP(asyncChannel: application, logger: logger)
        }
    }

    private static func startApplication(_ channel: any Channel) throws -> ApplicationChannel {
        try channel.pipeline.syncOperations.addHandler(HTTP1ToHTTPServerCodec(secure: false))
        return try NIOAsyncChannel(
            wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
    }
}
