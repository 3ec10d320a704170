import LoadEngine
import Results
import Scenarios
import Testing

@testable import Experiment

@Suite struct AbortTests {
    private typealias Fixture = ThresholdFixture

    private static func threshold(_ text: String, delay: Int64 = 0, aborts: Bool = true) throws -> Threshold {
        Threshold(try ThresholdParser.parse(text), aborts: aborts, abortDelay: delay)
    }

    private static func progress(errors: UInt64, steadyStart: Int64 = 2_000_000_000) -> LoadProgress {
        var progress = LoadProgress()
        progress.errors = errors
        progress.timeline.steadyStart = steadyStart
        return progress
    }

    @Test(
        "errors end a trial as soon as they can only be too many",
        arguments: [
            ("errors == 0", 0, false), ("errors == 0", 1, true), ("errors == 4", 3, false),
            ("errors == 4", 5, true), ("errors < 3", 2, false), ("errors < 3", 3, true),
            ("errors <= 3", 3, false), ("errors <= 3", 4, true), ("errors > 5", 0, false),
            ("errors != 5", 5, false),
        ] as [(String, UInt64, Bool)])
    func inTrial(text: String, errors: UInt64, ends: Bool) throws {
        let rules = AbortRules([try Self.threshold(text)], start: 0)
        let watch = try #require(rules.watch(trial: 3, arm: "push", load: "10", cell: nil))
        let abort = watch.violation(Self.progress(errors: errors), now: 3_500_000_000)
        #expect((abort != nil) == ends)
        guard let abort else { return }
        #expect(abort.trial == 3 && abort.cell == "push@10")
        #expect(abort.second == 1.5)
        #expect(abort.value == Double(errors))
        #expect(
            abort.description
                == "the threshold \(text) ended the run in trial 3 (push@10), 1.5 s into its steady "
                + "state; what was measured until then is kept")
    }

    @Test("lost connections end a trial, too")
    func disconnects() throws {
        let cell = Fixture.cell(trials: [Fixture.trial { $0.disconnects = 2 }])
        let rules = AbortRules([try Self.threshold("push.disconnects <= 4")], start: 0)
        let watch = try #require(rules.watch(trial: 3, arm: "push", load: "10", cell: cell))
        var progress = Self.progress(errors: 9)
        progress.disconnects = 2
        #expect(watch.violation(progress, now: 3_000_000_000) == nil)
        progress.disconnects = 3
        #expect(watch.violation(progress, now: 3_000_000_000)?.value == 5)
    }

    @Test("errors of the cell's earlier trials count, those of discarded and cut ones do not")
    func earlier() throws {
        let cell = Fixture.cell(trials: [
            Fixture.trial(discarded: true) { $0.errors = ["a": 9] },
            Fixture.trial { $0.errors = ["a": 1, "b": 1] },
            Fixture.trial(partial: true) { $0.errors = ["a": 9] },
        ])
        let rules = AbortRules([try Self.threshold("push.errors@10 <= 4")], start: 0)
        let watch = try #require(rules.watch(trial: 3, arm: "push", load: "10", cell: cell))
        #expect(watch.violation(Self.progress(errors: 2), now: 3_000_000_000) == nil)
        #expect(watch.violation(Self.progress(errors: 3), now: 3_000_000_000)?.value == 5)
    }

    @Test("nothing is watched for other cells, other figures and thresholds that do not abort")
    func unwatched() throws {
        for text in [
            "errors == 0 every 5s", "lost == 0", "push.errors / polling.errors < 2", "errors.timeout == 0",
        ] {
            #expect(
                AbortRules([try Self.threshold(text)], start: 0)
                    .watch(trial: 1, arm: "push", load: "10", cell: nil) == nil)
        }
        let rules = AbortRules(
            [try Self.threshold("push.errors@10 == 0"), try Self.threshold("errors == 0", aborts: false)],
            start: 0)
        #expect(rules.watch(trial: 1, arm: "push", load: "0", cell: nil) == nil)
        #expect(rules.watch(trial: 1, arm: "polling", load: "10", cell: nil) == nil)
        let watch = try #require(rules.watch(trial: 1, arm: "push", load: "10", cell: nil))
        // Before its load begins a trial has no instants to speak of.
        #expect(watch.violation(Self.progress(errors: 5, steadyStart: 0), now: 1) == nil)
        #expect(watch.violation(Self.progress(errors: 5), now: 1_000_000_000)?.second == -1)
    }

    @Test("a delay counts from the run's start")
    func delay() throws {
        let rules = AbortRules(
            [try Self.threshold("errors == 0", delay: 10_000_000_000)], start: 5_000_000_000)
        let watch = try #require(rules.watch(trial: 1, arm: "push", load: "10", cell: nil))
        #expect(watch.violation(Self.progress(errors: 5), now: 14_999_999_999) == nil)
        #expect(watch.violation(Self.progress(errors: 5), now: 15_000_000_000) != nil)
        let cells = [Fixture.cell { $0.errors = ["a": 1] }]
        #expect(rules.violation(cells, trial: 1, cell: "push@10", now: 14_999_999_999) == nil)
        #expect(rules.violation(cells, trial: 1, cell: "push@10", now: 15_000_000_000) != nil)
    }

    @Test(
        "after a trial, what has been measured decides, unless more trials could lift it",
        arguments: [
            ("updateLatency.p50 < 9ms", true), ("updateLatency.p50 < 10ms", false),
            ("updateLatency.p50 > 10ms", true), ("lost == 0", true), ("lost == 5", false),
            ("lost <= 1", true),
            ("messages > 1000", false), ("messages < 300", true), ("updates != 5000", false),
            ("push.traffic / polling.traffic < 2", false), ("updateLatency.p999 < 1ms", false),
            ("polling.updateLatency.p50 < 1ms", false),
        ] as [(String, Bool)])
    func afterTrial(text: String, ends: Bool) throws {
        let rules = AbortRules([try Self.threshold(text)], start: 0)
        let cells = [
            // Its only trial does not count yet.
            Fixture.cell("polling", trials: [Fixture.trial(discarded: true)]),
            Fixture.cell("push") {
                $0.lost = 2
                $0.messages = 400
            },
        ]
        let abort = rules.violation(cells, trial: 2, cell: "push@10", now: 1)
        #expect((abort != nil) == ends)
        if let abort {
            #expect(abort.second == nil && abort.value == nil)
            #expect(
                abort.description.hasPrefix("the threshold \(text) ended the run after trial 2 (push@10);"))
        }
    }
}
