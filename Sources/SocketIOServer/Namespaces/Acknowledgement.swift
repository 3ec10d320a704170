import NIOCore
import SocketIO

/// The way to answer one event of a client; call it once, from any thread.
package struct Acknowledgement: Sendable {
    private let ticket: Ticket
    private let socket: Socket

    /// One use; belongs to the socket's event loop.
    private final class Ticket: @unchecked Sendable {
        let id: Int
        var isUsed = false

        init(id: Int) {
            self.id = id
        }
    }

    init(id: Int, socket: Socket) {
        ticket = Ticket(id: id)
        self.socket = socket
    }

    /// Sends the answer; further calls do nothing.
    package func callAsFunction(_ arguments: [JSONValue] = []) {
        let ticket = self.ticket
        let socket = self.socket
        socket.shard.engine.perform {
            guard !ticket.isUsed else { return }
            ticket.isUsed = true
            socket.writeAcknowledgement(ticket.id, arguments)
        }
    }
}

/// Why no acknowledgement came.
package enum AcknowledgementError: Error, Sendable, Equatable {
    /// Nothing within the time given.
    case timedOut
    /// The socket ended first.
    case disconnected(DisconnectReason)
    /// The socket had ended before the event could be sent.
    case notConnected
}
