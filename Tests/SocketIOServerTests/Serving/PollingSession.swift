import SocketIO
import TestSupport

/// A Socket.IO client by polling, connected to `/`. For one thread at a time.
final class PollingSession: @unchecked Sendable {
    private let port: Int
    let target: String

    init(port: Int) throws {
        self.port = port
        let path = "/socket.io/?EIO=4&transport=polling"
        let answer = try RawConnection(port: port).request("GET", path)
        target = path + "&sid=" + (try EngineIOHandshake(body: Array(answer.body.dropFirst())).sid)
        try post("40")
        guard try poll().hasPrefix("40{") else { throw TestSupportError("no CONNECT answer") }
    }

    /// One GET's payload.
    func poll() throws -> String {
        let answer = try RawConnection(port: port).request("GET", target)
        guard answer.status == 200 else { throw TestSupportError("GET: \(answer.status) \(answer.text)") }
        return answer.text
    }

    /// One POST, which has to be accepted.
    func post(_ body: String) throws {
        let answer = try RawConnection(port: port)
            .request("POST", target, headers: ["Content-Type": "text/plain"], body: Array(body.utf8))
        guard answer.status == 200, answer.text == "ok" else {
            throw TestSupportError("POST: \(answer.status) \(answer.text)")
        }
    }
}
