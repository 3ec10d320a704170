import Testing

@testable import Scenarios

private let arms = """
    arms: [{name: polling, transport: interval-polling}, {name: push, transport: websocket}]
    load: {tasks-per-second: [0, 10]}

    """

@Suite struct ThresholdScenarioTests {
    @Test("a scenario lists conditions, as text or with what happens when they are violated")
    func list() throws {
        let text =
            arms + """
                thresholds:
                  - push.updateLatency.p50 < 100ms
                  - {check: lost == 0, abort: true, delay-abort: 10s}
                  - check: "push.errors@10 <= 3"
                    abort: false
                """
        let scenario = try ScenarioReader.parse(Array(text.utf8), file: "x")
        #expect(
            scenario.thresholds.map(\.expression.description) == [
                "push.updateLatency.p50 < 100ms", "lost == 0", "push.errors@10 <= 3",
            ])
        #expect(scenario.thresholds.map(\.aborts) == [false, true, false])
        #expect(scenario.thresholds.map(\.abortDelay) == [0, 10_000_000_000, 0])
        #expect(try ScenarioReader.parse(Array(arms.utf8), file: "x").thresholds.isEmpty)
    }

    @Test(
        "windows that hold too few samples are foretold",
        arguments: [
            // 100 clients see six events of each of 10 tasks a second: 6,000 samples a second, none when idle.
            ("push.updateLatency.p99@10 < 1s every 1s", nil),
            (
                "push.updateLatency.p50 < 1s every 2s",
                "updateLatency.p50 of a window needs 20.0 samples and the tasks of @0 make about 0.0"
            ),
            ("lost == 0 every 1s", nil),
        ] as [(String, String?)])
    func windowForecast(text: String, doubt: String?) throws {
        let yaml = "clients: 100\n" + arms + "thresholds: [\(text)]"
        let scenario = try ScenarioReader.parse(Array(yaml.utf8), file: "x")
        let expression = try #require(scenario.thresholds.first).expression
        #expect(ThresholdForecast.doubt(expression, in: scenario) { "\($0)" } == doubt)
        var few = scenario
        few.clients = 1
        let busy = try ThresholdParser.parse("push.updateLatency.p99@10 < 1s every 2s")
        #expect(
            ThresholdForecast.doubt(busy, in: few) { "\($0)" }
                == "updateLatency.p99 of a window needs 1000.0 samples and the tasks of @10 make about 120.0")
    }

    @Test("a condition may be a block of text, which ends with the end of a line")
    func blocks() throws {
        let text = arms + "thresholds:\n  - |\n    lost == 0\n  - >\n    errors ==\n    0\n"
        let scenario = try ScenarioReader.parse(Array(text.utf8), file: "x")
        #expect(scenario.thresholds.map(\.expression.description) == ["lost == 0", "errors == 0"])
    }

    @Test(
        "what is wrong stands at its character",
        arguments: [
            BadScenario(
                arms + "thresholds:\n  - push.trafik < 5kB",
                "x:4:10: `thresholds[0]`: `trafik` is no figure; did you mean `traffic`?",
                "    push.trafik < 5kB", "         ^^^^^^"),
            BadScenario(
                arms + "thresholds:\n  - lost == 0\n  - check: 'push.lost@7 == 0'",
                "x:5:22: `thresholds[1].check`: `7` is no load point; write one of 0, 10",
                "    push.lost@7 == 0", "             ^^"),
            BadScenario(
                arms + "thresholds: [lost = 0, errors == 0]",
                "x:3:19: `thresholds[0]`: `=` is no comparison; write ==", "    lost = 0", "         ^"),
            BadScenario(
                arms + "thresholds:\n  - \"push.\\u0074rafik < 5kB\"",
                "x:4:5: `thresholds[0]`: `trafik` is no figure; did you mean `traffic`?",
                "    push.trafik < 5kB", "         ^^^^^^"),
            BadScenario(
                arms + "thresholds:\n  - >\n    push.lost ==\n    many",
                "x:4:5: `thresholds[0]`: `many` stands where the limit has to be; write a number such as 0; two "
                    + "figures are divided: push.traffic / polling.traffic < 1",
                "    push.lost == many", "                 ^^^^"),
            BadScenario(
                arms + "thresholds: lost == 0",
                "x:3:13: `thresholds` is no list of conditions; write one `- push.updateLatency.p50 < 100ms` a "
                    + "condition"),
            BadScenario(
                arms + "thresholds:\n  - {abort: true}",
                "x:4:5: `thresholds[0].check` is missing; give a condition such as lost == 0"),
            BadScenario(
                arms + "thresholds:\n  - {check: lost == 0, abort: yes}",
                "x:4:31: `thresholds[0].abort` is `yes`; write one of true, false"),
            BadScenario(
                arms + "thresholds:\n  - {check: lost == 0, delay-abort: 5s}",
                "x:4:37: `thresholds[0].delay-abort` delays nothing without `abort: true`; add it, or remove this"
            ),
            BadScenario(
                arms + "thresholds:\n  - {chek: lost == 0}",
                "x:4:5: `thresholds[0].check` is missing; give a condition such as lost == 0",
                "x:4:6: unknown key `chek` in `thresholds[0]`; did you mean `check`?"),
            BadScenario(
                arms + "thresholds:\n  - [lost == 0]",
                "x:4:5: `thresholds[0]` is a list; write a condition such as push.updateLatency.p50 < 100ms"),
        ])
    func problems(bad: BadScenario) {
        do {
            _ = try ScenarioReader.parse(Array(bad.text.utf8), file: "x")
            Issue.record("was read")
        } catch {
            let lines: [String] = "\(error)".split(separator: "\n").map(String.init)
            #expect(lines.filter { !$0.hasSuffix("problems:") } == bad.lines)
        }
    }

    @Test("names are not looked up among arms that could not be read")
    func brokenArms() {
        let text = "arms: [{name: push, transport: websockets}]\nthresholds: [push.lost == 0]"
        #expect(throws: ScenarioError.self) { try ScenarioReader.parse(Array(text.utf8), file: "x") }
        do { _ = try ScenarioReader.parse(Array(text.utf8), file: "x") } catch {
            #expect(error.problems.count == 1)
        }
    }

    @Test("the command line adds conditions, and can leave the file's out")
    func overrides() throws {
        let text = arms + "phases: {steady: 20s}\nthresholds: [push.deliveryLatency.p99 < 1s every 10s]"
        let scenario = try ScenarioReader.parse(Array(text.utf8), file: "x")
        var overrides = ScenarioOverrides()
        overrides.thresholds = ["push.lost@10 == 0", "errors <= 3"]
        #expect(
            try scenario.applying(overrides).thresholds.map(\.expression.description) == [
                "push.deliveryLatency.p99 < 1s every 10s", "push.lost@10 == 0", "errors <= 3",
            ])
        overrides.dropsThresholds = true
        #expect(try scenario.applying(overrides).thresholds.count == 2)
        overrides.thresholds = ["push.lost@7 == 0"]
        do {
            _ = try scenario.applying(overrides)
            Issue.record("was taken")
        } catch {
            #expect(
                "\(error)" == """
                    --threshold: `7` is no load point; write one of 0, 10
                        push.lost@7 == 0
                                 ^^
                    """)
        }
        do {
            _ = try scenario.applying(ScenarioOverrides(steady: "5s"))
            Issue.record("was taken")
        } catch {
            #expect(
                "\(error)"
                    == "--steady: `every` is 10s, longer than the steady state (5s); change the steady "
                    + "state, or the threshold's `every`")
        }
    }
}
