import Statistics
import Testing

@Suite struct DetectableEffectTests {
    /// The table of measurement.md, in percent, and the digits it is rounded to.
    static let table: [(spread: Double, pairs: Int, percent: Double, rounding: Double)] = [
        (0.03, 5, 7.4, 0.05), (0.03, 10, 4.3, 0.05), (0.03, 20, 2.8, 0.05),
        (0.05, 5, 13, 0.5), (0.05, 10, 7.3, 0.05), (0.05, 20, 4.8, 0.05),
        (0.10, 5, 27, 0.5), (0.10, 10, 15, 0.5), (0.10, 20, 9.8, 0.05),
    ]

    @Test("the published table comes out", arguments: table)
    func published(row: (spread: Double, pairs: Int, percent: Double, rounding: Double)) throws {
        let effect = try #require(DetectableEffect().smallest(spread: row.spread, pairs: row.pairs))
        #expect(abs(effect * 100 - row.percent) <= row.rounding)
    }

    /// From `scipy.stats.nct` (SciPy 1.17.1): power of the two-sided 5 % t-test.
    static let powers: [(pairs: Int, shift: Double, power: Double)] = [
        (5, 1, 0.12224915207331276), (5, 2.5, 0.47726111738165417), (5, 4, 0.8432964389085801),
        (10, 2.5, 0.6061383742015277), (10, 4, 0.9437178324456257),
        (20, 1, 0.15808775160634664), (20, 2.5, 0.6599498767821301), (20, 4, 0.9664318140516249),
    ]

    @Test("power agrees with SciPy's noncentral t distribution", arguments: powers)
    func power(row: (pairs: Int, shift: Double, power: Double)) {
        #expect(abs(DetectableEffect().power(shift: row.shift, pairs: row.pairs) - row.power) < 1e-7)
    }

    @Test("without a shift the power is the significance", arguments: [3, 5, 40])
    func size(pairs: Int) {
        #expect(abs(DetectableEffect().power(shift: 0, pairs: pairs) - 0.05) < 1e-7)
    }

    @Test("no effect is promised below three pairs")
    func refused() {
        #expect(DetectableEffect().smallest(spread: 0.03, pairs: 2) == nil)
    }
}
