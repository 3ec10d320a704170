import NIOCore
import NIOHTTP1
import SocketIO

/// What a client said when it opened its connection.
package struct Handshake: Sendable {
    /// The request's target: path and query as sent.
    package let target: String
    /// Query parameters, percent-decoded; the last one wins where a name repeats.
    package let query: [String: String]
    /// Request headers of the handshake.
    package let headers: HTTPHeaders
    /// The peer's address, when the transport knows one.
    package let remoteAddress: SocketAddress?
    /// Transport the session was opened with.
    package let transport: Transport
    /// What the client sent with the Socket.IO CONNECT of the namespace; nil when it sent nothing
    /// and in `SocketIOServerConfiguration.admission`, which is asked before any CONNECT.
    package internal(set) var auth: JSONValue?
}
