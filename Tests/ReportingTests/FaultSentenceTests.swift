import Results
import Testing

@testable import Reporting

@Suite("What faults did, in words")
struct FaultSentenceTests {
    private func figures(
        _ outcomes: [FaultOutcome], lost: [Int]? = [3, 3], late: [Int] = [0, 0], duplicated: [Int] = [0, 0],
        fallback: Double = 0, lateAfter: Double = 1_500
    ) -> FaultFigures {
        FaultFigures(
            outcomes: outcomes, lost: lost.flatMap { ClientCounts($0) }, late: ClientCounts(late),
            duplicated: ClientCounts(duplicated), lateAfterMs: lateAfter, longestLateMs: nil,
            fallbackSeconds: fallback, residentBytesBefore: nil, residentBytesAfter: nil)
    }

    private func outcome(
        _ kind: String, name: String? = nil, times: Int = 1, seconds: Double = 3, connections: Int = 52,
        cutOff: Int = 500, neverBack: Int = 0, back: Double? = 5_816, ratio: Double? = nil
    ) -> FaultOutcome {
        FaultOutcome(
            name: name ?? kind, kind: kind, times: times, second: 5, seconds: seconds,
            connections: connections, cutOff: cutOff, neverBack: neverBack,
            recovery: cutOff > 0 ? FaultOutcome.Recovery(p50Ms: 900, p90Ms: back, p100Ms: back) : nil,
            reconnects: ratio.map {
                FaultOutcome.Reconnects(attempts: 9, peakPerSecond: 10 * $0, meanPerSecond: 10)
            })
    }

    /// Of the arms of the sample (500 clients each) that have faults.
    private func sentences(_ faults: [String: FaultFigures]) -> [String] {
        var document = SampleDocument.busyRun()
        for place in document.cells.indices {
            document.cells[place].summary.faults = faults[document.cells[place].arm]
        }
        let facts = ReportFacts(document)
        return facts.loads.flatMap { FaultSentence.all(facts, at: $0) }
    }

    @Test("a restart: who was back when, how the tries came, what was lost at least")
    func restart() {
        let told = sentences([
            "push": figures([outcome("restart", seconds: 2.04, ratio: 6.9)], late: [94, 0], fallback: 12)
        ])
        #expect(
            told == [
                "After a restart of 2.04 s, all 500 clients were back in 5.82 s; the tries peaked at 6.9 times their mean.",
                "In all, at least 3 updates a client were lost; 47 came late (more than 1.50 s after their stamp); "
                    + "clients spent 12.0 s in polling fallback, all together.",
            ], "\(told)")
    }

    @Test("a server that was killed may have lost what no log holds")
    func killed() {
        let told = sentences(["push": figures([outcome("restart", cutOff: 12)], lost: [0, 0])])
        #expect(told.last?.hasPrefix("In all, no update that is in a log was lost; ") == true, "\(told)")
    }

    @Test(
        "every kind of fault says what was done",
        arguments: [
            ("stop", "After a standstill of 3.00 s, "), ("reset", "After a reset of 52 connections, "),
            ("half-open", "After 52 connections were left half-open, "),
            ("delay", "After 3.00 s of added delay, "), ("bandwidth", "After 3.00 s of narrow bandwidth, "),
            ("blackhole", "After 3.00 s of a blackhole, "), ("slow-reader", "After 3.00 s of slow reading, "),
        ])
    func kinds(kind: String, start: String) {
        let some = sentences([
            "push": figures([outcome(kind, cutOff: 12)], lost: [0, 0], duplicated: [1, 0])
        ])
        #expect(some.first == start + "the 12 clients that were cut off were back in 5.82 s.")
        #expect(some.last == "In all, no update was lost; none came late; 0.500 came twice.")
        let none = sentences(["push": figures([outcome(kind, cutOff: 0)], lost: nil)])
        #expect(none.first == start + "nobody was cut off.")
        #expect(none.last == "What clients missed is not known: the server's log does not tell.")
        let named = outcome(kind, name: "tunnel", times: 3, cutOff: 36, neverBack: 4, back: nil)
        let never = sentences(["push": figures([named])])
        #expect(
            never.first?.contains(" (tunnel, 3 times), 4 of 36 clients that were cut off were not back")
                == true)
    }

    @Test("arms are told beside one another, and several times of a fault as the longest of them")
    func arms() {
        let push = figures(
            [
                outcome("reset", times: 3, connections: 150, cutOff: 1_500, ratio: 3.7),
                outcome("stop", cutOff: 0),
            ],
            lateAfter: 1_500)
        let polling = figures(
            [
                outcome("reset", times: 3, connections: 156, cutOff: 1_500, back: 976),
                outcome("stop", cutOff: 7),
            ], lost: [1, 0], late: [1, 0], lateAfter: 2_000)
        #expect(
            sentences(["push": push, "polling": polling]) == [
                "After a reset of up to 52 connections on average (3 times), all 500 clients were back in 976 ms (polling) and "
                    + "5.82 s (push) at the longest; the tries peaked at 3.7 (push) times their mean.",
                "After a standstill of 3.00 s, the 7 clients that were cut off were back in 5.82 s (polling); nobody "
                    + "was cut off (push).",
                "In all, 0.500 (polling) and 3 (push) updates a client were lost; 0.500 (polling) and 0 (push) "
                    + "came late.",
            ])
    }

    @Test("on a page one arm's time stands out, and none of several")
    func emphasis() {
        #expect(
            ClaimText.html("all were back in 5.82 s; the rest").contains(
                "<strong>were back in 5.82\u{A0}s</strong>"))
        #expect(!ClaimText.html("all were back in 5.82 s (push) and 3.00 s (poll).").contains("<strong>"))
    }

    @Test("a run without faults, or in which none came, has no such sentence")
    func none() {
        #expect(sentences([:]).isEmpty && sentences(["push": figures([])]).isEmpty)
    }
}
