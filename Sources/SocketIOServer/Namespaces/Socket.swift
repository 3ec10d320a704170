import NIOCore
import SocketIO

/// One client's connection to one namespace.
///
/// Handlers run on the socket's event loop and must not block; start a `Task` for slow work. All
/// methods may be called from any thread.
package final class Socket: Sendable {
    /// Names the socket to both sides, and the room it is always in; unguessable, and not the
    /// Engine.IO session's id.
    package let id: String
    /// Where it connected.
    package let namespace: Namespace
    /// What the client said when it connected, `auth` included.
    package let handshake: Handshake
    /// Where its callbacks run.
    package let eventLoop: any EventLoop

    /// Puts the socket into rooms; broadcasts emitted later by the same thread reach it.
    package func join(_ rooms: String...)
    /// Takes the socket out of a room.
    package func leave(_ room: String)

    /// Handles an event by name. `acknowledge` is nil when the client asked for no answer; only its
    /// first call counts.
    package func on(
        _ event: String,
        _ handler: @escaping @Sendable (_ arguments: [JSONValue], _ acknowledge: Acknowledgement?) -> Void)

    /// Handles the end of this socket, exactly once.
    package func onDisconnect(_ handler: @escaping @Sendable (DisconnectReason) -> Void)

    /// Sends an event; see `Namespace.emit` for `encodedArguments` and `volatile`.
    package func emit(_ event: String, encodedArguments: [UInt8], volatile: Bool = false)
    /// Sends an event whose arguments may hold binary data.
    package func emit(_ event: String, _ arguments: [JSONValue] = [], volatile: Bool = false)
    /// Sends an event and waits for the client's acknowledgement.
    ///
    /// Throws `AcknowledgementError`.
    package func emitWithAck(_ event: String, _ arguments: [JSONValue] = [], timeout: Duration)
        async throws -> [JSONValue]

    /// Ends the socket with a DISCONNECT packet; `close` ends the whole connection as well.
    package func disconnect(close: Bool = false)
}

/// Answers one event of a client.
package struct Acknowledgement: Sendable {
    package func callAsFunction(_ arguments: [JSONValue] = [])
}

/// Why no acknowledgement came.
package enum AcknowledgementError: Error, Sendable, Equatable {
    /// Nothing within the time given.
    case timedOut
    /// The socket ended first.
    case disconnected(DisconnectReason)
}
