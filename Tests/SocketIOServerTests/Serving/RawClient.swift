import SocketIO
import TestSupport

/// A Socket.IO client over a raw WebSocket. For one thread at a time.
final class RawClient: @unchecked Sendable {
    let socket: RawWebSocket
    let namespace: String
    /// The Socket.IO id the server gave.
    let id: String

    init(
        port: Int, namespace: String = "/", auth: String = "", receiveBuffer: Int? = nil, mask: UInt8 = 0
    ) throws {
        socket = try RawWebSocket(
            port: port, target: "/socket.io/?EIO=4&transport=websocket", receiveBuffer: receiveBuffer,
            mask: mask)
        _ = try socket.message()
        self.namespace = namespace
        let prefix = namespace == "/" ? "" : namespace + ","
        socket.send("40" + prefix + auth)
        let answer = try socket.message()
        guard answer.hasPrefix("40" + prefix), let json = answer.firstIndex(of: "{"),
            let id = try JSONValue(parsing: Array(answer[json...].utf8))["sid"]?.string
        else { throw TestSupportError("no CONNECT answer: \(answer)") }
        self.id = id
    }

    /// The next message that is no heartbeat.
    func next(within seconds: Double = 10) throws -> String { try socket.message(within: seconds) }

    /// The same without blocking a task's thread.
    func following() async throws -> String { try await blocking { try self.next() } }

    /// Everything up to and including `last`, heartbeats apart.
    func messages(through last: String, within seconds: Double = 10) throws -> [String] {
        var all: [String] = []
        repeat { all.append(try next(within: seconds)) } while all.last != last
        return all
    }
}
