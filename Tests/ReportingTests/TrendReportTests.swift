import Foundation
import Results
import Testing

@testable import Reporting

@Suite("A metric from run to run") struct TrendReportTests {
    /// A run a day, each of a commit of its own.
    private func trend(
        _ values: [Double], baseline: String? = "polling", hash: (Int) -> String = { _ in "aa" }
    ) -> MetricTrend {
        let points: [MetricTrend.Point] = values.enumerated().map { index, value in
            let day: String = String(format: "%02d", index + 1)
            var run = RunSummary(SampleDocument.empty(), folder: nil)
            run.runId = "run\(day)"
            run.startedAt = "2026-11-\(day)T08:00:00Z"
            run.origin.commit = String(repeating: day, count: 20)
            run.origin.scenarioHash = hash(index)
            return MetricTrend.Point(run: run, value: value)
        }
        return MetricTrend(
            metric: "traffic", unit: baseline == nil ? "bytes/client/h" : "", arm: "push",
            baseline: baseline, load: "10", points: points)
    }

    /// The report, its lines joined by single blanks.
    private func text(_ finding: TrendFinding) -> String {
        TrendReport.render([finding]).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private let step: [Double] = [
        2.0, 2.02, 1.98, 2.01, 1.99, 2.0, 2.03, 1.97, 2.5, 2.52, 2.48, 2.51, 2.49, 2.5,
    ]

    @Test("a change is named by the commits on either side, its size and its confidence")
    func change() throws {
        let finding = try TrendFinding(trend(step))
        #expect(finding.changes.map(\.index) == [8])
        let text = text(finding)
        #expect(text.contains("push/polling traffic@10 14 runs, 2026-11-01 08:00 to 2026-11-14 08:00"))
        #expect(
            text.contains(
                "1. between commit 0808080808 (2026-11-08 08:00) and commit 0909090909 (2026-11-09 08:00):"))
        #expect(text.contains("2.00 -> 2.50, 25 % higher"))
        #expect(text.contains("confidence over 99.9999999 %"))
        #expect(text.contains("▲1"))
    }

    @Test("the mark stands below the first run of the new level")
    func mark() throws {
        let lines = TrendChart(values: step, changes: [8], label: { "\($0)" }).lines()
        func column(_ line: String?, _ character: Character) throws -> Int {
            let characters: [Character] = Array(try #require(line))
            return try #require(characters.firstIndex(of: character))
        }
        // 14 runs stand two columns apart, right of the axis.
        #expect(try column(lines.last, "▲") == column(lines.first, "┤") + 1 + 2 * 8)
        #expect(lines.count == 8)
    }

    @Test("a level that holds says so, and few runs say how many it takes")
    func none() throws {
        let flat = try TrendFinding(trend(Array(step.prefix(8)) + [2.01, 1.99, 2.0]))
        #expect(TrendReport.render([flat]).contains("no change of level"))
        let few = try TrendFinding(trend(Array(step.prefix(3))))
        #expect(TrendReport.render([few]).contains("too few runs to look for a change: it takes 10"))
        let one = try TrendFinding(trend([2]))
        #expect(TrendReport.render([one]).contains("1 run, 2026-11-01 08:00"))
    }

    @Test("a page's heading calls few runs too few, not unchanged")
    func heading() throws {
        func heading(_ values: [Double]) throws -> String {
            TrendPageView([try TrendFinding(trend(values))], scenario: "s").heading
        }
        #expect(try heading([1, 1]) == "traffic, run by run: too few runs to look for a change")
        #expect(try heading([Double](repeating: 1, count: 10)) == "traffic, run by run: no change of level")
        #expect(try heading(step) == "traffic, run by run: one change of level")
    }

    @Test(
        "values whose difference or sum overflows are drawn all the same",
        arguments: [[-1.7e308, 1.7e308], [Double](repeating: 1.7e308, count: 200) + [-1.7e308]])
    func huge(values: [Double]) throws {
        let finding = try TrendFinding(trend(values, baseline: nil))
        #expect(text(finding).contains("\(values.count) runs"))
        #expect(TrendPage.render([finding], scenario: "s").contains("<svg"))
    }

    @Test("a change of the scenario is pointed out")
    func scenario() throws {
        let finding = try TrendFinding(trend(step, hash: { $0 < 8 ? "aa" : "bb" }))
        #expect(finding.remarks.count == 1)
        #expect(finding.remarks[0].contains("run09"))
    }

    @Test("counts of zero are compared by difference")
    func zeros() throws {
        let finding = try TrendFinding(trend([0, 0, 0, 0, 0, 0, 5, 5, 5, 5, 5], baseline: nil))
        #expect(finding.changes.map(\.index) == [6])
        #expect(text(finding).contains("0 B/client/h -> 5 B/client/h;"))
    }

    @Test("hundreds of runs fit a terminal", arguments: [1, 36, 37, 72, 73, 500])
    func width(runs: Int) throws {
        let values: [Double] = (0..<runs).map { 1 + 0.1 * Double($0 % 7) }
        let chart = TrendChart(values: values, changes: [runs - 1], label: { "\($0)" })
        for line in chart.lines() { #expect(line.count <= 100) }
    }

    @Test("confidence has as many nines as it deserves")
    func confidence() {
        #expect(
            TrendReport.confidence(0.00005) == "99.995 %" || TrendReport.confidence(0.00005) == "99.9950 %")
        #expect(TrendReport.confidence(0) == "over 99.9999999 %")
        #expect(TrendReport.confidence(3e-7).hasPrefix("99.99997"))
    }

    @Test("JSON holds points and changes with their commits")
    func json() throws {
        let text = try TrendJSON.render([try TrendFinding(trend(step))])
        let trends = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        #expect(trends.count == 1)
        #expect((trends[0]["points"] as? [[String: Any]])?.count == 14)
        let change = try #require((trends[0]["changes"] as? [[String: Any]])?.first)
        #expect(change["index"] as? Int == 8)
        #expect(change["commitAfter"] as? String == String(repeating: "09", count: 20))
        #expect(abs((change["ratio"] as? Double ?? 0) - 1.25) < 0.01)
    }
}
