import SocketIO

/// A Socket.IO namespace: sockets, rooms, and who may connect.
///
/// `use` and `onConnection` are for set-up, before the first client; everything else is for any
/// thread at any time.
package final class Namespace: Sendable {
    /// The name on the wire, `/` for the main one.
    package let name: String

    /// Adds a check that runs, after those added earlier, for every client that wants to connect.
    ///
    /// Throwing `ConnectError` answers CONNECT_ERROR with its message and data; any other error
    /// answers with its description. The connection itself stays open.
    package func use(_ middleware: @escaping @Sendable (Socket) async throws -> Void)

    /// Called on the socket's event loop once it is connected, before any event of the client.
    /// Register the socket's handlers here.
    package func onConnection(_ handler: @escaping @Sendable (Socket) -> Void)

    /// Sends an event to every socket in at least one of `rooms` (to all when there are none) and
    /// in none of `except`, each once.
    ///
    /// `encodedArguments` is the JSON of the arguments joined by commas, without brackets; empty
    /// for an event without arguments. It is sent as it is: encode it once, however many clients
    /// there are. A volatile event is dropped for clients that have to wait for earlier bytes.
    package func emit(
        _ event: String, encodedArguments: [UInt8], to rooms: [String] = [],
        except: [String] = [], volatile: Bool = false)

    /// The same for arguments as values, which may hold binary data.
    package func emit(
        _ event: String, _ arguments: [JSONValue], to rooms: [String] = [], except: [String] = [],
        volatile: Bool = false)

    /// Sends an event and collects the acknowledgements of all receivers, until everyone answered
    /// (or went away) or `timeout` passed.
    package func emitWithAck(
        _ event: String, _ arguments: [JSONValue], to rooms: [String] = [], except: [String] = [],
        timeout: Duration
    ) async -> BroadcastAnswers

    /// Disconnects the sockets selected as in `emit`; `close` closes their connections as well.
    package func disconnectSockets(
        in rooms: [String] = [], except: [String] = [], close: Bool = false)

    /// Makes the sockets selected as in `emit` join or leave rooms.
    package func joinSockets(in rooms: [String] = [], to joined: [String])
}

/// What came back for a broadcast with acknowledgements.
package struct BroadcastAnswers: Sendable {
    /// Arguments of each acknowledgement, in order of arrival.
    package let answers: [[JSONValue]]
    /// Sockets the event was sent to.
    package let receivers: Int
    /// Whether the time ran out before every receiver answered.
    package let timedOut: Bool
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
