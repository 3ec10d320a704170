import Foundation
import TestSupport
import Testing

@Suite("bench run --live", .serialized)
struct LivePageRunTests {
    /// One arm, two short trials.
    private static let scenario = """
        name: small
        clients: 20
        arms:
          - name: push
            transport: websocket
        load:
          tasks-per-second: 20
        phases:
          warm-up: 300ms
          steady: 1500ms
        blocks: 1
        """

    /// The port that bench says its page is at.
    private static func port(_ run: BenchRun) async throws -> Int {
        let prefix = "bench: live page: http://127.0.0.1:"
        try await run.progress(containing: prefix)
        let line = try #require(run.program.errors.lines.first { $0.hasPrefix(prefix) })
        return try #require(Int(line.dropFirst(prefix.count).dropLast()))
    }

    private static func ask(_ port: Int, _ target: String) throws -> RawConnection {
        let connection = try RawConnection(port: port)
        connection.send("GET \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n")
        return connection
    }

    @Test("shows the run while it goes on, and its report for as long as somebody looks")
    func shows() async throws {
        let run = try BenchRun(Self.scenario, ["--live", "0"])
        let port = try await Self.port(run)
        #expect(try Self.ask(port, "/").response().text.hasPrefix("<!doctype html>"))
        let events = try Self.ask(port, "/events")
        _ = try events.read(through: "\r\n\r\n")
        var sawLatency = false
        while true {
            let event = try events.read(through: "\n\n", within: 60)
            if event.contains(#""latency":{"#) { sawLatency = true }
            if event.contains(#""end":{"#) {
                #expect(event.contains("report.md"))
                break
            }
        }
        #expect(sawLatency)
        // The run is over, the page is open: its report is there.
        #expect(try Self.ask(port, "/report.md").response().text.hasPrefix("# "))
        #expect(try Self.ask(port, "/../scenario.yaml").response().status == 404)
        #expect(run.program.isRunning)
        run.program.send(SIGINT)
        let status = try await run.program.exitStatus(within: 20)
        // The run's own status: a busy machine may saturate the generator (3).
        #expect(status == 0 || status == 3, "\(run.program.errors.text)")
    }

    @Test("ends with its run when nobody looked")
    func nobody() async throws {
        let run = try BenchRun(Self.scenario, ["--live", "0"])
        let status = try await run.exitStatus()
        #expect(status == 0 || status == 3, "\(run.program.errors.text)")
    }

    @Test("says what to do about a port that is taken, before any load, and leaves nothing behind")
    func taken() async throws {
        // Still there when the other one has failed, however busy the machine is.
        let long: String = Self.scenario.replacingOccurrences(of: "steady: 1500ms", with: "steady: 60s")
        let first = try BenchRun(long, ["--live", "0"])
        let port = try await Self.port(first)
        let second = try BenchRun(Self.scenario, ["--live", String(port)])
        #expect(try await second.program.exitStatus(within: 20) == 64)
        let said: String = second.program.errors.text
        #expect(said.contains("127.0.0.1:\(port): Address already in use; name another"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: second.directory.path) == ["scenario.yaml"])
        first.program.send(SIGINT)
        #expect(try await first.program.exitStatus(within: 20) == 130)
    }
}
