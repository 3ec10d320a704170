import Results
import Testing

@testable import Reporting

@Suite struct ExplanationsTests {
    private func explain(_ document: ResultsDocument) -> [String] {
        Explanations.all(ReportFacts(document), at: SampleDocument.busy)
    }

    @Test("push that costs more bytes is explained by messages times their size")
    func traffic() {
        // 47.52 MB an hour are 13,200 B/s: 44 messages of 300 B; 5.22 MB are one poll of 1,450 B.
        let expected: [String] = [
            "Why push costs more bytes here: it sent each client 44.0 messages a second of 300 B on the wire, "
                + "while polling cost each client one poll a second of 1.45 kB, which brings the latest state "
                + "however much happened in between. What push costs grows with every event; what a poll costs "
                + "only with the state it brings.",
            "An update of push takes 62.1 ms on average: 58.3 ms (94 %) in the server until its batching window "
                + "closes, 3.80 ms in delivery.",
        ]
        #expect(explain(SampleDocument.busyRun()) == expected)
    }

    @Test("what is not so is not said")
    func onlyWhenSo() {
        var cheaper = SampleDocument.busyRun()
        cheaper.cells[1].summary.traffic.wireBytesPerClientHour = Directions(up: 0, down: 5_000_000)
        cheaper.cells[1].summary.serverDelayMs = SampleDocument.latency(
            mean: 5, p50: 5, p90: 5, p99: nil, events: 10)
        #expect(explain(cheaper).isEmpty)

        var fewerMessages = SampleDocument.busyRun()
        fewerMessages.cells[1].summary.messagesPerClientSecond = 0.9
        #expect(!explain(fewerMessages).contains { $0.hasPrefix("Why push") })

        var unknownRate = SampleDocument.busyRun()
        unknownRate.cells[0].summary.messagesPerClientSecond = nil
        #expect(!explain(unknownRate).contains { $0.hasPrefix("Why push") })
    }
}
