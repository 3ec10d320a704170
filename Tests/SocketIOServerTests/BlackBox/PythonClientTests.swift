import SocketIO
import TestSupport
import Testing

extension BlackBoxSuite {
    /// python-socketio's client, an independent implementation, over every transport.
    @Suite("python-socketio's client")
    struct PythonClientTests {
        @Test("talks to the server over every transport", arguments: ["websocket", "polling", "upgrade"])
        func echo(_ transport: String) async throws {
            // python-socketio may leave its last GET waiting for a ping, and the server for a pong: not for long.
            let server = try await ConformanceProcess(pingInterval: 300, pingTimeout: 3000)
            let result = try await Self.run("echo", server, transport)
            #expect(result["transport"]?.string == (transport == "polling" ? "polling" : "websocket"))
            #expect(result["auth"] == [["token": "123", "n": 1]])
            #expect(result["custom auth"] == [["token": "123", "n": 1]])
            #expect(result["sid differs"] == true)
            #expect(result["message-back"] == [1, "2", ["3": ["four", nil, true]]])
            let bytes = (0..<256).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            #expect(result["binary back"] == [["hex": .string(bytes)], ["nested": [["hex": "01"]]]])
            #expect(result["acknowledged"] == [1, "é€😀"])
            #expect(result["binary acknowledged"] == [["hex": "00ff"], "text"])
            #expect(result["large"] == true)
            #expect(result["in order"] == true)
            #expect(result["alive after heartbeats"] == "still there")
            #expect(result["disconnected"] == ["client disconnect"])
        }

        @Test("is told about an unknown namespace", arguments: ["websocket", "polling"])
        func refused(_ transport: String) async throws {
            let server = try await ConformanceProcess()
            let result = try await Self.run("refused", server, transport)
            #expect(result["refusal"] == [["message": "Invalid namespace"]], "\(result)")
        }

        private static func run(
            _ scenario: String, _ server: ConformanceProcess, _ transport: String
        ) async throws -> JSONValue {
            let output = try await PythonPeer.output(
                of: "socketio_client.py",
                arguments: [scenario, "http://127.0.0.1:\(server.port)", "--transport", transport])
            return try JSONValue(parsing: Array(output.utf8))
        }
    }
}
