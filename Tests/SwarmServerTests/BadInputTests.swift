import TestSupport
import Testing

@Suite("swarm-server under bad input in masses")
struct BadInputTests {
    @Test("descriptors, gauges and memory come back, and it serves on")
    func storm() async throws {
        let server = try await RunningServer(["--ping-interval", "300ms", "--ping-timeout", "3s"])
        _ = try server.submit()
        let baseline = try await server.program.settledDescriptors()
        var resident: [Int] = []
        for seed in UInt64(1)...3 {
            let port = server.port
            try await blocking {
                var storm = BadInputStorm(port: port, seed: seed)
                try storm.round()
            }
            try Self.badBodies(server)
            let task = try server.submit()
            try await server.wait(for: task, status: "completed")
            try await eventually(within: 40, "sessions and connections are counted out") {
                let text = try server.request("GET", "/metrics").text
                let sessions = text.split(separator: "\n").filter { $0.hasPrefix("socketio_sessions{") }
                // The connection that asks is the one that is left.
                return sessions.count == 2 && sessions.allSatisfy { $0.hasSuffix(" 0") }
                    && text.contains("\nsocketio_connections 1\n")
            }
            try await eventually(within: 40, "descriptors are back to \(baseline)") {
                server.program.openDescriptors == baseline
            }
            resident.append(try #require(server.program.residentBytes))
        }
        #expect(Double(resident[2]) <= Double(resident[0]) * 1.1, "RSS by round: \(resident)")
        #expect(try await server.program.stop() == 0)
    }

    /// Task bodies that are no tasks; each must be refused by a status, not by silence.
    private static func badBodies(_ server: RunningServer) throws {
        let bodies: [[UInt8]] = [
            [], Array("{".utf8), Array("[]".utf8), [0x22, 0xff, 0x22], Array(#"{"task_type":1}"#.utf8),
            Array(String(repeating: "[", count: 500_000).utf8),
            Array(#"{"task_type":"\#(String(repeating: "x", count: 3_000_000))"}"#.utf8),
        ]
        for body in bodies {
            let answer = try RawConnection(port: server.port).request("POST", "/api/tasks", body: body)
            #expect((400..<500).contains(answer.status), "\(body.count) bytes: \(answer.status)")
        }
    }
}
