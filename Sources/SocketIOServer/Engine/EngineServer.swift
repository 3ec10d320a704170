import NIOCore
import Synchronization

/// An Engine.IO v4 server: sessions over polling and WebSocket, without Socket.IO on top.
///
/// Sessions are spread over the event loops of the group; each lives on the loop of the connection that opened
/// it.
package final class EngineServer: Sendable {
    package let configuration: SocketIOServerConfiguration
    let shards: [EngineShard]
    let timing: SessionIntervals
    private let makeDelegate: @Sendable (EngineConnection) -> any EngineConnectionDelegate
    private let openConnections = Atomic<Int>(0)
    private let knownSessions = Atomic<Int>(0)
    private let shuttingDown = Atomic<Bool>(false)

    /// - Parameters:
    ///   - eventLoopGroup: The group whose loops accept the connections (at most 4,096 loops).
    ///   - makeDelegate: Called on the session's event loop when it has opened.
    package init(
        configuration: SocketIOServerConfiguration, eventLoopGroup: any EventLoopGroup,
        makeDelegate: @escaping @Sendable (EngineConnection) -> any EngineConnectionDelegate
    ) {
        self.configuration = configuration
        self.makeDelegate = makeDelegate
        timing = SessionIntervals(configuration)
        var shards: [EngineShard] = []
        for eventLoop in eventLoopGroup.makeIterator() {
            shards.append(EngineShard(eventLoop: eventLoop, index: shards.count))
        }
        precondition(!shards.isEmpty && shards.count <= 4096, "an event loop group of 1 to 4,096 loops")
        self.shards = shards
    }

    /// What the server has counted so far.
    package var counters: ServerCounters {
        var total = ServerCounters()
        for shard in shards { shard.counters.add(to: &total) }
        return total
    }

    /// Says goodbye to every client and closes its connection; new handshakes are refused at once.
    ///
    /// Returns when all sessions are gone, or after `deadline`, when the rest is cut off.
    package func shutdown(deadline: Duration) async {
        for ended in beginShutdown(deadline: deadline, waitsForPolls: true) {
            // The futures cannot fail; an event loop that is gone has no sessions either.
            try? await ended.get()
        }
    }

    /// Starts what `shutdown` does without waiting for it.
    @discardableResult
    func beginShutdown(deadline: Duration, waitsForPolls: Bool) -> [EventLoopFuture<Void>] {
        shuttingDown.store(true, ordering: .releasing)
        return shards.map { $0.shutDown(deadline: TimeAmount(deadline), waitsForPolls: waitsForPolls) }
    }

    var isShuttingDown: Bool { shuttingDown.load(ordering: .acquiring) }

    /// The shard of a channel's event loop; the first one for a loop of another group.
    func shard(of eventLoop: any EventLoop) -> EngineShard {
        shards.first { $0.eventLoop === eventLoop } ?? shards[0]
    }

    /// The shard that has a session of this id if anyone has.
    func shard(ofSession id: String) -> EngineShard? {
        guard let index = EngineIdentifier.shard(of: id), index < shards.count else { return nil }
        return shards[index]
    }

    /// Takes a TCP connection into account; false when there are too many.
    func admitConnection(on shard: EngineShard) -> Bool {
        let count = openConnections.wrappingAdd(1, ordering: .relaxed).newValue
        guard count <= configuration.maxConnections else {
            openConnections.wrappingSubtract(1, ordering: .relaxed)
            shard.counters.refusedConnections.add(1)
            return false
        }
        shard.counters.connections.add(1)
        return true
    }

    /// A connection that was admitted has closed.
    func connectionClosed(on shard: EngineShard) {
        openConnections.wrappingSubtract(1, ordering: .relaxed)
        shard.counters.connections.add(-1)
    }

    /// Whether another session may be opened, as far as one can tell before it is.
    var hasRoomForSession: Bool {
        knownSessions.load(ordering: .relaxed) < configuration.maxSessions
    }

    /// A session's id is unknown from now on.
    func sessionForgotten() {
        knownSessions.wrappingSubtract(1, ordering: .relaxed)
    }

    /// Opens a session on `shard`, on whose event loop this is called; nil, and counted, when there are as many
    /// as there may be.
    func open(
        _ handshake: Handshake, on shard: EngineShard, webSocket: WebSocketLink?
    ) -> EngineConnection? {
        guard knownSessions.wrappingAdd(1, ordering: .relaxed).newValue <= configuration.maxSessions else {
            knownSessions.wrappingSubtract(1, ordering: .relaxed)
            shard.counters.refusedSessions.add(1)
            return nil
        }
        let connection = EngineConnection(
            server: self, shard: shard, handshake: handshake, webSocket: webSocket)
        shard.add(connection)
        return connection
    }

    func delegate(for connection: EngineConnection) -> any EngineConnectionDelegate {
        makeDelegate(connection)
    }
}
