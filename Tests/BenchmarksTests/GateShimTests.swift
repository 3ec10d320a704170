import Foundation
import TestSupport
import Testing

@Suite("The shim that slows a server down")
struct GateShimTests {
    /// CPU seconds of a program that does nothing but send, whatever the machine's speed.
    private func cpuSeconds(burning share: String?) async throws -> Double {
        let program = """
            import socket, time
            left, right = socket.socketpair()
            for _ in range(150000):
                left.send(b"x" * 100)
                right.recv(100)
            print("cpu", time.process_time())
            """
        var environment: [String: String] = [:]
        if let share {
            environment["LD_PRELOAD"] = try CProgram.directory().appendingPathComponent("gate-shim.so").path
            environment["GATE_SHIM_BURN"] = share
        }
        let running = try RunningProgram(
            URL(fileURLWithPath: "/usr/bin/env"), arguments: ["python3", "-c", program],
            environment: environment)
        let line = try await running.line(startingWith: "cpu", within: 60)
        _ = try await running.exitStatus()
        return try #require(line.split(separator: " ").last.flatMap { Double($0) })
    }

    @Test("burns the share it was told of the CPU time of who sends, and nothing untold")
    func burns() async throws {
        let plain = try await cpuSeconds(burning: nil)
        let idle = try await cpuSeconds(burning: "0")
        let doubled = try await cpuSeconds(burning: "1")
        // CPU time itself varies with caches and neighbours, by far less than this.
        #expect(idle / plain < 1.4, "\(plain), \(idle)")
        #expect(doubled / plain > 1.6 && doubled / plain < 2.6, "\(plain), \(doubled)")
    }
}
