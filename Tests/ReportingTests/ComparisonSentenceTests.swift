import Results
import Testing

@testable import Reporting

@Suite struct ComparisonSentenceTests {
    private func sentences(_ document: ResultsDocument, _ load: LoadPoint) -> [String] {
        ComparisonSentence.all(ReportFacts(document), at: load)
    }

    @Test("a faster and dearer arm is said to be sooner at times the cost")
    func busy() {
        #expect(
            sentences(SampleDocument.busyRun(), SampleDocument.busy) == [
                "At 10 tasks/s, push delivers updates 8.1 times sooner than polling (95 % interval 7.9 to 8.3; "
                    + "62.1 ms against 505 ms on average), at 9.1 times the traffic (9.0 to 9.2) "
                    + "and at 4.5 times the server CPU (4.4 to 4.7)."
            ])
    }

    @Test("savings are percentages, and figures near zero differ by points")
    func calm() {
        var document = SampleDocument.empty()
        document.cells = [
            SampleDocument.cell(
                "polling", "interval-polling", SampleDocument.calm, SampleDocument.pollingFigures()),
            SampleDocument.cell("push", "websocket", SampleDocument.calm, SampleDocument.pushFigures()),
        ]
        document.comparisons = [
            SampleDocument.comparison(
                "updateLatency.mean", SampleDocument.calm, ratio: 0.05, interval: [0.04, 0.0625], unit: "ms"),
            SampleDocument.comparison(
                "traffic", SampleDocument.calm, ratio: 0.31, interval: [0.29, 0.33],
                unit: "bytes/client/h"),
            SampleDocument.comparison(
                "server.cpuPercent", SampleDocument.calm, ratio: nil, difference: -1.2,
                interval: [-1.5, -0.9],
                unit: "%"),
        ]
        #expect(
            sentences(document, SampleDocument.calm) == [
                "At 0.2 tasks/s, push delivers updates 20 times sooner than polling (95 % interval 16 to 25; "
                    + "62.1 ms against 505 ms on average), with 69 % less traffic (67 to 71 %) "
                    + "and with 1.2 points less server CPU."
            ])
    }

    @Test("where rounding would close an interval, value and interval have a digit more")
    func narrow() {
        var document = SampleDocument.busyRun()
        document.comparisons = [
            SampleDocument.comparison(
                "updateLatency.mean", SampleDocument.busy, ratio: 0.05, interval: [0.0496, 0.0504],
                unit: "ms"),
            SampleDocument.comparison(
                "traffic", SampleDocument.busy, ratio: 0.08, interval: [0.0788, 0.0812],
                unit: "bytes/client/h"),
            SampleDocument.comparison(
                "server.cpuPercent", SampleDocument.busy, ratio: 3.001, interval: [2.99, 3.012], unit: "%"),
        ]
        #expect(
            sentences(document, SampleDocument.busy) == [
                "At 10 tasks/s, push delivers updates 20.0 times sooner than polling (95 % interval 19.8 to "
                    + "20.2; 62.1 ms against 505 ms on average), with 92.0 % less traffic (91.9 to 92.1 %) "
                    + "and at 3.00 times the server CPU (2.99 to 3.01)."
            ])
    }

    @Test("an interval whose ends read the same is left out")
    func closed() {
        var document = SampleDocument.busyRun()
        document.comparisons = [
            SampleDocument.comparison(
                "traffic", SampleDocument.busy, ratio: 0.08, interval: [0.079999, 0.080001],
                unit: "bytes/client/h"),
            SampleDocument.comparison(
                "server.cpuPercent", SampleDocument.busy, ratio: 1, interval: [0.9999999, 1.0000001],
                unit: "%"
            ),
        ]
        #expect(
            sentences(document, SampleDocument.busy) == [
                "At 10 tasks/s, against polling, push comes with 92 % less traffic and with no measurable "
                    + "difference in server CPU."
            ])
    }

    @Test("an interval around no difference claims none")
    func undecided() {
        var document = SampleDocument.busyRun()
        document.comparisons = [
            SampleDocument.comparison(
                "updateLatency.mean", SampleDocument.busy, ratio: 0.98, interval: [0.91, 1.06], unit: "ms"),
            SampleDocument.comparison(
                "traffic", SampleDocument.busy, ratio: 1.01, interval: [0.99, 1.03],
                unit: "bytes/client/h"),
            SampleDocument.comparison(
                "server.cpuPercent", SampleDocument.busy, ratio: nil, difference: 0.1, interval: [-0.2, 0.4],
                unit: "%"),
        ]
        #expect(
            sentences(document, SampleDocument.busy) == [
                "At 10 tasks/s, push delivers updates as soon as polling, as far as can be told "
                    + "(95 % interval ratio 0.91 to 1.06; 62.1 ms against 505 ms on average), "
                    + "with no measurable difference in traffic (ratio 0.99 to 1.03) "
                    + "and with no measurable difference in server CPU (-0.20 points to +0.40 points)."
            ])
    }

    @Test("an interval that holds everything says that the run cannot tell", arguments: [1.4, 1.6])
    func cannotTell(high: Double) {
        var document = SampleDocument.busyRun()
        document.comparisons = [
            SampleDocument.comparison(
                "updateLatency.mean", SampleDocument.busy, ratio: 0.48, interval: [0.09, 2.47], unit: "ms"),
            SampleDocument.comparison(
                "traffic", SampleDocument.busy, ratio: 1.1, interval: [0.7, high], unit: "bytes/client/h"),
        ]
        let traffic: String =
            high < 1.5
            ? "with no measurable difference in traffic (ratio 0.70 to 1.40)"
            : "with a difference in traffic that the run cannot tell (ratio 0.70 to 1.60)"
        #expect(
            sentences(document, SampleDocument.busy) == [
                "At 10 tasks/s, push delivers updates sooner or later than polling, the run cannot tell "
                    + "(95 % interval ratio 0.09 to 2.47; 62.1 ms against 505 ms on average), \(traffic)."
            ])
    }

    @Test("a latency that is not compared is not put in words")
    func withheld() {
        var document = SampleDocument.busyRun()
        document.comparisons[0].ratio = nil
        document.comparisons[0].confidence95 = nil
        document.comparisons[0].withheld = "too few events"
        #expect(
            sentences(document, SampleDocument.busy) == [
                "At 10 tasks/s, against polling, push comes at 9.1 times the traffic (95 % interval 9.0 to 9.2) "
                    + "and at 4.5 times the server CPU (4.4 to 4.7). Update latencies are not compared: too few "
                    + "events."
            ])
    }

    @Test("a single trial has a ratio and no interval, and says so")
    func singleTrial() {
        var document = SampleDocument.busyRun()
        document.comparisons = [
            SampleDocument.comparison(
                "updateLatency.mean", SampleDocument.busy, ratio: 2, interval: nil, unit: "ms", pairs: 1)
        ]
        #expect(
            sentences(document, SampleDocument.busy) == [
                "At 10 tasks/s, push delivers updates 2.0 times later than polling "
                    + "(62.1 ms against 505 ms on average)."
            ])
        #expect(
            ComparisonSentence.fewPairs(ReportFacts(document))
                == "Arms are compared by one pair of trials: too few for an interval.")
        #expect(ComparisonSentence.fewPairs(ReportFacts(SampleDocument.busyRun())) == nil)
    }

    @Test("a report says once that its pairs of trials are too few for intervals")
    func fewPairsOnce() {
        var document = SampleDocument.busyRun()
        document.cells += document.cells.map { cell in
            var other: Cell = cell
            other.load = SampleDocument.calm
            return other
        }
        document.comparisons = [SampleDocument.busy, SampleDocument.calm].flatMap { load in
            ["updateLatency.mean", "traffic"].map { metric in
                SampleDocument.comparison(metric, load, ratio: 2, interval: nil, unit: "ms", pairs: 2)
            }
        }
        let sentence = "Arms are compared by 2 pairs of trials: too few for an interval."
        for text in [
            TerminalReport.render(document, style: .plain), MarkdownReport.render(document),
        ] {
            #expect(text.split(separator: sentence).count == 2)
        }
    }

    @Test("a factor that reads as 1.00 is no visible difference", arguments: [1.004, 0.996, 1.0])
    func invisible(ratio: Double) {
        var document = SampleDocument.busyRun()
        document.comparisons = [
            SampleDocument.comparison(
                "updateLatency.mean", SampleDocument.busy, ratio: ratio, interval: nil, unit: "ms", pairs: 2),
            SampleDocument.comparison(
                "traffic", SampleDocument.busy, ratio: ratio, interval: nil, unit: "bytes/client/h", pairs: 2),
        ]
        #expect(
            sentences(document, SampleDocument.busy) == [
                "At 10 tasks/s, push delivers updates neither visibly sooner nor later than polling "
                    + "(62.1 ms against 505 ms on average), with no visible difference in traffic."
            ])
    }

    @Test("without an interval a small difference has no direction", arguments: [1.02, 0.98, 1.09])
    func aboutTheSame(ratio: Double) throws {
        var document = SampleDocument.busyRun()
        document.comparisons = [
            SampleDocument.comparison(
                "updateLatency.mean", SampleDocument.busy, ratio: ratio, interval: nil, unit: "ms", pairs: 2),
            SampleDocument.comparison(
                "traffic", SampleDocument.busy, ratio: ratio, interval: nil, unit: "bytes/client/h", pairs: 2),
        ]
        #expect(
            sentences(document, SampleDocument.busy) == [
                "At 10 tasks/s, push delivers updates about as soon as polling "
                    + "(62.1 ms against 505 ms on average), at about the same traffic (ratio \(ratio))."
            ])
        document.comparisons[0].confidence95 = [0.97, 0.99]
        document.comparisons[0].ratio = 0.98
        let sure = try #require(sentences(document, SampleDocument.busy).first)
        #expect(sure.contains("1.02 times sooner"))
    }

    @Test("without comparisons nothing is said")
    func none() {
        var document = SampleDocument.busyRun()
        document.comparisons = []
        #expect(sentences(document, SampleDocument.busy).isEmpty)
        #expect(sentences(SampleDocument.empty(), SampleDocument.busy).isEmpty)
    }
}
