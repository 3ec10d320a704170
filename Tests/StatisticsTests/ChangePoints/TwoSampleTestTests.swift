import Statistics
import Testing

@Suite struct TwoSampleTestTests {
    @Test("agrees with a t-test worked out by hand")
    func byHand() {
        // Means 3 and 6, variances 2.5 each: the difference's error is 1, t is 3 with 8 degrees of freedom, whose
        // two-sided p is 0.0170717 in SciPy 1.17 (ttest_ind).
        let test = TwoSampleTest(before: Moments([1, 2, 3, 4, 5]), after: Moments([4, 5, 6, 7, 8]))
        #expect(abs(test.t - 3) < 1e-12)
        #expect(abs(test.pValue - 0.0170717) < 1e-7)
        // t(0.975, 8) = 2.306004.
        #expect(abs(test.difference95.lowerBound - (3 - 2.306004)) < 1e-6)
        #expect(abs(test.difference95.upperBound - (3 + 2.306004)) < 1e-6)
    }

    @Test("pools parts of different lengths by their degrees of freedom")
    func lengths() {
        // Squares 2 and 20 over 1 + 3 degrees of freedom: variance 5.5; error sqrt(5.5 (1/2 + 1/4)).
        let test = TwoSampleTest(before: Moments([1, 3]), after: Moments([2, 4, 6, 8]))
        #expect(abs(test.t - 3 / (5.5 * 0.75).squareRoot()) < 1e-12)
    }

    @Test("parts without scatter differ fully or not at all")
    func noScatter() {
        #expect(TwoSampleTest(before: Moments([1, 1]), after: Moments([2, 2])).pValue == 0)
        #expect(TwoSampleTest(before: Moments([1, 1]), after: Moments([1, 1])).pValue == 1)
    }
}
