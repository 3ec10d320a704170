import NIOCore
import SocketIO
import SocketIOServer

/// What the official protocol suites expect at the other end.
package enum ConformanceApplications {
    /// The suites' intervals: pings every 300 ms, 200 ms to answer, 1,500 ms to connect.
    package static var configuration: SocketIOServerConfiguration {
        var configuration = SocketIOServerConfiguration()
        configuration.pingInterval = .milliseconds(300)
        configuration.pingTimeout = .milliseconds(200)
        configuration.connectTimeout = .milliseconds(1500)
        configuration.maxPayload = 1_000_000
        return configuration
    }

    /// Raw Engine.IO at `/engine.io/`, where every message comes back.
    package static func engine(
        on group: any EventLoopGroup, configuration: SocketIOServerConfiguration = configuration
    ) -> EngineServer {
        var configuration = configuration
        configuration.path = "/engine.io/"
        return EngineServer(configuration: configuration, eventLoopGroup: group) { connection in
            Echo(connection)
        }
    }

    /// Socket.IO at `/socket.io/` with the suites' two namespaces.
    package static func sockets(
        on group: any EventLoopGroup, configuration: SocketIOServerConfiguration = configuration
    ) -> SocketServer {
        let server = SocketServer(configuration: configuration, eventLoopGroup: group)
        server.namespace("/").onConnection { socket in
            socket.emit("auth", [socket.handshake.auth ?? [:]])
            socket.on("message") { arguments, _ in socket.emit("message-back", arguments) }
            socket.on("message-with-ack") { arguments, acknowledge in acknowledge?(arguments) }
        }
        server.namespace("/custom").onConnection { socket in
            socket.emit("auth", [socket.handshake.auth ?? [:]])
        }
        return server
    }
}

/// Sends back what arrives.
private final class Echo: EngineConnectionDelegate {
    private let connection: EngineConnection

    init(_ connection: EngineConnection) {
        self.connection = connection
    }

    func received(_ message: EngineIOPacket) {
        connection.send(OutgoingMessage(message))
    }

    func serverShutsDown() {}

    func ended(_ reason: DisconnectReason) {}
}
