import Statistics
import Testing

@Suite struct TrendTests {
    @Test("the exact p value agrees with SciPy's Kendall test")
    func exact() throws {
        // scipy.stats.kendalltau(range(n), values, method="exact").pvalue
        let mixed = try #require(Trend([10.2, 9.8, 10.4, 9.9, 11.0, 10.1, 10.6]))
        #expect(abs(mixed.pValue - 0.3813492063492063) < 1e-12)
        #expect(mixed.score == 7)
        let rising = try #require(Trend((0..<10).map(Double.init)))
        #expect(abs(rising.pValue - 5.511463844797178e-07) < 1e-18)
        #expect(rising.slope == 1)
    }

    @Test("ties fall back to the corrected normal approximation")
    func ties() throws {
        // By Kendall's formulas: S = 56, var = (12*11*29 - (2*1*9 + 3*2*11 + 2*1*9 + 2*1*9)) / 18.
        let trend = try #require(Trend([1, 2, 2, 3, 3, 3, 4, 5, 4, 6, 7, 6]))
        let variance: Double = Double(12 * 11 * 29 - (18 + 66 + 18 + 18)) / 18
        let z: Double = (Double(trend.score) - 1) / variance.squareRoot()
        #expect(trend.score == 56)
        #expect(abs(trend.pValue - 2 * (1 - Normal.cumulative(z))) < 1e-9)
    }

    @Test("a steady rise shows although one slice is wild")
    func outlier() throws {
        var values: [Double] = (0..<10).map { 100 + 3 * Double($0) }
        values[4] = 500
        let trend = try #require(Trend(values))
        #expect(trend.pValue < 0.01)
        #expect(abs(trend.slope - 3) < 0.6)
        #expect(trend.relativeChange(mean: 100) > 0.2)
    }

    @Test("without a trend one test in a hundred cries wolf")
    func falseAlarms() {
        var generator = Xoshiro256(seed: 5)
        var alarms: Int = 0
        for _ in 0..<2_000 {
            let values: [Double] = (0..<10).map { _ in Double.random(in: 0..<1, using: &generator) }
            if let trend = Trend(values), trend.pValue < 0.01 { alarms += 1 }
        }
        // At most 20 expected (the statistic is discrete), 4 sigma above.
        #expect(alarms > 0 && alarms < 38)
    }

    @Test("constant or too few values show no trend")
    func degenerate() throws {
        #expect(try #require(Trend([2, 2, 2, 2, 2])).pValue == 1)
        #expect(Trend([1, 2, 3]) == nil)
        #expect(Trend([1, 2, 3, .nan]) == nil)
    }
}
