import NIOConcurrencyHelpers
import NIOCore
import SocketIO

/// A Socket.IO v5 server on Engine.IO v4.
///
/// Give its `engine` to `HTTPServerBuilder.socketIO(_:)` and the same port serves it and a Hummingbird router.
/// Every session belongs to one event loop; its callbacks run there, one at a time and in the order of the
/// wire, and must not block. Everything that sends may be called from any thread; what one thread emits arrives
/// at each client in that order.
package final class SocketServer: Sendable {
    /// The Engine.IO server underneath: transports, heartbeats, limits.
    package let engine: EngineServer
    private let namespaces: NamespaceTable

    /// - Parameter eventLoopGroup: The group whose loops accept the connections.
    package init(configuration: SocketIOServerConfiguration, eventLoopGroup: any EventLoopGroup) {
        let namespaces = NamespaceTable()
        self.namespaces = namespaces
        engine = EngineServer(configuration: configuration, eventLoopGroup: eventLoopGroup) { connection in
            SocketIOConnection(connection, namespaces: namespaces)
        }
        _ = namespace("/")
    }

    /// The namespace of this name, defined by the first call for it; clients cannot connect to others.
    ///
    /// Names start with a slash; the main one, `/`, is always there.
    package func namespace(_ name: String) -> Namespace {
        namespaces.define(name, shards: engine.shards)
    }

    /// What the server has counted so far.
    package var counters: ServerCounters { engine.counters }

    /// Says goodbye to every client and closes its connection.
    ///
    /// Each socket gets a Socket.IO DISCONNECT, each session an Engine.IO close. Returns when all are gone, or
    /// after `deadline`, when the rest is cut off. New handshakes are refused from the first moment. A second
    /// call waits for the same end.
    package func shutdown(deadline: Duration) async {
        await engine.shutdown(deadline: deadline)
    }
}

/// The namespaces that are defined, by name.
final class NamespaceTable: Sendable {
    private let table = NIOLockedValueBox<[String: Namespace]>([:])

    func define(_ name: String, shards: [EngineShard]) -> Namespace {
        table.withLockedValue { table in
            if let known = table[name] { return known }
            let namespace = Namespace(name: name, shards: shards)
            table[name] = namespace
            return namespace
        }
    }

    func find(_ name: String) -> Namespace? {
        table.withLockedValue { $0[name] }
    }
}
