import NIOConcurrencyHelpers
import SocketIO
import Synchronization

/// A Socket.IO namespace: sockets, rooms, and who may connect.
///
/// `use` and `onConnection` are for set-up, before the first client; everything else is for any thread at any
/// time.
package final class Namespace: Sendable {
    /// The name on the wire, `/` for the main one.
    package let name: String

    let shards: [NamespaceShard]
    private let acknowledgementIDs = Atomic<Int>(0)
    private let setup = NIOLockedValueBox(Setup())

    /// Checks and handlers of new connections.
    struct Setup: Sendable {
        var middleware: [@Sendable (Socket) async throws -> Void] = []
        var connectionHandlers: [@Sendable (Socket) -> Void] = []
    }

    init(name: String, shards: [EngineShard]) {
        self.name = name
        self.shards = shards.map(NamespaceShard.init)
    }

    /// Adds a check that runs, after those added earlier, for every client that wants to connect.
    ///
    /// Throwing `ConnectError` answers CONNECT_ERROR with its message and data; any other error answers with its
    /// description. The connection itself stays open.
    package func use(_ middleware: @escaping @Sendable (Socket) async throws -> Void) {
        setup.withLockedValue { $0.middleware.append(middleware) }
    }

    /// Called on the socket's event loop once it is connected, before any event of the client.
    ///
    /// Register the socket's handlers here.
    package func onConnection(_ handler: @escaping @Sendable (Socket) -> Void) {
        setup.withLockedValue { $0.connectionHandlers.append(handler) }
    }

    var current: Setup { setup.withLockedValue { $0 } }

    /// Ids of acknowledgements are the namespace's, so that a broadcast's frame can bear one.
    func nextAcknowledgementID() -> Int {
        acknowledgementIDs.wrappingAdd(1, ordering: .relaxed).oldValue
    }

    /// This namespace's sockets on an engine shard.
    func shard(_ engine: EngineShard) -> NamespaceShard { shards[engine.index] }
}

/// A middleware's refusal; becomes the CONNECT_ERROR packet.
package struct ConnectError: Error, Sendable {
    /// Shown to the client as `message`.
    package let message: String
    /// Sent as `data` when present.
    package let data: JSONValue?

    package init(_ message: String, data: JSONValue? = nil) {
        self.message = message
        self.data = data
    }
}
