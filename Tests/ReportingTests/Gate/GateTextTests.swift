import Results
import Testing

@testable import Reporting

@Suite("What a gate says")
struct GateTextTests {
    private func report(_ verdict: GateVerdict, _ state: GateMetric.State, change: Double) -> GateReport {
        var report = GateReport(
            mode: .compare, scenario: "gate", runId: "run", startedAt: "2026-11-23T03:00:00Z", seed: 1,
            environment: SampleDocument.empty().environment, base: GateSide(command: ["old"]),
            head: GateSide(command: ["new"]),
            rule: GateRuleRecord(
                smallestEffect: 0.05, alpha: 0.01, settledConfidence: 0.99, maxPairs: 20,
                looks: [6, 9, 12, 16, 20], maxSeconds: 360))
        report.verdict = verdict
        var cpu = GateMetric(name: "cpu", title: "CPU per message", unit: "us", role: .primary, share: 0.5)
        cpu.verdict = state
        cpu.base = 8
        cpu.head = 8 * (1 + change)
        cpu.change = change
        cpu.lower = change - 0.04
        cpu.upper = change + 0.04
        cpu.settledUpper = change + 0.03
        var latency = GateMetric(
            name: "p50", title: "update latency p50", unit: "ms", role: .beside, share: 0.25)
        latency.verdict = .noDifference
        latency.change = 0.001
        report.metrics = [cpu, latency]
        report.looks = [
            GateLookRecord(
                pairs: 9,
                metrics: [
                    .init(
                        name: "cpu", change: change, t: 3, critical: 4, lower: change - 0.04,
                        upper: change + 0.04, settledUpper: change + 0.03, state: state)
                ])
        ]
        let trial = GateTrial(
            values: ["cpu": 8, "p50": 60], defects: 0, serverCPUPercent: 81, generatorCPUPercent: 60)
        report.pairs = [GatePair(number: 0, baseFirst: true, base: trial, head: trial)]
        report.seconds = 95
        return report
    }

    @Test("begins with the verdict and the metric that made it")
    func sentences() {
        #expect(
            GateSentence(report(.regressed, .regressed, change: 0.104)).text
                == "Regressed: CPU per message grew by 10.4 % (at least 6.4 %), from 8.00 µs to 8.83 µs (9 pairs, "
                + "1 min 35 s)")
        #expect(
            GateSentence(report(.noDifference, .noDifference, change: 0.003)).text
                == "No difference of 5 % or more: CPU per message +0.3 %, at most +3.3 % (9 pairs, 1 min 35 s)"
        )
        #expect(
            GateSentence(report(.improved, .improved, change: -0.2)).text
                == "Improved: CPU per message fell by 20 % (at least 16 %), from 8.00 µs to 6.40 µs; nothing grew by "
                + "5 % or more (9 pairs, 1 min 35 s)")
    }

    @Test("names the pairs that would tell when it cannot, and the time they take")
    func cannotTell() {
        // 9 pairs took 95 s, and a gate may take 360: 34 take 1.1 x 34 x 10.6 s = 395 s.
        var undecided = report(.cannotTell, .open, change: 0.03)
        undecided.pairs = Array(repeating: undecided.pairs[0], count: 9)
        undecided.metrics[0].pairsNeeded = 34
        #expect(
            GateSentence(undecided).text.contains("about 34 pairs would tell (--max-pairs 34 --max-time 7m)"))
        undecided.metrics[0].pairsNeeded = 25
        #expect(GateSentence(undecided).text.contains("about 25 pairs would tell (--max-pairs 25) ("))
        undecided.metrics[0].pairsNeeded = 15
        #expect(GateSentence(undecided).text.contains("about 15 pairs would tell (9 pairs"))
        undecided.seconds = 300
        // More than it may run already, at a speed at which it would not get there.
        #expect(GateSentence(undecided).text.contains("about 15 pairs would tell (--max-time 13m)"))
        undecided.rule.maxSeconds = nil
        #expect(GateSentence(undecided).text.contains("about 15 pairs would tell (9 pairs"))
        undecided.reasons = ["it ran out of time after 9 of 20 pairs (--max-time)"]
        #expect(GateSentence(undecided).text.hasPrefix("Cannot tell: it ran out of time"))
    }

    @Test("metrics beside that are too noisy are not passed over")
    func unsettled() {
        var noisy = report(.noDifference, .noDifference, change: 0.003)
        noisy.metrics[1].verdict = .open
        noisy.metrics[1].settledUpper = 0.08
        #expect(
            GateSentence(noisy).text.contains(
                "; update latency p50 (+0.1 %, at most +8.0 %) is too noisy here to tell (9 pairs"))
        var memory = noisy.metrics[1]
        memory.title = "memory"
        noisy.metrics.append(memory)
        #expect(
            GateSentence(noisy).text.contains(
                "; update latency p50 (+0.1 %, at most +8.0 %) and memory (+0.1 %, at most +8.0 %) are too noisy here"
            ))
    }

    @Test("stands above the figures on a screen and in Markdown, and columns stay apart")
    func rendered() {
        let text = GateText.render(report(.regressed, .regressed, change: 0.104), style: .plain)
        #expect(text.hasPrefix("Regressed: CPU per message"))
        #expect(text.contains("CPU per message *"))
        let markdown = GateMarkdown.render(report(.regressed, .regressed, change: 0.104))
        #expect(markdown.hasPrefix("# Gate: gate\n\n**Regressed**: "))
        #expect(markdown.contains("<details><summary>Looks</summary>"))
        #expect(markdown.contains("- head: `new`"))
    }

    @Test("tells the load of its trials; an older document does not know it")
    func loaded() {
        var told = report(.noDifference, .noDifference, change: 0.003)
        #expect(GateMarkdown.render(told).contains("\nThe server used up to 81 % of its CPU."))
        told.transport = "websocket"
        told.clients = 1_200
        told.load = LoadPoint(tasksPerSecond: 80)
        let sentence = "With 1,200 websocket clients at 80 tasks/s the server used up to 81 % of its CPU."
        #expect(GateMarkdown.render(told).contains(sentence))
    }

    @Test("warns where the server was so busy that a slowdown looks smaller than it is")
    func crowded() {
        var busy = report(.noDifference, .noDifference, change: 0.003)
        let advice = "Take fewer clients (--clients)."
        // 81 % on average, then 75 %.
        #expect(GateText.render(busy, style: .plain).contains("At 81 % of its CPU on average"))
        #expect(GateMarkdown.render(busy).contains(advice))
        busy.pairs.append(busy.pairs[0])
        for place in busy.pairs.indices {
            busy.pairs[place].base.serverCPUPercent = 50
            busy.pairs[place].head.serverCPUPercent = place == 0 ? 81 : 69
        }
        #expect(!GateMarkdown.render(busy).contains(advice))
        busy.pairs[1].head.serverCPUPercent = 69.5
        #expect(GateMarkdown.render(busy).contains(advice))
    }

    @Test("is a test case a metric for other tools: one that regressed fails, an undecided gate is an error")
    func junit() {
        let regressed = GateJUnit.render(report(.regressed, .regressed, change: 0.104))
        #expect(regressed.contains("tests=\"4\" failures=\"1\" errors=\"0\""))
        #expect(regressed.contains("<failure type=\"regressed\" message=\"CPU per message grew by 10.4 %"))
        let undecided = GateJUnit.render(report(.cannotTell, .open, change: 0.03))
        #expect(undecided.contains("tests=\"4\" failures=\"0\" errors=\"1\""))
    }

    @Test("that rests on what the head lost alone is a failure for other tools, too")
    func junitLosses() {
        var lossy = report(.regressed, .noDifference, change: 0.003)
        lossy.pairs[0].head.defects = 3
        lossy.reasons = ["the head has 3 defects, the base none"]
        let text = GateJUnit.render(lossy)
        #expect(text.contains("failures=\"1\" errors=\"0\""), "\(text)")
        #expect(
            text.contains("<failure type=\"regressed\" message=\"the head has 3 defects, the base none\""))
    }

    @Test("a look is one line")
    func look() {
        #expect(
            GateText.look(report(.cannotTell, .open, change: 0.03))
                == "look at 9 pairs: CPU per message +3.0 % (open): goes on to 12")
    }

    @Test("of a build against itself it says what the machine would see")
    func null() {
        var null = report(.noDifference, .noDifference, change: 0.003)
        null.mode = .null
        null.metrics[0].detectable = 0.062
        #expect(GateText.render(null, style: .plain).contains("in 80 of 100 gates: CPU per message +6.2 %"))
    }
}
