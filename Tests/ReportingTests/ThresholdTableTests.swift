import Results
import Testing

@testable import Reporting

@Suite struct ThresholdTableTests {
    private static let results: [ThresholdResult] = [
        ThresholdResult(
            expression: "push.traffic / polling.traffic < 0.2", value: 0.0479, passed: true, limit: 0.2,
            unit: "",
            cell: "push@0.2 / polling@0.2", confidence95: [0.0461, 0.05]),
        ThresholdResult(
            expression: "push.deliveryLatency.p99 < 50ms every 5s", value: 61.52, passed: false, limit: 50,
            unit: "ms", cell: "push@10",
            windows: ThresholdResult.Windows(
                seconds: 5, checked: 12, failed: 2, undecided: 0,
                worst: ThresholdResult.Worst(trial: 4, second: 5, value: 61.52)),
            aborted: ThresholdResult.Abort(trial: 4, second: nil)),
        ThresholdResult(
            expression: "push.updateLatency.p99 < 1s", value: nil, passed: false,
            undecided: "p99 needs 1000 distinct events and there were 130", limit: 1_000, unit: "ms",
            cell: "push@0.2"),
        ThresholdResult(
            expression: "updateLatency.mean < 1s", value: nil, passed: false, limit: 1_000, unit: "ms",
            cell: "push@10", note: "3 of 600 samples never arrived"),
        ThresholdResult(
            expression: "push.lost@10 == 0", value: 3, passed: false, limit: 0, unit: "", cell: "push@10",
            byDefault: true),
        ThresholdResult(
            expression: "push.errors@10 == 0", value: 0, passed: true, limit: 0, unit: "", cell: "push@10",
            byDefault: true),
    ]

    private static var document: ResultsDocument {
        var document = SampleDocument.busyRun()
        document.thresholds = results
        return document
    }

    @Test("a terminal shows the scenario's thresholds and those that did not hold")
    func terminal() {
        let text: String = TerminalReport.render(Self.document, style: .plain)
        let expected = """
            Thresholds
            held       push.traffic / polling.traffic < 0.2      0.0479 (95 % 0.0461 to 0.0500)  push@0.2 / polling@0.2
            FAILED     push.deliveryLatency.p99 < 50ms every 5s                         61.5 ms  push@10, trial 4 at 5 s
            undecided  push.updateLatency.p99 < 1s                                            -  push@0.2
            FAILED     updateLatency.mean < 1s                                    without bound  push@10
            FAILED     push.lost@10 == 0                                                      3  push@10
            - push.deliveryLatency.p99 < 50ms every 5s: it ended the run after trial 4; 2 of 12 windows failed
            - push.updateLatency.p99 < 1s: undecided: p99 needs 1000 distinct events and there were 130
            - updateLatency.mean < 1s: 3 of 600 samples never arrived
            1 more, which every run has, held.

            Notes
            """
        #expect(text.contains(expected), "\(text.split(separator: "\n").filter { $0.contains("push.") })")
    }

    @Test("CI systems see failures as failures and what is undecided as errors, with where and why")
    func junit() {
        let cases: [JUnitCase] = JUnitReport.suites(Self.document).flatMap(\.cases)
        func outcome(_ start: String) -> JUnitCase.Outcome? {
            cases.first { $0.name.hasPrefix(start) }?.outcome
        }
        #expect(outcome("push.traffic") == .passed)
        #expect(
            outcome("push.deliveryLatency")
                == .failure(
                    type: "threshold",
                    message:
                        "push.deliveryLatency.p99 < 50ms every 5s did not hold: the value is 61.5 ms at push@10, "
                        + "trial 4 at 5 s",
                    text: """
                        threshold: push.deliveryLatency.p99 < 50ms every 5s
                        value: 61.5 ms
                        where: push@10, trial 4 at 5 s
                        push.deliveryLatency.p99 < 50ms every 5s: it ended the run after trial 4; 2 of 12 windows failed
                        """))
        let undecided: String = "p99 needs 1000 distinct events and there were 130"
        #expect(
            outcome("push.updateLatency.p99")
                == .error(
                    type: "undecided", message: "push.updateLatency.p99 < 1s is undecided: \(undecided)",
                    text: """
                        threshold: push.updateLatency.p99 < 1s
                        value: not known
                        where: push@0.2
                        push.updateLatency.p99 < 1s: undecided: \(undecided)
                        """))
    }

    @Test("a pull request is told where, and why not")
    func pullRequest() {
        let text: String = PullRequestReport.render(Self.document)
        let expected = """
            **4 of 6 thresholds did not hold:**

            - `push.deliveryLatency.p99 < 50ms every 5s`: 61.5 ms at push@10, trial 4 at 5 s
            - `push.updateLatency.p99 < 1s`: undecided, p99 needs 1000 distinct events and there were 130
            - `updateLatency.mean < 1s`: without bound at push@10
            - 1 more are below.
            """
        #expect(text.contains(expected), "\(text.prefix(2_000))")
    }

    @Test("a report has a row for each, and what a value does not say under them")
    func markdown() {
        let text: String = MarkdownReport.render(Self.document)
        let expected = """
            ## Thresholds

            | threshold | measured | where |  |
            |---|---:|---|---|
            | `push.traffic / polling.traffic < 0.2` | 0.0479 (95 % 0.0461 to 0.0500) | push@0.2 / polling@0.2 | held |
            | `push.deliveryLatency.p99 < 50ms every 5s` | 61.5 ms | push@10, trial 4 at 5 s | **failed** |
            | `push.updateLatency.p99 < 1s` | - | push@0.2 | **undecided** |
            | `updateLatency.mean < 1s` | without bound | push@10 | **failed** |
            | `push.lost@10 == 0` | 3 | push@10 | **failed** |
            | `push.errors@10 == 0` | 0 | push@10 | held |

            - push.deliveryLatency.p99 &lt; 50ms every 5s: it ended the run after trial 4; 2 of 12 windows failed
            - push.updateLatency.p99 &lt; 1s: undecided: p99 needs 1000 distinct events and there were 130
            - updateLatency.mean &lt; 1s: 3 of 600 samples never arrived
            """
        #expect(text.contains(expected), "\(text.split(separator: "\n").filter { $0.contains("push.") })")
    }
}
