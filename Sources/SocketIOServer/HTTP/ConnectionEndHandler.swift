import NIOCore

/// The first handler of every connection, which learns before any other that it ends.
final class ConnectionEndHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let engines: [EngineServer]
    /// What the connection has become.
    var webSocket: WebSocketLink?

    init(engines: [EngineServer]) {
        self.engines = engines
    }

    /// The application shuts down: starts the goodbye. A channel in the middle of a long poll would otherwise be
    /// waited for until its next packet.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            for engine in engines {
                engine.beginShutdown(
                    deadline: engine.configuration.shutdownDeadline, waitsForPolls: false)
            }
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// The descriptor is closed, and its number may be another's already. The decoder behind this handler may
    /// still deliver messages, and those may cause broadcasts.
    func channelInactive(context: ChannelHandlerContext) {
        webSocket?.descriptorClosed()
        webSocket = nil
        context.fireChannelInactive()
    }
}
