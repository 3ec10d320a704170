import Foundation
import FoundationXML
import Results
import TestSupport
import Testing

@testable import Reporting

@Suite("Trends as a page") struct TrendPageTests {
    /// A step of a quarter after eight runs, in runs whose commits hold what a page must not take for markup.
    private func page(unit: String = "", baseline: String? = "polling") throws -> String {
        let values: [Double] = [
            2.0, 2.02, 1.98, 2.01, 1.99, 2.0, 2.03, 1.97, 2.5, 2.52, 2.48, 2.51, 2.49, 2.5,
        ]
        let points: [MetricTrend.Point] = values.enumerated().map { index, value in
            var run = RunSummary(SampleDocument.empty(), folder: nil)
            run.runId = "<b>run\(index)</b>"
            run.startedAt = String(format: "2026-11-%02dT08:00:00Z", index + 1)
            return MetricTrend.Point(
                run: run, value: value, confidence95: index == 3 ? [1.9, 2.1] : nil)
        }
        let trend = MetricTrend(
            metric: "traffic", unit: unit, arm: "push", baseline: baseline, load: "10", points: points)
        let few = MetricTrend(
            metric: "traffic", unit: unit, arm: "other", baseline: baseline, load: "10",
            points: Array(points.prefix(1)))
        return TrendPage.render([try TrendFinding(trend), try TrendFinding(few)], scenario: "a & b")
    }

    @Test("is well-formed, and says the change and every run")
    func content() throws {
        let page = try page()
        #expect(XMLParser(data: Data(page.utf8)).parse())
        #expect(page.contains("one change of level"))
        #expect(page.contains("2.00 -&gt; 2.50, 25 % higher"))
        #expect(page.contains("&lt;b&gt;run13&lt;/b&gt;") && !page.contains("<b>run"))
        #expect(page.contains("too few runs to look for a change"))
        #expect(page.components(separatedBy: "<svg").count == 3)
        // One mark, and three points of levels: the two levels are two lines.
        #expect(page.components(separatedBy: "class=\"mark\"").count == 2)
        #expect(page.components(separatedBy: "class=\"line series-2\"").count == 3)
    }

    @Test(
        "a browser shows it without a word of complaint", .timeLimit(.minutes(2)))
    func browser() async throws {
        let folder: URL = FileManager.default.temporaryDirectory
            .appendingPathComponent("trend-page-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let pages: [(String, String)] = [
            ("ratios", try page()), ("values", try page(unit: "bytes/client/h", baseline: nil)),
        ]
        var files: [String] = []
        for (name, text) in pages {
            let file: URL = folder.appendingPathComponent("\(name).html")
            try Data(text.utf8).write(to: file)
            files.append(file.path)
        }
        let defects: String = try await PythonPeer.output(
            of: "report_browser.py", arguments: files, within: 100)
        #expect(defects.isEmpty, "\(defects)")
    }
}
