import Results
import Testing

@testable import Reporting

@Suite struct TerminalReportTests {
    @Test("a run fits one screen: verdict, words, table, notes")
    func whole() {
        let expected = """
            sample, run 20261123-sample
            Pass: all 2 thresholds held.

            10 tasks/s, 500 clients
            At 10 tasks/s, push delivers updates 8.1 times sooner than polling (95 % interval 7.9 to 8.3;
            62.1 ms against 505 ms on average), at 9.1 times the traffic (9.0 to 9.2) and at 4.5 times the
            server CPU (4.4 to 4.7).
            Why push costs more bytes here: it sent each client 44.0 messages a second of 300 B on the wire,
            while polling cost each client one poll a second of 1.45 kB, which brings the latest state however
            much happened in between. What push costs grows with every event; what a poll costs only with the
            state it brings.
            An update of push takes 62.1 ms on average: 58.3 ms (94 %) in the server until its batching window
            closes, 3.80 ms in delivery.

                                           polling       push          push / polling
            Update latency, mean            505 ms    62.1 ms  0.123 (0.120 to 0.126)
            Update latency, p50             503 ms    60.2 ms
            Update latency, p90             905 ms     101 ms
            Update latency, p99             998 ms     108 ms
            Delivery, mean                 1.84 ms    3.80 ms
            Delivery, p99                  6.25 ms    9.90 ms
            Submit to seen, mean            412 ms    51.5 ms
            Wire bytes, client and hour    5.22 MB    47.5 MB        9.1 (9.0 to 9.2)
            Server CPU                       9.1 %       41 %        4.5 (4.4 to 4.7)
            Server memory                  30.4 MB    41.9 MB
            Lost / dup. / reordered      0 / 0 / 0  0 / 0 / 0

            Notes
            - On loopback the kernel's stamp falls inside the server's own send(): delivery there is server
              queue plus position in the fan-out, no network.
            """
        let text: String = TerminalReport.render(SampleDocument.busyRun(), style: .plain)
        #expect(
            text.split(separator: "\n", omittingEmptySubsequences: false)
                == expected.split(separator: "\n", omittingEmptySubsequences: false))
    }

    @Test("figures that do not exist are dashes, and the reason stands under the table")
    func missing() {
        var document = SampleDocument.empty()
        document.environment.network = "ethernet"
        var polling = SampleDocument.figures(
            update: SampleDocument.latency(mean: 500, p50: 480, p90: 900, p99: nil, events: 42),
            delivery: SampleDocument.latency(mean: 1, p50: 1, p90: 2, p99: nil, events: 42))
        polling.lost = 7
        polling.duplicated = 8
        polling.reordered = nil
        var push = SampleDocument.figures(
            update: LatencySummary(
                mean: nil, p50: nil, p90: nil, p99: nil, p999: nil, max: nil, count: 0, events: 0, infinite: 0
            ),
            delivery: LatencySummary(
                mean: 3, p50: 3, p90: nil, p99: nil, p999: nil, max: 3, count: 600_000, events: 1_200,
                infinite: 70_000))
        push.submitToSeenMs = SampleDocument.latency(mean: 51.5, p50: 50, p90: 99, p99: nil, events: 10)
        document.cells = [
            SampleDocument.cell("polling", "interval-polling", SampleDocument.calm, polling, blocks: 1),
            SampleDocument.cell("push", "websocket", SampleDocument.calm, push, blocks: 1),
        ]
        let expected = """
            sample, run 20261123-sample
            Pass: nothing was asked of it that it did not do.

            0.2 tasks/s, 500 clients
                                           polling       push
            Update latency, mean            500 ms          -
            Update latency, p50             480 ms          -
            Update latency, p90             900 ms          -
            Update latency, p99                  -          -
            Delivery, mean                 1.00 ms  3.00 ms *
            Delivery, p99                        -          -
            Submit to seen, mean                 -    51.5 ms
            Wire bytes, client and hour        0 B        0 B
            Server CPU                         0 %        0 %
            Server memory                      0 B        0 B
            Lost / dup. / reordered      7 / 8 / -  0 / 0 / 0
            - p99 needs 1,000 distinct events. Update latency and Delivery: polling 42.
            - Update latency: push has no samples.
            * Delivery: mean of those that arrived; 70,000 of push never did.
            - Delivery, p99: lies among the 70,000 updates that push never delivered.
            - no task was submitted (polling): Submit to seen.
            """
        #expect(TerminalReport.render(document, style: .plain) == expected)
    }

    @Test(
        "the first word is the verdict, in its colour",
        arguments: [
            (Verdict.pass, "\u{1B}[32mPass\u{1B}[0m: nothing was asked of it that it did not do."),
            (.fail, "\u{1B}[31mFail\u{1B}[0m: lost is 3."),
            (
                .invalid,
                "\u{1B}[33mInvalid\u{1B}[0m: lost is 3. Read the figures below as what happened, "
                    + "not as what the server can do."
            ),
        ])
    func verdict(verdict: Verdict, line: String) {
        var document = SampleDocument.empty()
        document.verdict = verdict
        document.reasons = verdict == .pass ? [] : ["lost is 3"]
        let lines = TerminalReport.render(document, style: TerminalStyle(colours: true)).split(
            separator: "\n")
        #expect(lines[1] == line)
    }

    @Test("a run that ended early, and cells whose generator could not keep up, say so")
    func partialAndSaturated() {
        var document = SampleDocument.busyRun()
        document.partial = true
        document.verdict = .invalid
        document.reasons = ["interrupted"]
        document.notes = ["The kernel dropped nothing.", "polling@10: a finding that is a note too"]
        document.cells[1].summary.generator.verdict = .saturated
        document.cells[1].summary.generator.reasons = ["CPU 97 %"]
        document.cells[0].summary.findings = [
            "the mean drifts by 4 % a trial", "a finding that is a note too",
        ]
        document.cells[0].summary.invalidReasons = ["the clock stepped by 12 ms"]
        document.cells[1].trials.removeLast()
        let text: String = TerminalReport.render(document, style: .plain)
        #expect(
            text.contains(
                """
                Invalid: interrupted. Read the figures below as what happened, not as what the server can do. The
                run ended early: 5 trials were measured, and the figures cover those.
                """))
        #expect(
            text.contains(
                """
                Notes
                - polling at 10 tasks/s: not valid: the clock stepped by 12 ms
                - polling at 10 tasks/s: the mean drifts by 4 % a trial
                - push at 10 tasks/s: the generator was saturated (CPU 97 %)
                - The kernel dropped nothing.
                - polling@10: a finding that is a note too
                - On loopback
                """))
    }

    @Test("a screen shows the first notes and how many more there are; the document loses none")
    func manyNotes() {
        var document = SampleDocument.empty()
        document.notes = (1...13).map { "note \($0)." }
        // The loopback's is the fourth that does not fit.
        let lines = TerminalReport.render(document, style: .plain).split(separator: "\n")
        #expect(lines.suffix(2) == ["- note 10.", "- 4 more are in report.md"])
        let markdown: String = MarkdownReport.render(document)
        #expect(document.notes.allSatisfy { markdown.contains("- \($0)") })
    }

    @Test("a verdict with many reasons gives the first and their number, and the notes the rest")
    func manyReasons() {
        var document = SampleDocument.empty()
        document.verdict = .fail
        document.reasons = (1...5).map { "reason \($0)" }
        #expect(VerdictSentence(document).text == "Fail: reason 1; reason 2; reason 3; and 2 more.")
        #expect(ReportFacts(document).remarks() == ["reason 4", "reason 5"])
    }

    @Test("what the verdict says of a generator or a clock is not said again in the notes")
    func once() {
        var document = SampleDocument.busyRun()
        document.verdict = .invalid
        document.cells[1].summary.generator.verdict = .saturated
        document.cells[1].summary.generator.reasons = ["trial 2: CPU 97 %"]
        document.cells[0].summary.invalidReasons = ["trial 1: the clock stepped by 12 ms"]
        document.reasons = [
            "push@10: generator saturated: trial 2: CPU 97 %",
            "polling@10: trial 1: the clock stepped by 12 ms",
        ]
        let text: String = TerminalReport.render(document, style: .plain).replacing("\n", with: " ")
        #expect(text.split(separator: "CPU 97 %").count == 2)
        #expect(text.split(separator: "stepped by 12 ms").count == 2)
        #expect(ReportFacts(document).remarks().isEmpty)
    }

    @Test("a run that was stopped before its first trial still has a report")
    func nothingMeasured() {
        var document = SampleDocument.empty()
        document.partial = true
        document.verdict = .invalid
        document.environment.network = "ethernet"
        #expect(
            TerminalReport.render(document, style: .plain) == """
                sample, run 20261123-sample
                Invalid: the run cannot tell. Read the figures below as what happened, not as what the server can
                do. The run ended early: 0 trials were measured, and the figures cover those.
                """)
    }
}
