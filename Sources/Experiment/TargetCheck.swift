import Foundation
import LoadEngine
import Scenarios

/// Asks a target, over HTTP and before any load, whether a client of its kind can join.
///
/// A server that serves WebSockets only cannot be asked whom it lets in: the clients themselves find out.
struct TargetCheck {
    let endpoint: Endpoint
    let target: Target

    private var client: ControlClient { ControlClient(endpoint: endpoint, timeout: 5_000_000_000) }
    private var path: String { "\(endpoint.socketPath)?EIO=4&transport=polling" }

    /// - Returns: The interval of heartbeats that the target announces, nanoseconds; nil when it serves
    ///   WebSockets only.
    /// - Throws: ``TargetError`` or `LoadError`, with the remedy in the message.
    func run() throws -> Int64? {
        let answer = try client.get(path)
        let text = String(decoding: answer.body.prefix(200), as: UTF8.self)
        if let place = answer.redirect {
            throw TargetError(
                "\(endpoint.origin)\(endpoint.socketPath) redirects to \(place) (\(answer.status)): give that "
                    + "address in `url`, clients do not follow")
        }
        switch answer.status {
        case 200 where text.hasPrefix("0{"): return try join(openPacket: text.dropFirst())
        case 400 where text.contains("Transport unknown"): return nil
        case 400 where text.contains("Unsupported protocol version"):
            throw TargetError(
                "\(endpoint.origin) speaks another version of Engine.IO than 4: it needs Socket.IO 3 or 4")
        case 401, 403:
            throw TargetError(
                "\(endpoint.origin)\(endpoint.socketPath) lets nobody in (\(answer.status)): give what it asks "
                    + "for in `headers`")
        case 404:
            throw TargetError(
                "\(endpoint.origin) has no Socket.IO at \(endpoint.socketPath) (404): give its `path`")
        default:
            throw TargetError(
                "\(endpoint.origin)\(endpoint.socketPath) answers \(answer.status) and no Engine.IO handshake: "
                    + "is this the Socket.IO server, and its `path`?")
        }
    }

    /// Joins the namespace as every client will, and leaves.
    private func join(openPacket: Substring) throws -> Int64? {
        guard let open = try? JSONDecoder().decode(OpenPacket.self, from: Data(openPacket.utf8)) else {
            throw TargetError("\(endpoint.origin) opens a session with no JSON: is this a Socket.IO server?")
        }
        let session: String = "\(path)&sid=\(open.sid)"
        let prefix: String = endpoint.namespace == "/" ? "" : "\(endpoint.namespace),"
        let auth: String = endpoint.authentication.map { String(decoding: $0, as: UTF8.self) } ?? ""
        _ = try client.post(session, body: Array("40\(prefix)\(auth)".utf8), type: "text/plain;charset=UTF-8")
        defer { _ = try? client.post(session, body: Array("1".utf8), type: "text/plain;charset=UTF-8") }
        // Servers may say other things first, heartbeats among them.
        for _ in 0..<4 {
            let answer = try client.get(session)
            guard answer.status == 200 else { break }
            for packet in answer.body.split(separator: 0x1E) {
                let text = String(decoding: packet.prefix(300), as: UTF8.self)
                if text.hasPrefix("40") { return try open.pingInterval.map(interval) }
                guard text.hasPrefix("44") else { continue }
                let reason: Substring = text.dropFirst(2 + prefix.count)
                throw TargetError(
                    "\(endpoint.origin) refuses the namespace \(endpoint.namespace): \(reason); check "
                        + "`namespace` and `auth`")
            }
        }
        throw TargetError(
            "\(endpoint.origin) does not answer who joins the namespace \(endpoint.namespace): check `namespace` "
                + "and `auth`")
    }

    /// Nanoseconds; what the simulated clients would not take either is refused.
    func interval(milliseconds: Int64) throws(TargetError) -> Int64 {
        guard (1...86_400_000).contains(milliseconds) else {
            throw TargetError(
                "\(endpoint.origin) announces a pingInterval of \(milliseconds) ms: clients take 1 ms to a day"
            )
        }
        return milliseconds * 1_000_000
    }

    private struct OpenPacket: Decodable {
        var sid: String
        /// Milliseconds.
        var pingInterval: Int64?
    }
}
