import SocketIO
import TestSupport
import Testing

/// python-socketio's client as a dashboard: rooms, replies, a task by acknowledgement and its events.
@Suite("A python-socketio client at the server")
struct PythonDashboardTests {
    @Test(
        "sees what the contract promises, over every transport",
        arguments: ["websocket", "polling", "upgrade"])
    func dashboard(_ transport: String) async throws {
        let server = try await RunningServer(["--ping-interval", "1s", "--ping-timeout", "5s"])
        let output = try await PythonPeer.output(
            of: "socketio_client.py",
            arguments: ["dashboard", "http://127.0.0.1:\(server.port)", "--transport", transport])
        let result = try JSONValue(parsing: Array(output.utf8))
        #expect(result["transport"]?.string == (transport == "polling" ? "polling" : "websocket"))

        let established = try #require(result["established"])
        let client = try #require(established["client_id"]?.string)
        #expect(established["rooms"] == ["dashboard"])
        #expect(established["server_id"]?.string?.isEmpty == false)
        for reply in ["joined", "left"] {
            #expect(result[reply]?["client_id"]?.string == client)
            #expect(result[reply]?["room"]?.string == (reply == "left" ? "dashboard" : "extra"))
        }
        #expect(result["pong"]?["ping_id"] == "p1")

        let task = try #require(result["submitted"]?["task_id"]?.string)
        let completed = try #require(result["completed"])
        #expect(completed["task_id"]?.string == task)
        #expect(try #require(completed["seq"]?.integer) > 0)
        #expect(Self.isTimestamp(completed["timestamp"]?.string))
        #expect(result["refused task"]?["error"]?.string?.contains("task_type") == true)
        #expect(result["seen outside the room"] == [])

        let batch = try #require(result["batch"])
        let items = try #require(batch["batch"]?.array)
        #expect(batch["type"] == "task_update")
        #expect(batch["count"] == .int(Int64(items.count)))
        #expect(Self.isTimestamp(batch["timestamp"]?.string))
        #expect(items.first?["task_id"]?.string == task)
        #expect(result["disconnected"] == ["client disconnect"])
    }

    /// Whether the text is `YYYY-MM-DDTHH:MM:SS.ffffffZ`.
    private static func isTimestamp(_ text: String?) -> Bool {
        guard let text else { return false }
        let shape = text.map { $0.isNumber ? "0" : $0 }
        return String(shape) == "0000-00-00T00:00:00.000000Z"
    }
}
