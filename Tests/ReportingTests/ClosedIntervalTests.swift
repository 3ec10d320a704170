import Results
import Testing

@testable import Reporting

@Suite("Intervals that rounding closes") struct ClosedIntervalTests {
    private func comparison(_ ratio: Double?, _ interval: [Double], unit: String = "ms") -> Comparison {
        SampleDocument.comparison(
            "updateLatency.mean", SampleDocument.busy, ratio: ratio, difference: -20, interval: interval,
            unit: unit)
    }

    @Test("a ratio of a table has a digit more, or no interval")
    func ratios() {
        #expect(LoadTable.text(comparison(0.5, [0.45, 0.55])) == "0.500 (0.450 to 0.550)")
        #expect(LoadTable.text(comparison(1, [0.998, 1.003])) == "1.000 (0.998 to 1.003)")
        #expect(LoadTable.text(comparison(1, [1, 1])) == "1.00")
        #expect(LoadTable.text(comparison(1, [0.998, 1.003]), hasInterval: false) == "1.00")
    }

    @Test("a difference of a table has none")
    func differences() {
        #expect(LoadTable.text(comparison(nil, [-21, -19])) == "-20.0 ms (-21.0 ms to -19.0 ms)")
        #expect(LoadTable.text(comparison(nil, [-20.01, -19.99])) == "-20.0 ms")
    }

    @Test("the table of comparisons shows the digits there are")
    func comparisons() {
        var document = SampleDocument.busyRun()
        document.comparisons = [
            comparison(1, [0.998, 1.003]), comparison(1, [1, 1]), comparison(nil, [-20, -20]),
        ]
        let rows = ReportParts.comparisons(document).rows.map { $0.joined(separator: " | ") }
        #expect(rows[0].contains("0.998 to 1.003 |"))
        #expect(rows[1].contains("| 1.00 |") && !rows[1].contains("1.00 to"))
        #expect(rows[2].contains("| -20.0 ms |") && !rows[2].contains("-20.0 ms to"))
        document.comparisons[0].confidence95 = [1.001, 1.003]
        #expect(ReportParts.comparisons(document).rows[0].contains("1.001 to 1.003"))
    }

    @Test("a threshold's value has none")
    func thresholds() {
        var result = ThresholdResult(expression: "a / b < 0.2", value: 0.048, passed: true)
        result.confidence95 = [0.046, 0.05]
        #expect(ThresholdWords.measured(result) == "0.0480 (95 % 0.0460 to 0.0500)")
        result.confidence95 = [0.047999, 0.048001]
        #expect(ThresholdWords.measured(result) == "0.0480")
    }

    @Test("trials that hardly differ have the mean alone")
    func trials() throws {
        let spread = try #require(TrialSpread([98.9001, 98.9002, 98.9003]))
        #expect(spread.text(.milliseconds) == "98.9 ms")
        #expect(spread.intervalText(.milliseconds) == "98.9 ms")
        #expect(
            try #require(TrialSpread([98, 99, 100])).text(.milliseconds) == "99.0 ms (96.5 ms to 101 ms)")
    }
}
