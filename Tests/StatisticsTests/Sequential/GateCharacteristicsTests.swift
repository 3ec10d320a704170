import Foundation
import Statistics
import Testing

/// Gates on simulated machines: how often are they wrong, and how often do they find what is there?
@Suite("A gate's operating characteristics")
struct GateCharacteristicsTests {
    private static let weights: [Double] = [0.5, 1.0 / 6, 1.0 / 6, 1.0 / 6]

    /// Outcomes of `gates` gates whose pairs spread by sqrt 2 x `spread` around `effect` in the first metric.
    private func run(
        _ gates: Int, rule: GateRule, spread: Double, effect: Double, seed: UInt64
    ) -> [GateOutcome: Int] {
        let plan = GatePlan(rule)
        let deviation: Double = spread * 2.0.squareRoot()
        var draws = NormalDraws(seed: seed)
        var counts: [GateOutcome: Int] = [:]
        for _ in 0..<gates {
            var gate = GateDecision(plan)
            while gate.outcome == nil {
                gate.add(
                    rule.weights.indices.map { metric in
                        deviation * draws.next() + (metric == 0 ? effect : 0)
                    })
            }
            if let outcome = gate.outcome { counts[outcome, default: 0] += 1 }
        }
        return counts
    }

    @Test("false alarms of a single metric stay at its error rate, with t quantiles and few pairs")
    func singleMetric() {
        var rule = GateRule(weights: [1])
        rule.alpha = 0.05
        // Every significant change counts, so that the boundary alone decides.
        rule.smallestEffect = 1e-6
        let counts = run(20_000, rule: rule, spread: 1, effect: 0, seed: 1)
        let alarms = BinomialInterval(successes: counts[.regressed] ?? 0, tries: 20_000, confidence: 0.999)
        #expect(alarms.lower < 0.05 && alarms.upper > 0.05 && alarms.estimate < 0.055, "\(alarms)")
    }

    @Test("false alarms of four metrics together stay below alpha, on however noisy a machine")
    func falseAlarms() {
        var rule = GateRule(weights: Self.weights)
        rule.smallestEffect = 1e-6
        let counts = run(8_000, rule: rule, spread: 0.2, effect: 0, seed: 2)
        let alarms = BinomialInterval(successes: counts[.regressed] ?? 0, tries: 8_000, confidence: 0.999)
        #expect(alarms.lower < rule.alpha, "\(alarms)")
        #expect(alarms.estimate > rule.alpha / 3, "a test that never calls is no test: \(alarms)")
    }

    @Test("a slowdown of 10 % is found at trial spreads up to 5 %", arguments: [0.02, 0.03, 0.05])
    func power(spread: Double) {
        let rule = GateRule(weights: Self.weights)
        let counts = run(1_000, rule: rule, spread: spread, effect: log(1.1), seed: 3)
        let found = BinomialInterval(successes: counts[.regressed] ?? 0, tries: 1_000)
        #expect(found.lower > 0.95, "\(found): \(counts)")
    }

    @Test("without a difference a quiet machine says so")
    func quiet() {
        let counts = run(1_000, rule: GateRule(weights: Self.weights), spread: 0.02, effect: 0, seed: 4)
        #expect((counts[.noDifference] ?? 0) > 995, "\(counts)")
    }

    @Test("the computed smallest effect is found in 80 of 100 gates", arguments: [0.02, 0.05, 0.1])
    func smallestEffect(spread: Double) {
        let rule = GateRule(weights: Self.weights)
        let plan = GatePlan(rule)
        let power = GatePower(
            spread: spread * 2.0.squareRoot(), pairs: 20, level: plan.lastLevel(metric: 0),
            threshold: rule.threshold)
        let effect: Double = log1p(power.smallestEffect())
        #expect(abs(power.power(effect: effect) - 0.8) < 1e-6)
        let counts = run(1_000, rule: rule, spread: spread, effect: effect, seed: 5)
        let found = Double(counts[.regressed] ?? 0) / 1_000
        // The formula is of the last look alone. Where trials spread little, so that an estimate of 5 % decides, the
        // looks before it are chances more.
        #expect(found > 0.76 && found < (spread < 0.04 ? 0.93 : 0.85), "\(found): \(counts)")
    }

    @Test("the pairs that would tell are enough, and fewer are not")
    func pairsNeeded() throws {
        let plan = GatePlan(GateRule(weights: Self.weights))
        // An estimate of no change: the 99 % bound t s / sqrt n has to come under log 1.05 = 0.0488. With
        // s = 0.1414, n = 48: 2.408 x 0.02041 = 0.0491; n = 49: 2.407 x 0.02020 = 0.0486.
        #expect(plan.pairsNeeded(metric: 0, mean: 0, spread: 0.1414) == 49)
        #expect(plan.pairsNeeded(metric: 0, mean: log(1.05) - 1e-9, spread: 0.1) == nil)
        let few = try #require(plan.pairsNeeded(metric: 0, mean: 0.2, spread: 0.1))
        let many = try #require(plan.pairsNeeded(metric: 1, mean: 0.2, spread: 0.1))
        // A smaller share of alpha asks for more.
        #expect(few < many)
    }
}
