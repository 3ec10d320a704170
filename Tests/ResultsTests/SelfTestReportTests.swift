import Results
import Testing

@Suite struct SelfTestReportTests {
    private func row(
        _ kind: SelfTestRow.Kind, _ pairs: [(truth: Double, open: Double, reading: Double)]
    ) -> SelfTestRow {
        var row = SelfTestRow(role: "push", quantity: "q", kind: kind)
        row.pairs = pairs.map { SelfTestRow.Pair(truth: $0.truth, open: $0.open, reading: $0.reading) }
        return row
    }

    @Test("a duration's mean bias may be 50 us, whatever single repetitions are")
    func durations() throws {
        let near = row(.milliseconds, [(10, 0, 10.2), (20, 0, 19.88)])
        #expect(abs(near.bias - 0.04) < 1e-9)
        // (0.2, -0.12): 0.16 either side of the mean, over one degree of freedom.
        #expect(abs(try #require(near.spread) - 0.16 * 2.0.squareRoot()) < 1e-9)
        #expect(near.passed)
        #expect(!row(.milliseconds, [(10, 0, 10.051)]).passed)
        #expect(!row(.milliseconds, [(10, 0, 9.949)]).passed)
        #expect(!row(.milliseconds, []).passed)
    }

    @Test("a count has to be exact each time, but for what was on the wire at an edge")
    func counts() {
        #expect(row(.count, [(10, 0, 10), (5, 2, 6)]).passed)
        #expect(!row(.count, [(10, 0, 11), (10, 0, 9)]).passed)
        #expect(row(.count, [(5, 2, 8)]).biases == [1])
        #expect(row(.count, [(5, 2, 4)]).biases == [-1])
    }

    @Test("an invalid run proves nothing, and neither does an empty one")
    func verdicts() {
        var report = SelfTestReport(benchVersion: "1", startedAt: "now")
        #expect(report.verdict == .invalid)
        report.rows = [row(.count, [(1, 0, 1)])]
        #expect(report.verdict == .pass)
        report.rows.append(row(.count, [(1, 0, 2)]))
        #expect(report.verdict == .fail)
        report.invalidReasons = ["saturated"]
        #expect(report.verdict == .invalid)
    }
}
