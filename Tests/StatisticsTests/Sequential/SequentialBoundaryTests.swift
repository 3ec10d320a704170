import Foundation
import Statistics
import Testing

@Suite("Group-sequential boundaries")
struct SequentialBoundaryTests {
    struct Published: Sendable {
        var alpha: Double
        var fractions: [Double]
        var z: [Double]
    }

    private static func equal(_ looks: Int) -> [Double] { (1...looks).map { Double($0) / Double(looks) } }

    /// Lan and DeMets' spending function of O'Brien and Fleming's type, one-sided 0.025, equal looks: as printed in
    /// the literature and by the programs `gsDesign` and `ldbounds` (three decimals).
    static let published: [Published] = [
        Published(alpha: 0.025, fractions: equal(2), z: [2.963, 1.969]),
        Published(alpha: 0.025, fractions: equal(3), z: [3.710, 2.511, 1.993]),
        Published(alpha: 0.025, fractions: equal(4), z: [4.333, 2.963, 2.359, 2.014]),
        Published(alpha: 0.025, fractions: equal(5), z: [4.877, 3.357, 2.680, 2.290, 2.031]),
        // A gate's own looks, solved with SciPy 1.17.1 from the multivariate normal distribution of the looks
        // (`scipy.stats.multivariate_normal.cdf`), which knows nothing of the recursion.
        Published(alpha: 0.05, fractions: gate, z: [3.3930, 2.7098, 2.3152, 1.9634, 1.7402]),
        Published(alpha: 0.01, fractions: gate, z: [4.5593, 3.6680, 3.1407, 2.6791, 2.3768]),
        Published(alpha: 0.005, fractions: gate, z: [4.9927, 4.0251, 3.4494, 2.9473, 2.6154]),
    ]

    private static let gate: [Double] = [0.3, 0.45, 0.6, 0.8, 1]

    @Test("agree with published tables, and with the multivariate normal distribution", arguments: published)
    func tables(row: Published) {
        let boundary = SequentialBoundary(alpha: row.alpha, fractions: row.fractions)
        for (own, known) in zip(boundary.z, row.z) { #expect(abs(own - known) < 6e-4, "\(boundary.z)") }
    }

    @Test("a single look is a single test", arguments: [0.05, 0.01, 0.001])
    func single(alpha: Double) {
        let boundary = SequentialBoundary(alpha: alpha, fractions: [1])
        #expect(abs(boundary.levels[0] - alpha) < 1e-12)
    }

    @Test("spend what the function allows, and all of it at the end")
    func spending() {
        let spending = AlphaSpending(alpha: 0.01)
        #expect(spending.spent(at: 0) == 0)
        #expect(abs(spending.spent(at: 1) - 0.01) < 1e-14)
        // 2 (1 - Phi(z / sqrt 0.25)) with z = Phi^-1(0.995) = 2.575829: 2 (1 - Phi(5.151659)).
        #expect(abs(spending.spent(at: 0.25) / 2.582e-7 - 1) < 2e-3)
    }

    @Test("fall as alpha grows, so that a share passed on is never a loss")
    func monotone() {
        let fractions: [Double] = [0.3, 0.45, 0.6, 0.8, 1]
        let small = SequentialBoundary(alpha: 0.001, fractions: fractions).z
        let large = SequentialBoundary(alpha: 0.005, fractions: fractions).z
        for (less, more) in zip(small, large) { #expect(less > more) }
    }

    @Test("are passed without an effect as often as alpha says")
    func simulated() {
        let fractions: [Double] = [0.3, 0.45, 0.6, 0.8, 1]
        let boundary = SequentialBoundary(alpha: 0.05, fractions: fractions)
        var draws = NormalDraws(seed: 11)
        var crossed = 0
        let tries = 40_000
        for _ in 0..<tries {
            var sum = 0.0
            var before = 0.0
            for (fraction, bound) in zip(fractions, boundary.z) {
                sum += draws.next() * (fraction - before).squareRoot()
                before = fraction
                if sum / fraction.squareRoot() >= bound {
                    crossed += 1
                    break
                }
            }
        }
        let interval = BinomialInterval(successes: crossed, tries: tries, confidence: 0.999)
        #expect(interval.lower < 0.05 && interval.upper > 0.05, "\(interval)")
    }
}

@Suite("Clopper and Pearson's interval")
struct BinomialIntervalTests {
    @Test("agrees with closed forms at the ends")
    func ends() {
        let none = BinomialInterval(successes: 0, tries: 20)
        #expect(none.lower == 0)
        #expect(abs(none.upper - (1 - pow(0.025, 1.0 / 20))) < 1e-12)
        let all = BinomialInterval(successes: 20, tries: 20)
        #expect(all.upper == 1)
        #expect(abs(all.lower - pow(0.025, 1.0 / 20)) < 1e-12)
    }

    @Test("agrees with the published interval of 5 in 10")
    func middle() {
        let interval = BinomialInterval(successes: 5, tries: 10)
        #expect(abs(interval.lower - 0.1871) < 5e-5)
        #expect(abs(interval.upper - 0.8129) < 5e-5)
    }
}
