import Results
import Testing

@testable import Reporting

@Suite struct MarkdownReportTests {
    private func section(_ title: String, of document: ResultsDocument) -> [String] {
        let lines = MarkdownReport.render(document).split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(of: "## \(title)") else { return [] }
        let rest = lines[(start + 1)...]
        return (rest.firstIndex { $0.hasPrefix("## ") }.map { rest[..<$0] } ?? rest)
            .map(String.init).filter { !$0.isEmpty }
    }

    @Test("the verdict comes first, then the comparison in words, then what was run")
    func top() {
        let text: String = MarkdownReport.render(SampleDocument.busyRun())
        let lines: [String] = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let expected: [String] = [
            "# sample",
            "",
            "**Pass**: all 2 thresholds held.",
            "",
            "- At 10 tasks/s, push delivers updates 8.1 times sooner than polling (95 % interval 7.9 to 8.3; "
                + "62.1 ms against 505 ms on average), at 9.1 times the traffic (9.0 to 9.2) "
                + "and at 4.5 times the server CPU (4.4 to 4.7).",
            "- Why push costs more bytes here: it sent each client 44.0 messages a second of 300 B on the wire, "
                + "while polling cost each client one poll a second of 1.45 kB, which brings the latest "
                + "state however much happened in between. What push costs grows with every event; what a poll "
                + "costs only with the state it brings.",
            "- An update of push takes 62.1 ms on average: 58.3 ms (94 %) in the server until its batching window "
                + "closes, 3.80 ms in delivery.",
            "",
            "6 trials in 3 blocks, 500 clients an arm, 7 s of steady state each, seed 1, "
                + "started 2026-11-23T03:00:00Z, run 20261123-sample.",
            "",
        ]
        #expect(Array(lines.prefix(10)) == expected)
    }

    @Test("a load point has its latency, cost and completeness, and why figures are missing")
    func loadPoint() {
        var document = SampleDocument.busyRun()
        document.cells[1].summary.updateLatencyByTypeMs["agent_update"] = SampleDocument.latency(
            mean: 55.5, p50: 50, p90: 90, p99: nil, events: 420)
        let expected: [String] = [
            "| Latency | polling | push | push / polling |",
            "|---|---:|---:|---:|",
            "| Update latency, mean | 505 ms | 62.1 ms | 0.123 (0.120 to 0.126) |",
            "| Update latency, p50 | 503 ms | 60.2 ms |  |",
            "| Update latency, p90 | 905 ms | 101 ms |  |",
            "| Update latency, p99 | 998 ms | 108 ms |  |",
            "| of it: poll wait, mean | 503 ms | - |  |",
            "| of it: server delay, mean | - | 58.3 ms |  |",
            "| of it: delivery, mean | 1.84 ms | 3.80 ms |  |",
            "| Delivery, p50 | 1.60 ms | 3.50 ms |  |",
            "| Delivery, p99 | 6.25 ms | 9.90 ms |  |",
            "| As seen by user space, mean | 505 ms | 62.1 ms |  |",
            "| Submit to seen, mean | 412 ms | 51.5 ms |  |",
            "| Submit to seen, p50 | 410 ms | 50.0 ms |  |",
            "| Submit to seen, p99 | - | - |  |",
            "| View out of date | 25 % | 25 % |  |",
            "`-` p99 needs 1,000 distinct events. Submit to seen: polling 210, push 210.  ",
            "`-` does not exist for push: poll wait.  ",
            "`-` does not exist for polling: server delay.  ",
            "| Update latency by event type, mean | polling | push | push / polling |",
            "|---|---:|---:|---:|",
            "| `agent_update` | - | 55.5 ms |  |",
            "`-` no such event (polling): `agent_update`.  ",
            "| Cost | polling | push | push / polling |",
            "|---|---:|---:|---:|",
            "| Wire bytes, client and hour | 5.22 MB | 47.5 MB | 9.1 (9.0 to 9.2) |",
            "| of it: events by the clock | - | 198 kB |  |",
            "| of it: heartbeats, from their rate | 0 B | 23.8 kB |  |",
            "| up / down, without heartbeats | 1.00 MB / 4.22 MB | 7.20 MB / 40.3 MB |  |",
            "| payload up / down | 0 B / 0 B | 0 B / 0 B |  |",
            "| Handshake, once a client | 446 B | 446 B |  |",
            "| Messages, client and second | 1.00 | 44.0 |  |",
            "| Server CPU | 9.1 % | 41 % | 4.5 (4.4 to 4.7) |",
            "| user / system | - | 30 % / 11 % |  |",
            "| CPU an update | - | - |  |",
            "| CPU a message | - | - |  |",
            "| Server memory, resident | 30.4 MB | 41.9 MB |  |",
            "| Stamp lag, p99 | - | - |  |",
            "`-` no task completed (polling and push): Stamp lag.  ",
            "`-` nothing arrived (polling and push): CPU an update and CPU a message.  ",
            "`-` fewer than 50 clock ticks of CPU (polling): user / system.  ",
            "`-` does not exist for polling: events by the clock.  ",
            "| Completeness | polling | push | push / polling |",
            "|---|---:|---:|---:|",
            "| Distinct events | 1,260 | 1,260 |  |",
            "| Updates (events x clients) | 630,000 | 630,000 |  |",
            "| Lost / duplicated / reordered | 0 / 0 / 0 | 0 / 0 / 0 |  |",
            "| Coalesced / shed | 0 / 0 | 0 / 0 |  |",
            "| Disconnects | 0 | 0 |  |",
            "| Errors | 0 | 0 |  |",
            "| Segments that clients sent again | 0 | 0 |  |",
        ]
        #expect(section("10 tasks/s", of: document) == expected)
    }

    @Test("predictions stand beside measurements, and a residual above a tenth is bold")
    func predictions() {
        var document = SampleDocument.busyRun()
        document.predictions.append(
            Prediction(
                quantity: "wire traffic", cell: "push@10", unit: "bytes/s", predicted: 10_000,
                measured: 13_200,
                formula: "h + r s"))
        document.predictions.append(
            Prediction(
                quantity: "deliveryLatency.mean", cell: "push@10", unit: "ms", predicted: 5, measured: 4,
                formula: "fan-out", checked: false))
        #expect(
            section("Predicted and measured", of: document) == [
                "| quantity | cell | predicted | measured | residual | formula |",
                "|---|---|---:|---:|---:|---|",
                "| update latency, mean | polling@10 | 501 ms | 505 ms | +0.8 % | `T/2 + var/(2T) + response` |",
                "| wire traffic | push@10 | 10.0 kB/s | 13.2 kB/s | **+32.0 %** | `h + r s` |",
                "| deliveryLatency.mean | push@10 | 5.00 ms | 4.00 ms | (-20.0 %) | `fan-out` |",
                "A residual above 10 % is bold: what is measured is not what was assumed, or not measured well. "
                    + "In brackets: forms that rest on an assumption which the run does not meet, or on a cost "
                    + "that it only bounds; they are there for orientation.",
            ])
    }

    @Test("every trial is listed in the order in which it ran")
    func trials() {
        var document = SampleDocument.busyRun()
        document.cells[0].trials[0].discarded = true
        document.cells[0].trials[0].position = 0
        document.cells[1].trials[2].partial = true
        document.cells[1].trials[2].figures.lost = 12
        document.cells[1].trials[2].figures.generator.verdict = .saturated
        let lines: [String] = section("Trials", of: document)
        #expect(lines.count == 8)
        #expect(
            lines[2]
                == "| 0 | - | polling | 10 | 505 ms | 503 ms | 905 ms | 1.84 ms | 412 ms | 5.22 MB | 9.1 % | "
                + "30.4 MB | 0 / 0 / 0 | valid | discarded |")
        #expect(
            lines[7]
                == "| 6 | 3 | push | 10 | 62.1 ms | 60.2 ms | 101 ms | 3.80 ms | 51.5 ms | 47.5 MB | 41 % | "
                + "41.9 MB | 12 / 0 / 0 | saturated | partial |")
    }

    @Test("comparisons without a ratio or an interval say why")
    func comparisons() {
        var document = SampleDocument.busyRun()
        document.comparisons = [
            SampleDocument.comparison(
                "updateLatency.p50", SampleDocument.busy, ratio: 0.0312, difference: -470.4, interval: nil,
                unit: "ms",
                pairs: 2),
            SampleDocument.comparison(
                "server.cpuPercent", SampleDocument.busy, ratio: nil, difference: 1.2, interval: [0.9, 1.5],
                unit: "%"),
        ]
        #expect(
            section("Comparisons", of: document) == [
                "| figure | load | arms | ratio | 95 % | bootstrap 95 % | difference | pairs |",
                "|---|---|---|---:|---:|---:|---:|---:|",
                "| updateLatency.p50 | 10 | push / polling | 0.031 | - | - | -470 ms | 2 |",
                "| server.cpuPercent | 10 | push / polling | - | +0.90 points to +1.5 points | - | +1.2 points | 3 |",
                "Without a ratio: a side is near zero, so the interval is of the difference.",
                "Without an interval: fewer than three pairs of trials.",
            ])
    }

    @Test("a comparison that means nothing is a dash, and the footnotes say why")
    func withheld() {
        var document = SampleDocument.busyRun()
        document.comparisons[0].ratio = nil
        document.comparisons[0].confidence95 = nil
        document.comparisons[0].withheld = "too few events"
        let lines: [String] = section("10 tasks/s", of: document)
        #expect(lines.contains("| Update latency, mean | 505 ms | 62.1 ms | - |"))
        #expect(lines.contains("`-` no ratio for too few events: Update latency.  "))
        let comparisons: [String] = section("Comparisons", of: document)
        #expect(comparisons.contains("Without ratio and interval for too few events: updateLatency.mean."))
        #expect(!comparisons.contains { $0.hasPrefix("Without an interval") })
        #expect(!comparisons.contains { $0.hasPrefix("Without a ratio:") })
    }

    @Test("a mean without what never arrived is marked, and the mark explained")
    func meanOfArrived() {
        var document = SampleDocument.busyRun()
        document.cells[1].summary.updateLatencyMs.infinite = 12
        document.cells[1].summary.lost = nil
        let lines: [String] = section("10 tasks/s", of: document)
        #expect(lines.contains("| Update latency, mean | 505 ms | 62.1 ms * | 0.123 (0.120 to 0.126) |"))
        #expect(lines.contains("`*` Update latency: mean of those that arrived; 12 of push never did.  "))
        #expect(lines.contains("| Lost / duplicated / reordered | 0 / 0 / 0 | - / 0 / 0 |  |"))
        #expect(
            lines.contains(
                "`-` the server's log is missing or incomplete (push): Lost / duplicated / reordered.  "))
    }

    @Test("when a view counts as out of date is said")
    func viewOutOfDate() {
        #expect(
            MarkdownReport.render(SampleDocument.busyRun()).contains(
                "it counts as out of date while any entry that has occurred has not reached it."))
    }

    @Test("the generator's health, thresholds, environment and method are all there")
    func rest() {
        var document = SampleDocument.busyRun()
        document.cells[1].summary.generator = GeneratorHealth(
            cpuPercent: 97, lagP99Microseconds: 2_500, missedIntended: 12, sharedReads: 1_234,
            verdict: .saturated, reasons: ["CPU 97 %", "12 missed"])
        document.thresholds.append(ThresholdResult(expression: "push.p99 < 25ms", value: nil, passed: false))
        #expect(
            section("The generator's own health", of: document).last
                == "| push | 10 | 97 % | 2.50 ms | 12 | 1,234 | **saturated** | CPU 97 %; 12 missed |")
        #expect(
            section("Thresholds", of: document).suffix(2) == [
                "| `duplicated == 0` | 0 |  | held |", "| `push.p99 < 25ms` | - |  | **failed** |",
            ])
        let environment: [String] = section("Environment", of: document)
        #expect(environment.contains("| CPU | 2 x A \\| B |"))
        #expect(environment.contains("| server / generator | CPU 0 / CPU 1 |"))
        #expect(environment.contains("| phases | steady 7 s, warmUp 1.5 s |"))
        let method: String = section("How it was measured", of: document).joined(separator: "\n")
        #expect(
            method.contains(
                "On loopback the kernel's stamp falls inside the server's own send(): delivery there is server "
                    + "queue plus position in the fan-out, no network."))
        #expect(method.contains("the server CPU of a push arm contains work of the clients' network stack"))
        document.environment.network = "veth"
        #expect(!MarkdownReport.render(document).contains("On loopback"))
    }

    @Test("names from outside cannot inject HTML or break lines")
    func hostileNames() {
        var document = SampleDocument.busyRun()
        document.scenario = "<script>\nalert"
        document.reasons = ["server said <b>\r\nbye"]
        document.verdict = .fail
        let text: String = MarkdownReport.render(document)
        #expect(text.hasPrefix("# &lt;script> alert\n\n**Fail**: server said &lt;b>  bye.\n"))
        #expect(!text.contains("<script>"))
    }

    @Test("an interrupted run that measured nothing still renders")
    func nothing() {
        var document = SampleDocument.empty()
        document.partial = true
        document.verdict = .invalid
        document.reasons = ["the server died: out of memory"]
        let lines = MarkdownReport.render(document).split(separator: "\n")
        #expect(
            lines[1]
                == "**Invalid**: the server died: out of memory. Read the figures below as what happened, not "
                + "as what the server can do. The run ended early: 0 trials were measured, and the figures "
                + "cover those.")
        #expect(lines[2].hasPrefix("0 trials in 0 blocks, 7 s of steady state each, seed 1"))
    }
}
