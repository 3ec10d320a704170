import Foundation
import Results
import Testing

@testable import Reporting

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A report with every verdict.
private let sample: ClaimsReport = {
    var report = ClaimsReport(
        name: "mine", description: "Of <somebody>.", runId: "r", startedAt: "2026-11-23T10:00:00Z",
        quick: true,
        target: "flask")
    func result(
        _ id: String, _ verdict: ClaimVerdict, unit: String, _ stated: String, _ measured: Double?,
        _ interval: [Double]?, baseline: String? = nil
    ) {
        var result = ClaimResult(
            id: id, claim: id, title: "Title of \(id)", source: "a <report>", verdict: verdict,
            why: "for it is so")
        result.quantity = "updateLatency.mean"
        result.unit = unit
        result.test = "calm"
        result.arm = "push"
        result.baseline = baseline
        result.load = "10"
        result.clients = 1_500
        result.statedText = stated
        result.relation = "about"
        result.margin = 0.1
        result.measured = measured
        result.confidence95 = interval
        result.values = interval ?? []
        report.claims.append(result)
    }
    result("one", .reproduced, unit: "ms", "25ms", 25.04, [24, 26])
    result("two", .betterThanClaimed, unit: "change", "-90%", -0.95, [-0.96, -0.94], baseline: "polling")
    result("three", .notReproduced, unit: "bytes/client/h", "360kB", 3.6e6, [3.5e6, 3.7e6])
    result("four", .cannotTell, unit: "%", "2%", nil, nil)
    report.claims[3].claim = "one"
    report.claims[3].quantity = "lost"
    report.claims.append(
        ClaimResult(
            id: "five", claim: "five", title: "Instant", source: "a report", verdict: .notTestable,
            why: "no number"))
    report.tests = [
        ClaimTestRecord(
            name: "calm", scenario: "claims/calm.yaml", folder: "calm", trials: 6, verdict: .pass, ended: nil),
        ClaimTestRecord(
            name: "soak", scenario: "claims/soak.yaml", folder: nil, trials: 0, verdict: nil,
            ended: "left out"),
    ]
    report.claims.append(
        ClaimResult(
            id: "six", claim: "six", title: "Long", source: "a report", verdict: .notTested,
            why: "left out"))
    report.explanations = [
        ClaimExplanation(
            kind: "breakEven", test: "calm", text: "they meet at 4 events a second", values: [:]),
        ClaimExplanation(
            kind: "batchDelay", test: "calm", text: "push@10: of a mean update latency of 50 ms",
            values: [
                "updateLatencyMs": 50, "serverDelayMs": 40, "share": 0.8, "task_update.measuredMs": 42,
                "task_update.replayedMs": 41, "task_update.predictedMs": 60,
            ]),
    ]
    report.claims[2].bounds = ClaimBounds(atLeast: 500, atMost: nil)
    report.tests.append(
        ClaimTestRecord(
            name: "edge", kind: .search, scenario: "claims/edge.yaml", folder: "edge-push", trials: 9,
            verdict: nil, ended: nil))
    return report
}()

@Suite struct ClaimsReportingTests {
    @Test("the terminal has a row a stated value, its verdict and the reason")
    func text() {
        let text: String = ClaimsText.render(sample, style: .plain)
        #expect(
            text.contains(
                "6 stated values: 1 reproduced, 1 better than claimed, 1 not reproduced, 1 cannot tell, 1 not tested, 1 "
                    + "not testable here") || text.replacing("\n", with: " ").contains("1 not testable here"))
        #expect(text.contains("Quick form"))
        #expect(text.contains("Tested on the target flask."))
        #expect(text.contains("25.0 ms"))
        #expect(text.contains("-95 %"))
        #expect(text.contains("-96 % to -94 %"))
        #expect(text.contains("push against polling"))
        #expect(text.contains("push, updateLatency.mean"))
        #expect(text.contains("push, lost"))
        #expect(text.contains("500 B/client/h or more"))
        #expect(text.contains("four: cannot tell: for it is so"))
        #expect(text.contains("they meet at 4 events a second"))
    }

    @Test("an incomplete report says so in every rendering, and what is missing in it")
    func incomplete() {
        #expect(!ClaimsText.render(sample, style: .plain).contains("ncomplete"))
        var report: ClaimsReport = sample
        report.partial = true
        report.tests[1].missing = true
        report.tests[1].ended = "its test was not run"
        let sentence =
            "Incomplete: not everything that was planned came to its end (soak: its test was not run)."
        #expect(ClaimsText.render(report, style: .plain).replacing("\n", with: " ").contains(sentence))
        #expect(ClaimsMarkdown.render(report).contains(sentence))
        #expect(ClaimsPage.render(report).contains(sentence))
        // Nothing was left out on purpose.
        #expect(!ClaimsMarkdown.render(report).contains("longest tests left out"))
        #expect(ClaimsMarkdown.render(sample).contains("longest tests left out"))
    }

    @Test("Markdown escapes what comes from outside, and links the tests' reports")
    func markdown() {
        let text: String = ClaimsMarkdown.render(sample)
        #expect(text.hasPrefix("# Claims: mine\n"))
        #expect(text.contains("Of &lt;somebody>."))
        #expect(text.contains("| `one` | reproduced | for it is so | a &lt;report> |"))
        #expect(text.contains("[report](calm/report.html)"))
        #expect(text.contains("[report](edge-push/capacity.html)"))
        #expect(text.contains("| calm: push@10 | all updates | 50.0 ms | 40.0 ms | 80 % | - | - |"))
        #expect(text.contains("| calm: push@10 | task_update | - | 42.0 ms | - | 41.0 ms | 60.0 ms |"))
        #expect(!text.contains("soak/report.html"))
        #expect(text.contains("| soak | claims/soak.yaml | 0 | left out |"))
        #expect(text.hasSuffix("\n"))
    }

    @Test("the page is well-formed, holds every verdict, and takes nothing for markup that is none")
    func page() throws {
        let html: String = ClaimsPage.render(sample)
        let parser = XMLParser(data: Data(html.utf8))
        #expect(parser.parse(), "\(String(describing: parser.parserError)) at \(parser.lineNumber)")
        for verdict in ClaimVerdict.allCases { #expect(html.contains(ClaimTables.word(verdict))) }
        #expect(html.contains("a &lt;report&gt;"))
        #expect(html.contains("href=\"calm/report.html\""))
        #expect(html.contains("they meet at 4 events a second"))
        #expect(html.contains("href=\"edge-push/capacity.html\""))
        #expect(html.contains("href=\"#windows\""))
    }
}
