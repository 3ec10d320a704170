import Testing

@testable import Reporting

@Suite("PlotTicks")
struct PlotTicksTests {
    @Test(
        "an even axis has its ticks at 1, 2 or 5 times a power of ten",
        arguments: [
            (0.0, 1.0, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]),
            (0, 10, 5, [0, 2, 4, 6, 8, 10]),
            (0, 7, 5, [0, 2, 4, 6]),
            (0, 0.3, 3, [0, 0.1, 0.2, 0.3]),
            (-0.15, 0.15, 6, [-0.15, -0.1, -0.05, 0, 0.05, 0.1, 0.15]),
            (0, 46_300_000, 5, [0, 10_000_000, 20_000_000, 30_000_000, 40_000_000]),
            (-1.5, 9.5, 8, [0, 2, 4, 6, 8]),
            (499, 501, 4, [499, 499.5, 500, 500.5, 501]),
        ])
    func linear(low: Double, high: Double, count: Int, expected: [Double]) {
        #expect(PlotTicks.linear(low...high, about: count) == expected)
    }

    @Test(
        "a step is the next of 1, 2 and 5",
        arguments: [
            (1.0, 1, 0), (1.01, 2, 0), (2, 2, 0), (2.1, 5, 0), (5.5, 1, 1), (0.1, 1, -1), (0.03, 5, -2),
            (1000, 1, 3),
        ])
    func step(raw: Double, mantissa: Int, exponent: Int) {
        let step = PlotTicks.step(atLeast: raw)
        #expect(step == (mantissa, exponent))
    }

    @Test("an axis grows outwards to its ticks, and stays when it ends on them")
    func rounding() {
        #expect(PlotTicks.covering(0...7, about: 5) == [0, 2, 4, 6, 8])
        #expect(PlotTicks.covering(0...8, about: 5) == [0, 2, 4, 6, 8])
        #expect(PlotTicks.covering(-3...7, about: 5) == [-4, -2, 0, 2, 4, 6, 8])
        #expect(PlotTicks.covering(165...500, about: 4) == [100, 200, 300, 400, 500])
        #expect(PlotTicks.roundedLogarithmically(3.6...1_100) == 2...2_000)
        #expect(PlotTicks.roundedLogarithmically(1...100) == 1...100)
        #expect(PlotTicks.roundedLogarithmically(0.07...0.6) == 0.05...1)
    }

    @Test("a logarithmic axis names 1, 2 and 5 while they are few, then powers of ten")
    func logarithmic() {
        let short = PlotTicks.logarithmic(2...50)
        #expect(short.major == [2, 5, 10, 20, 50])
        #expect(short.minor == [3, 4, 6, 7, 8, 9, 30, 40])
        let long = PlotTicks.logarithmic(1...1_000)
        #expect(long.major == [1, 10, 100, 1_000])
        #expect(long.minor.count == 24)
        #expect(PlotTicks.logarithmic(1e-3...1e9, about: 6).major == [1e-2, 1, 1e2, 1e4, 1e6, 1e8])
        #expect(PlotTicks.logarithmic(100...120, about: 4).major == [100, 105, 110, 115, 120])
    }

    @Test(
        "odd ranges give few ticks, and no trap",
        arguments: [0.0...0.0, 5...5, -1e300...1e300, 1e-300...2e-300, 0...Double.infinity, 1e17...1e17 + 32])
    func odd(range: ClosedRange<Double>) {
        #expect(PlotTicks.linear(range, about: 5).count <= 12)
        #expect(PlotTicks.logarithmic(range).major.count <= 12)
        #expect(PlotTicks.covering(range, about: 5).count <= 12)
    }
}
