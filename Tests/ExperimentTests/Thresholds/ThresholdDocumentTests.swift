import Results
import Scenarios
import Testing

@testable import Experiment

/// What thresholds make of a run.
@Suite struct ThresholdDocumentTests {
    private typealias Run = AnalysisDocumentTests

    private static func document(
        _ thresholds: [String], _ trials: [AnalysedTrial] = Run.balanced, abort: ThresholdAbort? = nil
    ) throws -> ResultsDocument {
        var scenario = Run.scenario
        scenario.thresholds = try thresholds.map { Threshold(try ThresholdParser.parse($0)) }
        return Analysis.document(
            Run.head(), scenario: scenario, trials: trials, failure: abort?.description, abort: abort)
    }

    @Test("the scenario's thresholds come first and decide beside those that every run has")
    func verdicts() throws {
        let held = try Self.document(["push.updateLatency.mean < 100ms"])
        #expect(held.verdict == .pass && held.reasons.isEmpty)
        #expect(held.thresholds.count == 9)
        #expect(held.thresholds[0].expression == "push.updateLatency.mean < 100ms")
        #expect(held.thresholds.map(\.isByDefault) == [false] + Array(repeating: true, count: 8))
        #expect(abs(try #require(held.thresholds[0].value) - 70) < 1e-9)

        let failed = try Self.document(["push.updateLatency.mean < 60ms"])
        #expect(failed.verdict == .fail)
        #expect(failed.reasons == ["threshold push.updateLatency.mean < 60ms: measured 70 ms at push@10"])

        let open = try Self.document(["push.updateLatency.p99 < 1h", "push.updateLatency.mean < 60ms"])
        #expect(open.verdict == .invalid)
        #expect(
            open.reasons == [
                "threshold push.updateLatency.p99 < 1h is undecided (push@10): p99 needs 1000 distinct events and "
                    + "there were 30: measure 34 times as long, with a longer steady state or 102 blocks in place "
                    + "of 3, or ask for a lower percentile",
                "threshold push.updateLatency.mean < 60ms: measured 70 ms at push@10",
            ])
    }

    @Test("a condition of the scenario takes the place of the one that every run has, where it speaks of it")
    func replaced() throws {
        var trials = Run.balanced
        trials[2] = Run.trial(.webSocket, latency: 50, block: 0, position: 2) { $0.errors = ["http 500": 2] }
        func names(_ document: ResultsDocument) -> [String] { document.thresholds.map(\.expression) }
        let tolerant = try Self.document(["push.errors <= 2"], trials)
        #expect(tolerant.verdict == .pass)
        #expect(!names(tolerant).contains("push.errors@10 == 0"))
        #expect(names(tolerant).contains("polling.errors@10 == 0"))
        #expect(try Self.document(["errors < 3"], trials).thresholds.count == 7)
        // These speak of something else.
        for text in [
            "push.errors@0 <= 2", "push.errors.'http 500' <= 2", "push.errors - polling.errors <= 2",
        ] {
            let strict = try Self.document([text], trials)
            #expect(names(strict).contains("push.errors@10 == 0"))
            #expect(strict.verdict != .pass)
        }
    }

    @Test("a run that a threshold ended failed, although it is partial and others are undecided")
    func aborted() throws {
        let expression = try ThresholdParser.parse("push.updateLatency.mean < 40ms")
        let abort = ThresholdAbort(expression: expression, trial: 2, cell: "push@10")
        let document = try Self.document(
            ["push.updateLatency.mean < 40ms", "push.updateLatency.p99 < 1h", "lost <= 3"],
            Array(Run.balanced.prefix(3)), abort: abort)
        #expect(document.partial)
        #expect(document.verdict == .fail)
        #expect(
            document.reasons == [
                "the threshold push.updateLatency.mean < 40ms ended the run after trial 2 (push@10); what was "
                    + "measured until then is kept",
                "threshold push.updateLatency.mean < 40ms: measured 50 ms at push@10",
            ])
        #expect(document.thresholds[0].aborted == ThresholdResult.Abort(trial: 2, second: nil))
        #expect(document.thresholds[1].outcome == .undecided)
        #expect(document.thresholds[2].outcome == .held)
        #expect(document.thresholds[2].note == "of what was measured before the run ended")
        let json = try document.json()
        #expect(try ResultsDocument(json: json) == document)
    }

    @Test("what was counted when a trial was ended decides, although the trial is in no summary")
    func abortedInTrial() throws {
        let expression = try ThresholdParser.parse("errors == 0")
        let abort = ThresholdAbort(expression: expression, trial: 3, cell: "push@10", second: 1.5, value: 4)
        var trials: [AnalysedTrial] = Array(Run.balanced.prefix(3))
        trials.append(
            Run.trial(.webSocket, latency: 50, block: 1, position: 3) {
                $0.partial = true
                $0.errors = ["timeout": 4]
            })
        let document = try Self.document(["errors == 0"], trials, abort: abort)
        #expect(document.verdict == .fail)
        #expect(document.thresholds[0].value == 4 && document.thresholds[0].cell == "push@10")
        #expect(document.thresholds[0].aborted == ThresholdResult.Abort(trial: 3, second: 1.5))
        #expect(document.reasons.last == "threshold errors == 0: measured 4 at push@10")
    }

    @Test("an invalid measurement stays invalid when a threshold ended the run")
    func abortedAndSaturated() throws {
        let expression = try ThresholdParser.parse("push.updateLatency.mean < 40ms")
        var trials: [AnalysedTrial] = Array(Run.balanced.prefix(3))
        trials[2] = Run.trial(.webSocket, latency: 50, block: 0, position: 2) {
            $0.generator.cpuNanoseconds = 9_900_000_000
        }
        let document = try Self.document(
            ["push.updateLatency.mean < 40ms"], trials,
            abort: ThresholdAbort(expression: expression, trial: 2, cell: "push@10"))
        #expect(document.verdict == .invalid)
    }

    @Test("windows are prepared from a trial's observations, by when entries were stamped")
    func windows() throws {
        // The steady state is [1 s, 11 s): one entry in the first half after 20 ms, two in the second after 80
        // ms, of which one never came to the second client.
        var fixture = MeasurementFixture(clients: 2)
        fixture.entry(at: 2_000)
        fixture.entry(at: 8_000)
        fixture.entry(at: 8_000)
        for client: UInt32 in 0..<2 {
            fixture.receipt(1, client: client, at: 2_020)
            fixture.receipt(2, client: client, at: 8_080)
        }
        fixture.receipt(3, client: 0, at: 8_080)
        let thresholds = try [
            "push.updateLatency.mean < 1s every 5s", "updateLatency.p50 < 1s every 5s", "lost == 0 every 5s",
            "polling.lost == 0 every 5s", "push.updateLatency.max@0 < 1s every 5s", "push.lost == 0",
            "events > 0 every 10s",
        ].map { Threshold(try ThresholdParser.parse($0)) }
        let figures = try #require(ThresholdWindows.figures(thresholds, of: fixture.measurement()))
        #expect(figures.map(\.figure) == ["updateLatency.mean", "updateLatency.p50", "lost", "events"])
        #expect(figures.map(\.seconds) == [5, 5, 5, 10])
        typealias Window = WindowedFigure.Window
        #expect(
            figures[0].windows == [
                Window(second: 0, value: 20, samples: 2, infinite: 0),
                Window(second: 5, value: nil, samples: 4, infinite: 1),
            ])
        #expect(figures[1].windows.map(\.value).count == 2)
        #expect(abs(try #require(figures[1].windows[1].value) - 80) < 0.1)
        #expect(figures[2].windows == [Window(second: 0, value: 0), Window(second: 5, value: 1)])
        #expect(figures[3].windows == [Window(second: 0, value: 3)])
        #expect(ThresholdWindows.figures(thresholds, of: fixture.measurement(discarded: true)) == nil)
    }
}
