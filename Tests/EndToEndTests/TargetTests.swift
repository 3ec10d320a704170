import Foundation
import Results
import TestSupport
import Testing

/// A running `peers/any_peer.py`.
private struct AnyPeer {
    let program: RunningProgram
    let url: String

    init(_ arguments: [String]) async throws {
        program = try PythonPeer.start("any_peer.py", arguments: arguments)
        let line = try await program.line(startingWith: "listening on ")
        url = String(line.dropFirst("listening on ".count))
    }
}

@Suite("bench run against servers that know nothing of SwarmBot", .serialized)
struct TargetTests {
    private static let rest = """
        clients: 5
        phases: {warm-up: 200ms, steady: 1500ms}
        blocks: 1
        """

    private func finished(_ run: BenchRun) async throws -> ResultsDocument {
        let status = try await run.exitStatus()
        // A busy machine may saturate the generator (3).
        #expect([0, 3, 99].contains(status), "\(status): \(run.program.errors.text)")
        return try run.document()
    }

    @Test("joins a namespace with auth and headers, and reads the fields that it is told")
    func stamped() async throws {
        let peer = try await AnyPeer([
            "--namespace", "/chat", "--token", "abc", "--header", "k1", "--path", "live", "--format",
            "iso8601",
            "--sequence", "--delay", "30",
        ])
        let run = try BenchRun(
            """
            target:
              url: \(peer.url)
              path: /live
              namespace: /chat
              auth: {token: abc}
              headers: {X-Api-Key: k1}
              updates: {timestamp: meta.at, sequence: meta.n, events: [news]}
              poll: {path: /page, timestamp: last.meta.at, sequence: last.meta.n}
              trigger: {post: /say, body: {text: hi}}
              cpu: {prometheus: "\(peer.url)/metrics", cpu-seconds: cpu_total}
            arms:
              - {name: push, transport: websocket}
            load: {tasks-per-second: 20, arrivals: uniform}
            \(Self.rest)
            """)
        let document = try await finished(run)
        let push = try #require(document.cells.first).summary
        #expect((push.events ?? 0) >= 20)
        #expect(push.updates == (push.events ?? 0) * 5)
        #expect(push.lost == 0 && push.duplicated == 0 && push.reordered == 0)
        // Nothing can come before its delay is over.
        #expect(try #require(push.updateLatencyMs.mean) >= 30)
        #expect(push.server.cpuPercent != nil)
        #expect(push.errors.isEmpty, "\(push.errors)")
        let target = try #require(document.environment.targets?.first)
        #expect(!target.freshProcess && target.address == peer.url)
        #expect(document.notes.contains { $0.contains("fresh process: no") })
        #expect(document.notes.contains { $0.contains("that no client saw are invisible") })
        #expect(document.predictions.isEmpty, "closed forms of our own windows do not hold elsewhere")
    }

    @Test("measures from triggers where nothing is stamped, however they are sent and seen")
    func probed() async throws {
        let peer = try await AnyPeer(["--delay", "30", "--drop-every", "1"])
        let run = try BenchRun(
            """
            target: {url: \(peer.url), trigger: {post: /say, body: {text: "a {token}"}}, poll: {path: /page}}
            targets:
              emitted:
                url: \(peer.url)
                trigger: {emit: say, arguments: [{text: "a {token}"}]}
                updates: {token: text, events: [news]}
            arms:
              - {name: posted, transport: websocket}
              - {name: emitted, transport: websocket, target: emitted}
              - {name: polled, transport: interval-polling, interval: 100ms}
            load: {tasks-per-second: 20, arrivals: uniform}
            \(Self.rest)
            """)
        let document = try await finished(run)
        for cell in document.cells {
            let figures = cell.summary
            #expect((figures.events ?? 0) >= 28, "\(cell.arm)")
            #expect(figures.updates == (figures.events ?? 0) * 5)
            #expect(figures.duplicated == nil && figures.reordered == nil, "unknown, not 0")
            #expect(figures.errors.isEmpty, "\(cell.arm): \(figures.errors)")
            #expect(figures.server.cpuPercent == nil, "unknown, not 0")
            // The second client to join gets nothing at all; who polls sees what there is.
            #expect(figures.lost == (cell.arm == "polled" ? 0 : figures.events), "\(cell.arm)")
            if cell.arm != "polled" { #expect(try #require(figures.updateLatencyMs.mean) >= 30) }
        }
        #expect(document.cells.count == 3)
        #expect(!document.thresholds.contains { $0.expression.contains("duplicated") })
    }

    @Test("corrects latencies by the distance of the clocks, and says how well it knows it")
    func clocks() async throws {
        let peer = try await AnyPeer([
            "--every", "40", "--delay", "30", "--clock-offset", "700", "--format", "epoch-us",
        ])
        let fields = "updates: {timestamp: meta.at, format: epoch-us}"
        let run = try BenchRun(
            """
            targets:
              got:
                url: \(peer.url)
                \(fields)
                clock: {get: /time, timestamp: now, format: epoch-us}
              emitted:
                url: \(peer.url)
                \(fields)
                clock: {emit: clock, answer: time, timestamp: now, format: epoch-us}
            arms:
              - {name: got, transport: websocket, target: got}
              - {name: emitted, transport: websocket, target: emitted}
            load: {tasks-per-second: 0}
            \(Self.rest)
            """)
        let document = try await finished(run)
        for cell in document.cells {
            // Uncorrected, everything would have come 670 ms before it happened.
            let mean = try #require(cell.summary.updateLatencyMs.mean)
            #expect(mean >= 29 && mean < 600, "\(cell.arm): \(mean)")
            let finding = try #require(cell.summary.findings.first { $0.contains("clock was") })
            let offset = try #require(
                finding.split(separator: "clock was ").last?.split(separator: " ").first)
            #expect(abs(try #require(Double(offset)) - 700) < 20, "\(finding)")
            #expect(finding.contains("+-"))
        }
    }

    @Test("starts a command for every trial and waits until its address answers")
    func started() async throws {
        let python = try PythonPeer.interpreter().path
        let port = try FreePort.any()
        let run = try BenchRun(
            """
            target:
              url: http://127.0.0.1:\(port)
              command: [\(python), peers/any_peer.py, --port, "\(port)", --format, epoch-s, --every, "50"]
              updates: {timestamp: meta.at, format: epoch-s}
            arms:
              - {name: push, transport: websocket}
            load: {tasks-per-second: 0}
            \(Self.rest)
            """)
        let document = try await finished(run)
        let push = try #require(document.cells.first).summary
        #expect((push.events ?? 0) > 5)
        #expect(push.lost == 0 && push.duplicated == nil)
        #expect(push.server.cpuPercent != nil)
        #expect(document.environment.targets?.first?.freshProcess == true)
        #expect(ProcessTable.children(of: run.program.processID).isEmpty)
    }

    @Test("says in one sentence why a target cannot be measured")
    func refusals() async throws {
        let guarded = try await AnyPeer(["--namespace", "/chat", "--token", "abc"])
        let moved = try await AnyPeer(["--redirect"])
        let down = "http://127.0.0.1:\(try FreePort.any())"
        let fields = "updates: {timestamp: meta.at}"
        let python = try PythonPeer.interpreter().path
        for (target, sentence) in [
            ("url: \(down), \(fields)", "connection refused"),
            (
                "url: \(guarded.url), path: /live/, \(fields)",
                "has no Socket.IO at /live/ (404): give its `path`"
            ),
            (
                "url: \(guarded.url), namespace: /chat, auth: {token: no}, \(fields)",
                "refuses the namespace /chat: {\"message\":\"wrong token\"}; check `namespace` and `auth`"
            ),
            ("url: \(guarded.url), namespace: /other, \(fields)", "refuses the namespace /other"),
            ("url: \(moved.url), \(fields)", "redirects to http://127.0.0.1:9/live/ (302)"),
            (
                "url: \(guarded.url), command: [\(python), peers/any_peer.py], \(fields)",
                "something is already there"
            ),
        ] {
            let run = try BenchRun(
                """
                target: {\(target)}
                arms: [{name: push, transport: websocket}]
                load: {tasks-per-second: 0}
                \(Self.rest)
                """, ["--quiet"])
            #expect(try await run.exitStatus() == 3, "\(target)")
            let errors = run.program.errors.text
            #expect(errors.contains(sentence), "\(errors)")
            #expect(errors.split(separator: "\n").count == 1, "\(errors)")
        }
    }

    @Test("measures the original's stack and its contract")
    func flask() async throws {
        let python = try PythonPeer.interpreter().path
        let run = try BenchRun(
            """
            targets:
              flask: {command: "\(python) peers/flask_server.py", api: swarmbot}
            arms:
              - {name: polling, transport: interval-polling, interval: 250ms, target: flask}
              - {name: push, transport: websocket, target: flask}
            load: {tasks-per-second: 10}
            \(Self.rest)
            """)
        let document = try await finished(run)
        #expect(document.cells.map(\.arm) == ["polling", "push"])
        for cell in document.cells {
            #expect((cell.summary.events ?? 0) > 20)
            #expect(cell.summary.updates == (cell.summary.events ?? 0) * 5)
            #expect(cell.summary.lost == 0 && cell.summary.duplicated == 0 && cell.summary.reordered == 0)
            #expect(cell.summary.errors.isEmpty, "\(cell.summary.errors)")
        }
    }
}
