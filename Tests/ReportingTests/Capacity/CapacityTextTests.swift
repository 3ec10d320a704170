import Foundation
import Results
import Testing

@testable import Reporting

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("A capacity search told to people") struct CapacityTextTests {
    /// Rendered, its lines joined by single blanks.
    private func text(_ report: CapacityReport) -> String {
        CapacityText.render(report, style: .plain).split(whereSeparator: \.isWhitespace).joined(
            separator: " ")
    }

    @Test("begins with the answer, and has the edge, models, costs and the plan below it")
    func found() {
        let text = text(CapacitySample.report())
        #expect(
            text.hasPrefix(
                "1,200 clients at 10 tasks/s hold `push.deliveryLatency.p99 < 50ms`: all of 5 fresh trials there did."
            ))
        #expect(text.contains("push.deliveryLatency.p99 < 50ms 44.0 ms 41.0 ms to 47.2 ms 5"))
        #expect(text.contains("fan-out s, CPU of a send 8.80 µs 8.40 µs to 9.20 µs"))
        #expect(text.contains("b, burstiness of messages 1.20 0.400 and more"))
        #expect(
            text.contains(
                "The fan-out model puts `push.deliveryLatency.p99 < 50ms` at 1,310 clients (95 %: 1,250 to 1,380); the search "
                    + "confirmed 1,200."))
        #expect(text.contains("says nothing beyond 4,500 clients"))
        #expect(text.contains("memory per client 8.00 kB 7.50 kB to 8.50 kB"))
        #expect(text.contains("1,000,000 1,192"))
        #expect(text.contains("assumes that - one server carries 1200 clients"))
    }

    @Test("says what ended the search where that was not the server")
    func atLeast() {
        let text = text(CapacitySample.report(.atLeast, reason: "12346 clients need descriptors"))
        #expect(text.hasPrefix("At least 1,200 clients at 10 tasks/s hold"))
        #expect(text.contains("It was not the server that ended the search: 12346 clients need descriptors."))
    }

    @Test(
        "says whether what was asked for is there",
        arguments: [
            (CapacityAnswer.Kind.found, 1_200.0, "The 1,200 clients asked for are there."),
            (.found, 1_201, "The 1,201 clients asked for are not there."),
            (.atLeast, 1_000, "The 1,000 clients asked for are there."),
            (.atLeast, 1_300, "The 1,300 clients asked for: the search cannot tell whether they are there."),
            (.none, 10, "The 10 clients asked for are not there."),
            (.stopped, 10, "The 10 clients asked for: the search cannot tell whether they are there."),
        ])
    func need(kind: CapacityAnswer.Kind, need: Double, sentence: String) {
        var report = CapacitySample.report(kind, reason: "x")
        report.need = need
        #expect(text(report).contains(sentence))
        #expect(CapacityMarkdown.render(report).contains(sentence))
        #expect(CapacityPage.render(report).contains(sentence))
    }

    @Test("names no load that was not confirmed as an answer")
    func others() {
        let stopped = text(CapacitySample.report(.stopped, reason: "interrupted"))
        #expect(
            stopped.hasPrefix("Cannot tell: the search ended early (interrupted); until then 1,200 clients"))
        #expect(stopped.contains("held in a single trial, unconfirmed."))
        #expect(text(CapacitySample.report(.none)).hasPrefix("No load holds"))
        #expect(
            text(CapacitySample.report(.unknown, reason: "the generator was saturated"))
                .hasPrefix(
                    "Cannot tell: no trial told anything about the server: the generator was saturated."))
    }

    @Test("a trial in a line says what was measured and why it did not hold")
    func line() {
        let report = CapacitySample.report()
        #expect(
            CapacityText.line(report.trials[2], report)
                == "1,600 clients at 10 tasks/s: failed, push.deliveryLatency.p99 190 ms (threshold "
                + "push.deliveryLatency.p99 < 50ms: measured 190.0 ms)")
    }

    @Test("Markdown holds every trial and breaks on no name")
    func markdown() {
        let text = CapacityMarkdown.render(CapacitySample.report())
        #expect(text.hasPrefix("# Capacity: fan\\|out\n\n**1,200 clients at 10 tasks/s** hold"))
        #expect(text.contains("| 3 | 1,600 clients at 10 tasks/s | approach | failed | 190 ms |"))
        #expect(text.contains("| 400 | 4.00 ms | 4.20 ms |"))
        #expect(text.hasSuffix("\n") && !text.contains("\n\n\n"))
        for kind in [CapacityAnswer.Kind.none, .unknown, .stopped] {
            #expect(
                CapacityMarkdown.render(CapacitySample.report(kind, reason: "x")).contains("## ") == false)
        }
    }

    @Test("the page is well-formed and draws every trial against the limit")
    func page() throws {
        for kind in [CapacityAnswer.Kind.found, .atLeast, .none, .unknown, .stopped] {
            let html = CapacityPage.render(CapacitySample.report(kind, reason: "<b>&"))
            let parser = XMLParser(data: Data(html.utf8))
            #expect(parser.parse(), "\(String(describing: parser.parserError))")
            #expect(!html.contains("<b>"))
        }
        let html = CapacityPage.render(CapacitySample.report())
        // Three of a legend and all trials; one of a legend and the fitted ones of each model.
        let full: Int = html.components(separatedBy: "<path class=\"point series-").count - 1
        #expect(full == 3 + 12 + 1 + 2 + 1 + 4)
        #expect(html.contains("class=\"line series-2\""))
        #expect(html.components(separatedBy: "<path class=\"point hollow series-").count - 1 > 6)
        #expect(html.components(separatedBy: "<summary>The numbers</summary>").count - 1 == 4)
        #expect(html.contains("<path class=\"band outer series-2\""))
        #expect(html.contains("At the edge") && html.contains("The plan"))
        #expect(html.contains("Content-Security-Policy"))
    }
}
