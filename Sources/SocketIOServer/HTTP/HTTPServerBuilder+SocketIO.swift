import Hummingbird
import HummingbirdCore

extension HTTPServerBuilder {
    /// Serves Socket.IO and a Hummingbird application on one port.
    ///
    /// Requests whose path is that of one of `engines` are Engine.IO's, everything else goes to the
    /// application's router. Use it as
    /// `Application(router: router, server: .socketIO(socketServer.engine), configuration: ...)`, with the event
    /// loop group that the engines were made with, and a `backlog` of 4096 when thousands connect at once.
    /// Limits and timeouts of plain HTTP connections are those of the first engine's configuration. On graceful
    /// shutdown of the application each client is told goodbye.
    ///
    /// - Parameter prepared: Answers that need not go through the router.
    package static func socketIO(
        _ engines: EngineServer..., prepared: PreparedAnswers? = nil
    ) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            SocketIOChildChannel(responder: responder, engines: engines, prepared: prepared)
        }
    }
}
