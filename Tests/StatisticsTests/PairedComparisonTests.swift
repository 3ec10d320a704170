import Statistics
import Testing

@Suite struct PairedComparisonTests {
    static let baseline: [Double] = [100, 120, 95, 110, 105]
    static let candidate: [Double] = [52, 61, 46, 58, 50]

    @Test("ratio and interval agree with SciPy's t interval of the log-ratios")
    func ratio() throws {
        // SciPy 1.17.1: exp(mean), exp(t.interval(.95, 4, mean, sem)).
        let result = try #require(PairedRatio(baseline: Self.baseline, candidate: Self.candidate))
        #expect(abs(result.estimate - 0.5028059803616933) < 1e-12)
        let interval = try #require(result.confidence95)
        #expect(abs(interval.lowerBound - 0.47583618) < 1e-8)
        #expect(abs(interval.upperBound - 0.5313044) < 1e-7)
        #expect(result.pairs == 5)
        // Standard deviation of log-ratios (SciPy: sem x sqrt(5)) over sqrt(2).
        #expect(abs(try #require(result.trialSpread) - 0.03139602769075888) < 1e-9)
    }

    @Test("difference and interval agree with SciPy's t interval")
    func difference() throws {
        let result = try #require(PairedDifference(baseline: Self.baseline, candidate: Self.candidate))
        #expect(abs(result.estimate + 52.6) < 1e-12)
        let interval = try #require(result.confidence95)
        #expect(abs(interval.lowerBound + 58.194381872382124) < 1e-9)
        #expect(abs(interval.upperBound + 47.00561812761788) < 1e-9)
    }

    @Test("what the arms of a block have in common cancels")
    func blocksCancel() throws {
        // Machine speed differs tenfold between blocks; the candidate always takes half.
        let result = try #require(PairedRatio(baseline: [1, 10, 100], candidate: [0.5, 5, 50]))
        #expect(abs(result.estimate - 0.5) < 1e-12)
        let interval = try #require(result.confidence95)
        #expect(interval.upperBound - interval.lowerBound < 1e-9)
    }

    @Test("fewer than three pairs give no interval", arguments: 1...3)
    func few(pairs: Int) throws {
        let result = try #require(
            PairedRatio(
                baseline: Array(Self.baseline.prefix(pairs)), candidate: Array(Self.candidate.prefix(pairs))))
        #expect((result.confidence95 == nil) == (pairs < 3))
        #expect((result.bootstrap95 == nil) == (pairs < 3))
    }

    @Test("values without a logarithm are refused", arguments: [0, -1, .infinity, .nan])
    func refused(value: Double) {
        #expect(PairedRatio(baseline: [1, 2, value], candidate: [1, 2, 3]) == nil)
        #expect(PairedRatio(baseline: [1, 2, 3], candidate: [1, value, 3]) == nil)
        #expect(PairedRatio(baseline: [], candidate: []) == nil)
        #expect((PairedDifference(baseline: [1], candidate: [value]) == nil) == !value.isFinite)
    }

    @Test("the BCa interval agrees with SciPy's")
    func bootstrap() throws {
        // scipy.stats.bootstrap(method="BCa", n_resamples=200000): 0.1175, 0.23375; both with Monte Carlo error.
        let values: [Double] = [0.12, 0.18, 0.05, 0.31, 0.22, 0.09, 0.15, 0.27]
        let interval = try #require(Bootstrap(resamples: 40_000, seed: 1).interval95(ofMean: values))
        #expect(abs(interval.lowerBound - 0.1175) < 0.003)
        #expect(abs(interval.upperBound - 0.23375) < 0.003)
    }

    @Test("a seed fixes the bootstrap, equal values have no width, and two values none at all")
    func bootstrapEdges() {
        let values: [Double] = [1, 2.3, 4.1, 8.7, 11.9, 3.3, 6.1]
        #expect(
            Bootstrap(seed: 7).interval95(ofMean: values) == Bootstrap(seed: 7).interval95(ofMean: values))
        #expect(
            Bootstrap(seed: 7).interval95(ofMean: values) != Bootstrap(seed: 8).interval95(ofMean: values))
        #expect(Bootstrap(seed: 7).interval95(ofMean: [3, 3, 3]) == 3...3)
        #expect(Bootstrap(seed: 7).interval95(ofMean: [3, 4]) == nil)
    }

    @Test("the t interval holds the true ratio in 95 of 100 experiments")
    func coverage() throws {
        var generator = Xoshiro256(seed: 2)
        func gaussian() -> Double { Normal.quantile(Double.random(in: 1e-12..<1, using: &generator)) }
        var held: Int = 0
        let experiments: Int = 1_000
        for _ in 0..<experiments {
            let deltas: [Double] = (0..<5).map { _ in 0.05 * gaussian() }
            let interval = try #require(
                PairedDifference(baseline: [0, 0, 0, 0, 0], candidate: deltas, seed: nil)?.confidence95)
            if interval.contains(0) { held += 1 }
        }
        // Binomial: 950 +- 4 x 6.9.
        #expect((922...978).contains(held))
    }
}
