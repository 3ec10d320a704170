import Statistics
import Testing

@Suite struct StatedValueTests {
    private static let below = StatedValue(100, .about(better: .lower), margin: 10)
    private static let above = StatedValue(100, .about(better: .higher), margin: 10)
    private static let equal = StatedValue(100, .about(better: nil), margin: 10)

    @Test(
        "the whole interval has to lie on one side of the stated value and its margin",
        arguments: [
            // Of less is better: 90 to 110 count as 100.
            (below, 50.0...80.0, StatedFinding.better), (below, 50...89.9, .better),
            (below, 50...90, .reproducedOrBetter), (below, 80...110, .reproducedOrBetter),
            (below, 90...110, .reproduced), (below, 99...101, .reproduced), (below, 95...110.1, .cannotTell),
            (below, 20...300, .cannotTell), (below, 110...120, .cannotTell),
            (below, 110.1...120, .notReproduced),
            // More is better: the mirror image.
            (above, 120...150, .better), (above, 90...120, .reproducedOrBetter),
            (above, 90...110, .reproduced),
            (above, 89...120, .cannotTell), (above, 50...89, .notReproduced),
            // Neither is better.
            (equal, 90...110, .reproduced), (equal, 50...89, .notReproduced),
            (equal, 111...150, .notReproduced),
            (equal, 80...100, .cannotTell), (equal, 100...120, .cannotTell),
            // Limits.
            (StatedValue(50, .atMost, margin: 0), 20...50, .reproduced),
            (StatedValue(50, .atMost, margin: 0), 49...50.1, .cannotTell),
            (StatedValue(50, .atMost, margin: 0), 50.1...60, .notReproduced),
            (StatedValue(1_000, .atLeast, margin: 0), 1_000...1_200, .reproduced),
            (StatedValue(1_000, .atLeast, margin: 0), 999...1_200, .cannotTell),
            (StatedValue(1_000, .atLeast, margin: 0), 900...999, .notReproduced),
            // In every trial.
            (StatedValue(0, .always, margin: 0), 0...0, .reproduced),
            (StatedValue(0, .always, margin: 0), 0...1, .notReproduced),
        ])
    func findings(stated: StatedValue, interval: ClosedRange<Double>, finding: StatedFinding) {
        #expect(stated.finding(interval) == finding)
    }

    @Test("the interval is Student's t over the trials")
    func trials() throws {
        // Mean 100, deviation 1: t(2) at 97.5 % is 4.302653, over the root of 3.
        let reading = StatedReading([99, 100, 101], Self.below)
        #expect(reading.measured == 100)
        let interval = try #require(reading.confidence95)
        #expect(abs(interval.upperBound - 100 - 4.302652729911275 / 3.0.squareRoot()) < 1e-9)
        #expect(reading.finding == .reproduced)
        // The same mean and 20 times the spread leave it open.
        #expect(StatedReading([80, 100, 120], Self.below).finding == .cannotTell)
    }

    @Test("two trials give no interval")
    func few() {
        let reading = StatedReading([99, 101], Self.below)
        #expect(reading.measured == 100)
        #expect(reading.confidence95 == nil)
        #expect(reading.finding == .noInterval)
        #expect(StatedReading([], Self.below).finding == .noInterval)
        #expect(StatedReading([1, 2, .nan], Self.below).finding == .noInterval)
    }

    @Test("one trial refutes what always holds, and three have to hold it")
    func always() {
        let never = StatedValue(0, .always, margin: 0)
        #expect(StatedReading([0, 0, 0], never).finding == .reproduced)
        #expect(StatedReading([0, 0], never).finding == .noInterval)
        #expect(StatedReading([0, 3, 0, 0], never).finding == .notReproduced)
        #expect(StatedReading([3], never).finding == .notReproduced)
    }

    @Test("what never arrives in any trial does not keep a limit, and in one of several leaves it open")
    func infinite() {
        let limit = StatedValue(50, .atMost, margin: 0)
        #expect(StatedReading([.infinity, .infinity, .infinity], limit).finding == .notReproduced)
        #expect(StatedReading([20, .infinity, 20], limit).finding == .noInterval)
    }

    @Test("a change comes from the ratios within blocks")
    func change() throws {
        // A tenth in every block, though blocks differ by a factor of four: 90 % less, for certain.
        let stated = StatedValue(-0.9, .about(better: .lower), margin: 0.01)
        let reading = StatedReading(baseline: [100, 200, 400], candidate: [10, 20, 40], stated)
        #expect(try abs(#require(reading.measured) + 0.9) < 1e-12)
        #expect(reading.finding == .reproduced)
        #expect(StatedReading(baseline: [100, 200, 400], candidate: [5, 10, 20], stated).finding == .better)
        #expect(
            StatedReading(baseline: [100, 200, 400], candidate: [50, 100, 200], stated).finding
                == .notReproduced)
        #expect(
            StatedReading(baseline: [0, 200, 400], candidate: [5, 10, 20], stated).finding == .noInterval)
    }
}
