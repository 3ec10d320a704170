import Foundation
import Results
import TestSupport
import Testing

@Suite("bench run with faults", .serialized)
struct FaultRunTests {
    private static let scenario = """
        name: broken
        clients: 20
        arms:
          - {name: push, transport: websocket}
          - {name: polling, transport: interval-polling, interval: 500ms}
        load: {tasks-per-second: 10, arrivals: stratified}
        phases: {warm-up: 500ms, steady: 8s}
        faults:
          - {kind: reset, at: 500ms, share: 50%}
          - {kind: stop, at: 2s, for: 1s}
          - {kind: blackhole, at: 4s, for: 1s, share: 50%}
          - {kind: restart, at: 5500ms, down: 500ms}
        blocks: 1
        """

    @Test("all kinds come, clients come back from each, and the accounts of both servers are one")
    func faults() async throws {
        let run = try BenchRun(Self.scenario, ["--threshold", "recovery.p100 < 30s"])
        let status = try await run.exitStatus()
        let document = try run.document()
        #expect(
            status == 0 || (status == 3 && document.verdict == .invalid), "\(status): \(document.reasons)")
        #expect(document.thresholds.map(\.expression) == ["recovery.p100 < 30s"])
        for cell in document.cells {
            let faults = try #require(cell.summary.faults)
            #expect(faults.outcomes.map(\.name) == ["reset", "stop", "blackhole", "restart"])
            #expect(faults.neverBack == 0)
            let restart = try #require(faults.outcomes.last)
            #expect(restart.cutOff == 20 && restart.seconds >= 0.5)
            // Nobody is back before the server is.
            #expect((restart.recovery?.p50Ms ?? 0) >= 500)
            #expect((faults.residentBytesAfter ?? 0) > 1_000_000)
            let trial = try #require(cell.trials.first { !$0.discarded })
            for name in ["faults injected", "one server", "server's log"] {
                let check = try #require(trial.checks?.first { $0.name == name })
                #expect(check.passed, "\(check.sentence)")
            }
        }
        let push = try #require(document.cells.first { $0.arm == "push" }?.summary.faults)
        let reset = try #require(push.outcomes.first)
        // Some of the connections are those that tasks are submitted over.
        #expect(reset.cutOff > 0 && reset.cutOff <= reset.connections)
        #expect(reset.reconnects?.attempts ?? 0 >= reset.cutOff)
        // The dashboard's back-off begins with half a second to a second; some milliseconds to cut them all.
        #expect((reset.recovery?.p50Ms ?? 0) >= 450)
        let polling = try #require(document.cells.first { $0.arm == "polling" }?.summary.faults)
        // While the server stood still for two intervals, every poll was late.
        #expect(polling.outcomes[1].cutOff == 20 && (polling.outcomes[1].recovery?.p100Ms ?? 0) >= 500)
        #expect(try run.markdown().contains("| restart | push |"))
    }

    @Test(
        "clients that are not told that the server is gone lose what happens from then on, and nothing before"
    )
    func plantedLoss() async throws {
        let run = try BenchRun(
            """
            name: deaf
            clients: 10
            arms: [{name: push, transport: websocket}]
            load: {tasks-per-second: 20, arrivals: stratified}
            phases: {warm-up: 500ms, steady: 4s}
            faults: [{kind: half-open, at: 2s, gone: server}]
            blocks: 1
            """)
        let status = try await run.exitStatus()
        let document = try run.document()
        #expect(
            status == 0 || (status == 3 && document.verdict == .invalid), "\(status): \(document.reasons)")
        let figures = try #require(document.cells.first?.summary)
        let faults = try #require(figures.faults)
        let outcome = try #require(faults.outcomes.first)
        // A heartbeat is due after 25 s: none of them has noticed.
        #expect(outcome.connections >= 10 && outcome.cutOff == 0)
        let folder = run.directory.appendingPathComponent("run/trials")
        let last = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().last)
        func rows(_ name: String) throws -> [[Substring]] {
            try String(contentsOf: folder.appendingPathComponent("\(last)/\(name)"), encoding: .utf8)
                .split(separator: "\n").dropFirst().map {
                    $0.split(separator: ",", omittingEmptySubsequences: false)
                }
        }
        let bounds = try #require(try rows("timeline.csv").first).map { Int64($0) ?? 0 }
        let stamps = try rows("log.csv").filter { $0[2] == "dashboard" }.compactMap { Int64($0[3]) }
        func count(from instant: Int64) -> Int { stamps.count { $0 >= instant && $0 < bounds[3] } }
        let fault: Int64 = bounds[2] + Int64(outcome.second * 1e9)
        let lost = try #require(figures.lost)
        #expect(count(from: fault) > 50)
        // What waited in a batch when the connections went is lost with what came later.
        #expect(lost >= 10 * count(from: fault) && lost <= 10 * count(from: fault - 600_000_000))
        #expect(faults.lost?.total == lost && faults.lost?.affected == 10)
    }

    @Test("Ctrl-C while the server stands still leaves none behind")
    func interrupted() async throws {
        let run = try BenchRun(
            """
            name: standing
            clients: 5
            arms: [{name: push, transport: websocket}]
            load: {tasks-per-second: 5}
            phases: {warm-up: 100ms, steady: 60s}
            faults: [{kind: stop, at: 500ms, for: 50s}]
            blocks: 1
            """)
        var stopped: Int32?
        try await eventually(within: 60, "the server is stopped", else: { run.program.errors.text }) {
            stopped = ProcessTable.children(of: run.program.processID).first { ProcessTable.isStopped($0) }
            return stopped != nil
        }
        run.program.send(SIGINT)
        #expect(try await run.program.exitStatus(within: 30) == 130)
        #expect(!ProcessTable.exists(try #require(stopped)))
        #expect(try run.document().partial)
    }

    @Test("faults of a process that bench did not start are refused before anything runs")
    func refused() async throws {
        let run = try BenchRun(
            """
            name: foreign
            arms: [{name: push, transport: websocket}]
            target: {url: "http://127.0.0.1:9", api: swarmbot}
            faults: [{kind: restart, at: 1s}]
            """)
        #expect(try await run.exitStatus() == 64)
        #expect(run.program.errors.text.contains("bench does not start the target"))
    }
}
