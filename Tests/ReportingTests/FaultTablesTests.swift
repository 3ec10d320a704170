import Results
import Testing

@testable import Reporting

@Suite("The tables of faults")
struct FaultTablesTests {
    static func document() -> ResultsDocument {
        var document = SampleDocument.busyRun()
        let restart = FaultOutcome(
            name: "restart", kind: "restart", times: 3, second: 42, seconds: 2.08, connections: 1_500,
            cutOff: 600,
            neverBack: 0, recovery: FaultOutcome.Recovery(p50Ms: 3_100, p90Ms: 4_400, p100Ms: 4_950),
            reconnects: FaultOutcome.Reconnects(attempts: 1_500, peakPerSecond: 400, meanPerSecond: 100))
        let tunnel = FaultOutcome(
            name: "tunnel", kind: "half-open", times: 3, second: 20, seconds: 0, connections: 300, cutOff: 10,
            neverBack: 4, recovery: FaultOutcome.Recovery(p50Ms: 900, p90Ms: nil, p100Ms: nil),
            reconnects: nil)
        let figures = FaultFigures(
            outcomes: [restart, tunnel], lost: ClientCounts([0, 2, 4]), late: ClientCounts([1, 1, 1]),
            duplicated: ClientCounts([0, 0, 0]), lateAfterMs: 1_500, longestLateMs: 4_000,
            fallbackSeconds: 12,
            residentBytesBefore: 40e6, residentBytesAfter: 44e6)
        for index in document.cells.indices where document.cells[index].arm == "push" {
            document.cells[index].summary.faults = figures
        }
        return document
    }

    @Test(
        "a line a fault tells when clients were back and how they came; a line an arm tells what they missed")
    func lines() {
        let text = MarkdownReport.render(Self.document())
        #expect(
            text.contains(
                "| restart | push | 3 | 42.0 s | 2.08 s | 600 | 3.10 s | 4.40 s | 4.95 s | 0 | 1,500 | 400 | 100 | 4.0 |"
            ), "\(text)")
        #expect(
            text.contains(
                "| tunnel (half-open) | push | 3 | 20.0 s | - | 10 | 900 ms | never | never | 4 | 0 | - | - | - |"
            ),
            "\(text)")
        #expect(
            text.contains(
                "| push | 2.00 | 4 | 4 | 1.00 | 1 | 1 | 4.00 s | 0 | 0 | 12.0 s | 40.0 MB | 44.0 MB |"),
            "\(text)")
        #expect(text.contains("in the worst trial"))
        // Under a heading of their own, and told in words before anything else.
        let heading = text.firstRange(of: "### Faults\n\n| fault |")
        let words = text.firstRange(of: "- After a restart of 2.08 s (3 times), ")
        let comparison = text.firstRange(of: "- At 10 tasks/s, ")
        #expect(heading != nil && words != nil)
        if let words, let comparison { #expect(words.lowerBound < comparison.lowerBound) }
    }

    @Test("the page and the screen have them too, and a run without faults has none")
    func elsewhere() {
        let document = Self.document()
        let page = HTMLReport.render(document)
        #expect(page.contains("tunnel (half-open)") && page.contains("back 50"))
        #expect(page.contains("<h4>Faults</h4>") && page.contains("After a restart of 2.08\u{A0}s"))
        #expect(PullRequestReport.render(document).contains("- After a restart of 2.08 s"))
        #expect(!HTMLReport.render(SampleDocument.busyRun()).contains("<h4>Faults</h4>"))
        #expect(TerminalReport.render(document, style: .plain).contains("tunnel (half-open)"))
        #expect(!MarkdownReport.render(SampleDocument.busyRun()).contains("Updates a client"))
    }

    @Test("of several trials the worst recovery counts, clients add up")
    func pooled() throws {
        var trials = SampleDocument.busyRun().cells[1].trials
        for (place, time) in [900.0, 1_200, 700].enumerated() {
            trials[place].figures.faults = FaultFigures(
                outcomes: [
                    FaultOutcome(
                        name: "reset", kind: "reset", second: 5, seconds: 0, connections: 9, cutOff: 3,
                        neverBack: 0,
                        recovery: FaultOutcome.Recovery(p50Ms: time / 2, p90Ms: time, p100Ms: time),
                        reconnects: FaultOutcome.Reconnects(
                            attempts: 3, peakPerSecond: time, meanPerSecond: 100, overTime: [3], binSeconds: 1
                        ))
                ], lost: ClientCounts([place, 0]), late: nil, duplicated: nil, lateAfterMs: 1_500,
                longestLateMs: nil, fallbackSeconds: 1, residentBytesBefore: nil, residentBytesAfter: nil)
        }
        let faults = try #require(Figures(pooling: trials)?.faults)
        let outcome = try #require(faults.outcomes.first)
        #expect(faults.outcomes.count == 1 && outcome.times == 3 && outcome.cutOff == 9)
        #expect(outcome.recovery == FaultOutcome.Recovery(p50Ms: 600, p90Ms: 1_200, p100Ms: 1_200))
        #expect(outcome.reconnects?.attempts == 9 && outcome.reconnects?.peakToMean == 12)
        #expect(outcome.reconnects?.overTime == nil)
        #expect(faults.lost?.total == 3 && faults.lost?.clients == 6 && faults.lost?.mean == 0.5)
        #expect(faults.late == nil && faults.fallbackSeconds == 3)
    }
}
