import Results
import Testing

@testable import Reporting

@Suite("The table of behaviours")
struct BehaviourTableTests {
    private func latency(_ mean: Double) -> LatencySummary {
        LatencySummary(
            mean: mean, p50: mean, p90: mean, p99: nil, p999: nil, max: mean, count: 10, events: 10,
            infinite: 0)
    }

    private func document(_ behaviours: [BehaviourFigures]) -> ResultsDocument {
        var document = SampleDocument.busyRun()
        for index in document.cells.indices where document.cells[index].arm == "push" {
            document.cells[index].summary.behaviours = behaviours
        }
        return document
    }

    private func figures(_ name: String, _ kind: String, isSummarised: Bool = true) -> BehaviourFigures {
        BehaviourFigures(
            name: name, kind: kind, clients: 40, isSummarised: isSummarised, updateLatencyMs: latency(50),
            updates: 400, lost: 2, duplicated: 0, reordered: 0)
    }

    @Test("each behaviour has a line; slow readers are marked, and sessions are the refreshers'")
    func lines() throws {
        var refresher = figures("refresher", "refresher")
        refresher.sessions = 120
        var flaky = figures("tunnel", "flaky")
        flaky.drops = 9
        flaky.reconnects = 8
        flaky.fallbackSeconds = 1.5
        let text = MarkdownReport.render(
            document([
                figures("viewer", "viewer"), refresher, flaky,
                figures("slow-reader", "slow-reader", isSummarised: false),
            ]))
        #expect(text.contains("| Clients of push | clients | update mean |"))
        #expect(text.contains("| viewer | 40 | 50.0 ms | 50.0 ms | - | 2 | - | 0 | 0 | 0 | 0 | - | - |"))
        #expect(text.contains("| refresher | 40 | 50.0 ms | 50.0 ms | - | 2 | 120 | 0 | 0 | 0 | 0 | - | - |"))
        #expect(
            text.contains(
                "| tunnel (flaky) | 40 | 50.0 ms | 50.0 ms | - | 2 | - | 0 | 9 | 8 | 1.50 s | - | - |"))
        #expect(text.contains("| slow-reader * | 40 |"))
    }

    @Test("an arm of viewers alone has no table")
    func viewersAlone() {
        #expect(!MarkdownReport.render(document([figures("viewer", "viewer")])).contains("Clients of push"))
        #expect(!MarkdownReport.render(SampleDocument.busyRun()).contains("Clients of"))
    }
}
