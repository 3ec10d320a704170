import Foundation
import Results
import TestSupport
import Testing

@Suite("bench run of every way of getting updates", .serialized)
struct ArmRunTests {
    private static let arms = ["conditional", "events", "long-polling", "push-unbatched"]

    private static let scenario = """
        name: arms
        clients: 10
        arms:
          - name: conditional
            transport: conditional-polling
            interval: 250ms
          - name: events
            transport: event-polling
            interval: 250ms
          - name: long-polling
            transport: long-polling
          - name: push-unbatched
            transport: websocket
            batching: off
        baseline: conditional
        load:
          tasks-per-second: 5
        phases:
          warm-up: 500ms
          steady: 3s
        blocks: 1
        """

    @Test("nothing is lost, repeated or out of order, and the report has the keys that the docs name")
    func everyArm() async throws {
        let run = try BenchRun(Self.scenario, ["--seed", "11"])
        let status = try await run.exitStatus()
        let document = try run.document()
        // A busy machine may saturate the generator (3); nothing else may go wrong.
        #expect(
            status == 0 || (status == 3 && document.verdict == .invalid),
            "\(status): \(run.program.errors.text)")
        #expect(document.cells.map(\.arm) == Self.arms)
        for cell in document.cells {
            let figures: Figures = cell.summary
            #expect(figures.lost == 0, "\(cell.arm) lost entries")
            #expect(figures.duplicated == 0, "\(cell.arm) repeated entries")
            #expect(figures.reordered == 0, "\(cell.arm) had entries out of order")
            #expect(figures.errors.isEmpty, "\(cell.arm): \(figures.errors)")
            #expect(figures.disconnects == 0)
            #expect((figures.events ?? 0) > 20)
            #expect(figures.updates == (figures.events ?? 0) * 10)
            let isPush: Bool = ["long-polling", "push-unbatched"].contains(cell.arm)
            #expect((figures.serverDelayMs != nil) == isPush)
            #expect((figures.pollWaitMs != nil) == !isPush)
        }
        func figures(_ arm: String) throws -> Figures {
            try #require(document.cells.first { $0.arm == arm }).summary
        }
        // Pages bring every entry by itself; a state may have moved on.
        #expect(try figures("events").coalesced == 0)
        #expect(try figures("push-unbatched").serverDelayMs?.max == 0)
        // Without windows a message bears one entry.
        #expect(try figures("push-unbatched").eventTraffic?.isEmpty == false)
        #expect(
            !document.predictions.contains {
                $0.cell.hasPrefix("push-unbatched") && $0.quantity == "traffic" && $0.checked
            })
        #expect(ProcessTable.children(of: run.program.processID).isEmpty)

        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: run.reportFile)) as? [String: Any])
        let cells = try #require(json["cells"] as? [[String: Any]])
        for cell in cells {
            #expect(
                Set(cell.keys).isSuperset(of: ["arm", "transport", "load", "clients", "summary", "trials"]))
            let summary = try #require(cell["summary"] as? [String: Any])
            let expected: Set<String> = [
                "updateLatencyMs", "deliveryLatencyMs", "asSeenLatencyMs", "traffic", "server", "lost",
                "duplicated", "reordered", "coalesced", "errors", "generator",
            ]
            #expect(expected.isSubset(of: summary.keys), "\(expected.subtracting(summary.keys))")
        }
        #expect(
            cells.map { $0["transport"] as? String } == [
                "conditional-polling", "event-polling", "long-polling", "websocket",
            ])
    }
}
