import NIOCore
import SocketIO

/// One client's connection to one namespace.
///
/// Handlers run on the socket's event loop and must not block; start a `Task` for slow work. Package methods may
/// be called from any thread.
package final class Socket: RoomMember, @unchecked Sendable {
    package typealias EventHandler =
        @Sendable (_ arguments: [JSONValue], _ acknowledge: Acknowledgement?) -> Void

    /// Names the socket to both sides, and the room it is always in; unguessable, and not the Engine.IO
    /// session's id.
    package let id: String
    /// Where it connected.
    package let namespace: Namespace
    /// What the client said when it connected, `auth` included.
    package let handshake: Handshake
    /// Where its callbacks run.
    package var eventLoop: any EventLoop { shard.engine.eventLoop }

    enum State {
        /// Middleware decides.
        case connecting
        case connected
        case ended
    }

    let shard: NamespaceShard
    let slot: DescriptorTable.Slot
    let roomState = RoomState<Socket>()
    // Everything below belongs to the event loop.
    /// Strong until the end, which every socket comes to.
    private var connection: SocketIOConnection?
    private(set) var state = State.connecting
    /// Rooms asked for while middleware was deciding.
    private var earlyRooms: [String] = []
    private var handlers: [String: EventHandler] = [:]
    private var disconnectHandlers: [@Sendable (DisconnectReason) -> Void] = []
    var pendingAcknowledgements: [Int: PendingAcknowledgement] = [:]

    init(namespace: Namespace, handshake: Handshake, connection: SocketIOConnection, shard: EngineShard) {
        id = EngineIdentifier.make()
        self.namespace = namespace
        self.handshake = handshake
        self.connection = connection
        slot = connection.engine.slot
        self.shard = namespace.shard(shard)
    }

    /// Rooms it is in, its own included. On its event loop only.
    package var rooms: Set<String> {
        eventLoop.preconditionInEventLoop()
        return roomState.rooms
    }

    /// Whether a volatile event would be sent now rather than dropped. On its event loop only.
    package var isWritable: Bool {
        eventLoop.preconditionInEventLoop()
        return connection?.engine.isWritable ?? false
    }

    /// Puts the socket into rooms; broadcasts emitted later by the same thread reach it.
    package func join(_ rooms: String...) {
        shard.engine.perform {
            switch self.state {
            case .connecting: self.earlyRooms += rooms
            case .connected: for room in rooms { self.shard.rooms.join(self, room) }
            case .ended: break
            }
        }
    }

    /// Takes the socket out of a room.
    package func leave(_ room: String) {
        shard.engine.perform {
            self.earlyRooms.removeAll { $0 == room }
            self.shard.rooms.leave(self, room)
        }
    }

    /// Handles an event by name.
    ///
    /// `acknowledge` is nil when the client asked for no answer.
    package func on(_ event: String, _ handler: @escaping EventHandler) {
        shard.engine.perform {
            // What a handler captures would never be let go of after the end.
            if case .ended = self.state { return }
            self.handlers[event] = handler
        }
    }

    /// Handles the end of this socket; called exactly once, at once if it has ended already.
    package func onDisconnect(_ handler: @escaping @Sendable (DisconnectReason) -> Void) {
        shard.engine.perform {
            if case .ended = self.state { return handler(self.endReason) }
            self.disconnectHandlers.append(handler)
        }
    }

    /// Ends the socket with a DISCONNECT packet; `close` ends the whole connection as well.
    package func disconnect(close: Bool = false) {
        shard.engine.perform { self.connection?.disconnect(self, close: close) }
    }

    /// Middleware let it in.
    func enter() {
        state = .connected
        shard.add(self)
        shard.rooms.join(self, id)
        for room in earlyRooms { shard.rooms.join(self, room) }
        earlyRooms = []
    }

    /// An event of the client.
    func receive(_ event: String, _ arguments: [JSONValue], acknowledgementID: Int?) {
        handlers[event]?(arguments, acknowledgementID.map { Acknowledgement(id: $0, socket: self) })
    }

    private(set) var endReason = DisconnectReason.transportClose

    /// It is over: leaves its rooms, then tells everyone who waits.
    func end(_ reason: DisconnectReason) {
        if case .ended = state { return }
        let wasConnected = if case .connected = state { true } else { false }
        state = .ended
        endReason = reason
        if wasConnected { shard.remove(self) }
        connection = nil
        let waiting = pendingAcknowledgements.values
        pendingAcknowledgements = [:]
        for pending in waiting { pending.complete(.failure(.disconnected(reason))) }
        let told = disconnectHandlers
        disconnectHandlers = []
        handlers = [:]
        for handler in told { handler(reason) }
    }

    /// Sends unless the socket has ended, or has to wait and is not worth it; true when it was sent.
    func write(_ message: OutgoingMessage, volatile: Bool) -> Bool {
        guard case .connected = state, let engine = connection?.engine else { return false }
        if volatile, !engine.isWritable { return false }
        engine.send(message)
        return true
    }

    /// The kernel took no more than `taken` bytes of a broadcast's message.
    func writeRest(of message: OutgoingMessage, after taken: Int) {
        connection?.engine.sendRest(of: message, after: taken)
    }
}
