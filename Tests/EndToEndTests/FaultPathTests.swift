import Results
import Testing

/// The real server behind paths that nobody cuts, or that only one end knows to be cut.
@Suite("bench run with bad paths", .serialized)
struct FaultPathTests {
    /// The only arm's figures of a run in which all faults were injected.
    private func faults(_ scenario: String) async throws -> (FaultFigures, Figures) {
        let run = try BenchRun(scenario)
        let status = try await run.exitStatus()
        let document = try run.document()
        #expect(
            status == 0 || (status == 3 && document.verdict == .invalid), "\(status): \(document.reasons)")
        let cell = try #require(document.cells.first)
        let trial = try #require(cell.trials.first { !$0.discarded })
        for name in ["faults injected", "one server", "server's log"] {
            let check = try #require(trial.checks?.first { $0.name == name })
            #expect(check.passed, "\(check.sentence)")
        }
        return (try #require(cell.summary.faults), cell.summary)
    }

    @Test(
        "what a narrow path or a slow reader holds back comes late, all of it, and cuts nobody off",
        arguments: [
            "kind: bandwidth, bytes-per-second: 100, direction: down", "kind: slow-reader, read-rate: 100",
        ])
    func heldBack(kind: String) async throws {
        let (faults, figures) = try await faults(
            """
            name: narrow
            clients: 10
            arms: [{name: push, transport: websocket}]
            load: {tasks-per-second: 20, arrivals: stratified}
            phases: {warm-up: 500ms, steady: 5s}
            faults: [{\(kind), at: 500ms, for: 3s}]
            blocks: 1
            """)
        let outcome = try #require(faults.outcomes.first)
        #expect(outcome.connections >= 10 && outcome.cutOff == 0 && outcome.seconds >= 3)
        // Three hundred bytes pass in that time: what was stamped in its first second waits for its end.
        #expect((faults.longestLateMs ?? 0) >= 2_000 && faults.late?.affected == 10)
        #expect((faults.late?.mean ?? 0) > 10)
        #expect(figures.lost == 0 && figures.duplicated == 0 && faults.lost?.total == 0)
    }

    @Test(
        "clients notice a connection of which they lost their end at once, and of a server that is gone by its heartbeats"
    )
    func halfOpen() async throws {
        let (faults, _) = try await faults(
            """
            name: half
            clients: 10
            arms: [{name: push, transport: websocket}]
            load: {tasks-per-second: 10, arrivals: stratified}
            server: {ping-interval: 1s, ping-timeout: 1s}
            phases: {warm-up: 500ms, steady: 9s}
            faults:
              - {name: told, kind: half-open, at: 500ms, gone: client}
              - {name: deaf, kind: half-open, at: 3s, gone: server}
            blocks: 1
            """)
        #expect(faults.outcomes.map(\.name) == ["told", "deaf"] && faults.neverBack == 0)
        let (told, deaf) = (faults.outcomes[0], faults.outcomes[1])
        #expect(told.cutOff == 10 && told.connections >= 10 && told.reconnects?.attempts ?? 0 >= 10)
        #expect(deaf.cutOff == 10 && deaf.reconnects?.attempts ?? 0 >= 10)
        // Told clients wait for their back-off alone (half a second at least), the others for a heartbeat before it.
        #expect((told.recovery?.p50Ms ?? 0) >= 450 && (deaf.recovery?.p50Ms ?? 0) >= 1_400)
        // What was sent to them meanwhile was taken by nobody.
        #expect((faults.lost?.total ?? 0) + (faults.late?.total ?? 0) > 0)
    }
}
