import Foundation
import Results
import TestSupport
import Testing

@Suite("bench run with clients of several behaviours", .serialized)
struct BehaviourRunTests {
    private static let scenario = """
        name: mixed
        clients: 20
        arms:
          - {name: push, transport: websocket}
        behaviours:
          - {kind: viewer, weight: 8, rooms: [lobby]}
          - {kind: operator, weight: 4, every: 400ms, arrivals: uniform}
          - {kind: refresher, weight: 4, stay: 1200ms, away: 300ms, spacing: fixed}
          - {kind: slow-reader, weight: 2, pause: 600ms, every: 800ms}
          - {kind: flaky, weight: 2, every: 700ms, spacing: fixed, drop: reset}
        load:
          tasks-per-second: {ramp: {from: 5, to: 15}}
          arrivals: stratified
        phases: {warm-up: 500ms, steady: 4s}
        blocks: 1
        """

    @Test(
        "operators are acknowledged with real tasks, nobody loses anything, and slow readers alone are behind"
    )
    func mixed() async throws {
        let run = try BenchRun(Self.scenario, ["--seed", "3"])
        let status = try await run.exitStatus()
        let document = try run.document()
        #expect(
            status == 0 || (status == 3 && document.verdict == .invalid), "\(status): \(document.reasons)")
        let cell = try #require(document.cells.first)
        #expect(cell.load.name == "ramp-5-15" && cell.load.tasksPerSecond == 10)
        let figures = cell.summary
        #expect(figures.errors.isEmpty, "\(figures.errors)")
        #expect(figures.duplicated == 0 && figures.reordered == 0)
        let groups = try #require(figures.behaviours)
        #expect(groups.map(\.name) == ["viewer", "operator", "refresher", "slow-reader", "flaky"])
        #expect(groups.map(\.clients) == [8, 4, 4, 2, 2])
        func group(_ name: String) throws -> BehaviourFigures {
            try #require(groups.first { $0.name == name })
        }
        for group in groups { #expect((group.updates ?? 0) > 0) }
        for name in ["viewer", "operator", "flaky"] { #expect(try group(name).lost == 0) }
        // A server that a busy machine stops for a second has not sent what refreshers leave without.
        if document.verdict != .invalid { #expect(try group("refresher").lost == 0) }
        // Every 400 ms for 4 s: ten tasks an operator, each acknowledged.
        let operations = try #require(try group("operator").operations)
        #expect(operations.responseMs.count == 40 && operations.responseMs.infinite == 0)
        #expect(operations.acceptedPerSecond == 10)
        #expect(try #require(operations.responseMs.mean) >= (try #require(operations.serviceMs.mean)))
        let refresher = try group("refresher")
        #expect(refresher.sessions >= 8 && refresher.disconnects == 0)
        let flaky = try group("flaky")
        #expect(flaky.drops >= 2 && flaky.reconnects == flaky.drops && flaky.statePolls >= flaky.drops)
        // It is away for half a second and more at a time: later than those that are not, whatever the machine.
        let viewer = try group("viewer")
        #expect(try #require(flaky.updateLatencyMs.mean) > (try #require(viewer.updateLatencyMs.mean)))
        let slow = try group("slow-reader")
        #expect(!slow.isSummarised && slow.lost == 0)
        #expect(try #require(slow.updateLatencyMs.max) > 500)
        #expect(figures.updates == groups.filter(\.isSummarised).compactMap(\.updates).reduce(0, +))
        // The ids that operators were told are in the server's own log.
        let folder = run.directory.appendingPathComponent("run/trials")
        let trials = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        let last = folder.appendingPathComponent(try #require(trials.last))
        let log = try String(contentsOf: last.appendingPathComponent("log.csv"), encoding: .utf8)
        let rows = try String(contentsOf: last.appendingPathComponent("operations.csv"), encoding: .utf8)
            .split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
        #expect(rows.count >= 40)
        let missing = rows.filter { !log.contains($0[5].replacing("\"", with: "")) }
        #expect(missing.isEmpty, "\(missing.count) of \(rows.count) tasks are not in the log")
        let report = try run.markdown()
        #expect(report.contains("Clients of push") && report.contains("slow-reader *"))
    }

    @Test("a closed model's report says what it leaves out")
    func closedModel() async throws {
        let run = try BenchRun(
            """
            name: closed
            clients: 5
            arms: [{name: push, transport: websocket}]
            load: {model: closed, users: 3, think-time: 50ms, wait-for: completed}
            phases: {warm-up: 300ms, steady: 2s}
            blocks: 1
            """)
        let status = try await run.exitStatus()
        let document = try run.document()
        #expect(
            status == 0 || (status == 3 && document.verdict == .invalid), "\(status): \(document.reasons)")
        let cell = try #require(document.cells.first)
        #expect(cell.load.name == "closed-3" && cell.load.tasksPerSecond == nil)
        #expect(cell.load.closed?.waitsFor == "completed")
        let submissions = try #require(cell.summary.submissions)
        #expect(submissions.acceptedPerSecond > 1 && cell.summary.lost == 0)
        #expect(document.notes.contains { $0.contains("coordinated omission by construction") })
        #expect(try run.markdown().contains("3 users (closed model)"))
    }
}
