import Glibc
import Statistics
import Testing

@Suite struct UnpairedRatioTests {
    @Test("Welch's interval agrees with one worked out by hand")
    func byHand() throws {
        // Logarithms 1, 2, 3 and 2, 4, 6, 8: means 2 and 5, variances 1 and 20/3, squared errors 1/3 and 5/3, so
        // the difference is 3 with an error of sqrt(2); degrees of freedom 4 / ((1/3)^2 / 2 + (5/3)^2 / 3).
        let ratio = try #require(
            UnpairedRatio(baseline: [1, 2, 3].map { exp($0) }, candidate: [2, 4, 6, 8].map { exp($0) }))
        #expect(abs(log(ratio.estimate) - 3) < 1e-12)
        let freedom: Double = 4 / (1.0 / 18 + 25.0 / 27)
        #expect(abs(try #require(ratio.degreesOfFreedom) - freedom) < 1e-9)
        let interval = try #require(ratio.confidence95)
        // t(0.975) at 4.0755 degrees of freedom.
        let reach: Double = Self.t * 2.0.squareRoot()
        #expect(abs(log(interval.lowerBound) - (3 - reach)) < 1e-8)
        #expect(abs(log(interval.upperBound) - (3 + reach)) < 1e-8)
    }

    /// SciPy 1.17.1, `scipy.stats.t.ppf(0.975, 4 / (1/18 + 25/27))`.
    static let t: Double = 2.756284874

    @Test("fewer than three values on a side give the ratio without an interval")
    func few() throws {
        let ratio = try #require(UnpairedRatio(baseline: [2, 2], candidate: [3, 3, 3, 3]))
        #expect(abs(ratio.estimate - 1.5) < 1e-12)
        #expect(ratio.confidence95 == nil)
    }

    @Test("values without scatter give an interval of one point")
    func noScatter() throws {
        let ratio = try #require(UnpairedRatio(baseline: [2, 2, 2], candidate: [4, 4, 4]))
        #expect(abs(ratio.estimate - 2) < 1e-12)
        #expect(ratio.confidence95?.lowerBound == ratio.confidence95?.upperBound)
    }

    @Test("no side is empty, and every value is above zero")
    func refused() {
        #expect(UnpairedRatio(baseline: [], candidate: [1]) == nil)
        #expect(UnpairedRatio(baseline: [1, 0], candidate: [1]) == nil)
        #expect(UnpairedRatio(baseline: [1], candidate: [.infinity]) == nil)
    }
}
