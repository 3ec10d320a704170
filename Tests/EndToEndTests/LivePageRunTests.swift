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

    /// Whoever serves the page runs only when nothing else wants its CPU, which on a busy machine can take as long as
    /// it likes: this only ends a test that hangs.
    private static let patience: Double = 60

    private static func ask(_ port: Int, _ target: String) throws -> RawConnection {
        let connection = try RawConnection(port: port)
        connection.send("GET \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n")
        return connection
    }

    private static func answer(_ port: Int, _ target: String) throws -> RawResponse {
        try ask(port, target).response(within: patience)
    }

    /// Reads what the page is told until it is told `text`.
    private static func event(_ port: Int, with text: String) throws -> (String, RawConnection) {
        let events = try ask(port, "/events")
        _ = try events.read(through: "\r\n\r\n", within: patience)
        while true {
            let event = try events.read(through: "\n\n", within: patience)
            if event.contains(text) { return (event, events) }
        }
    }

    @Test("shows percentiles while the run goes on")
    func showsRun() async throws {
        // Goes on until they were seen, however seldom the page gets to it.
        let long: String = Self.scenario.replacingOccurrences(of: "steady: 1500ms", with: "steady: 10m")
        let run = try BenchRun(long, ["--live", "0"])
        let port = try await Self.port(run)
        #expect(try Self.answer(port, "/").text.hasPrefix("<!doctype html>"))
        let (event, _) = try Self.event(port, with: #""latency":{"#)
        #expect(event.contains(#""p99":"#) && !event.contains(#""end":{"#))
        run.program.send(SIGINT)
        #expect(try await run.program.exitStatus(within: 20) == 130)
    }

    @Test("shows the report of a run that is over for as long as somebody looks")
    func showsReport() async throws {
        let run = try BenchRun(Self.scenario, ["--live", "0"])
        let port = try await Self.port(run)
        let (event, watching) = try Self.event(port, with: #""end":{"#)
        #expect(event.contains("report.md"))
        #expect(try Self.answer(port, "/report.md").text.hasPrefix("# "))
        #expect(try Self.answer(port, "/../scenario.yaml").status == 404)
        #expect(run.program.isRunning)
        withExtendedLifetime(watching) {}
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
