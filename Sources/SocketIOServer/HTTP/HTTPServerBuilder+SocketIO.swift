import Hummingbird
import HummingbirdCore

extension HTTPServerBuilder {
    /// Serves Socket.IO and a Hummingbird application on one port.
    ///
    /// Requests whose path is that of one of `engines` are Engine.IO's, everything else goes to the
    /// application's router. Use it as
    /// `Application(router: router, server: .socketIO(socketServer.engine), configuration: ...)`
    /// with a `backlog` of 4096 when thousands connect at once. Give the application the same event
    /// loop group as the server. On graceful shutdown each WebSocket is closed with a goodbye.
    package static func socketIO(_ engines: EngineServer...) -> HTTPServerBuilder
}
