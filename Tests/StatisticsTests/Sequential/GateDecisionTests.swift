import Foundation
import Testing

@testable import Statistics

@Suite("A gate's decision")
struct GateDecisionTests {
    private static let threshold: Double = log(1.05)

    private func reading(
        _ mean: Double, error: Double = 0.01, critical: Double = 3, settled: Double = 2.5
    ) -> GateReading {
        GateReading(
            mean: mean, error: error, critical: critical, settledCritical: settled, threshold: Self.threshold)
    }

    /// By hand, with the threshold log 1.05 = 0.0488.
    static let states: [(mean: Double, error: Double, state: GateReading.State)] = [
        // Lower bound 0.02, and the estimate matters.
        (0.05, 0.01, .regressed),
        // Lower bound 0.01, but 3 % are too little; the settled bound is 0.04 + 0.025.
        (0.04, 0.01, .open),
        // The same with narrower bounds: 0.04 + 0.0075 lies under the threshold.
        (0.04, 0.003, .noDifference),
        // The estimate matters, and the lower bound is below zero.
        (0.1, 0.05, .open),
        (0, 0.01, .noDifference), (0, 0.03, .open), (-0.06, 0.01, .improved),
        // Below zero for sure, but by too little to speak of.
        (-0.04, 0.01, .noDifference),
        // Down by much, but not for sure; not up for sure.
        (-0.06, 0.03, .noDifference), (-0.06, 0.06, .open),
        // Pairs without any spread.
        (0, 0, .noDifference), (0.06, 0, .regressed), (-0.06, 0, .improved), (log(1.05), 0, .regressed),
    ]

    @Test("finds of a metric what its bounds say", arguments: states)
    func finding(row: (mean: Double, error: Double, state: GateReading.State)) {
        #expect(reading(row.mean, error: row.error).state == row.state)
    }

    struct Verdict: Sendable {
        var readings: [(Double, Double)]
        var early: GateOutcome?
        var last: GateOutcome
    }

    /// Mean and error of each metric, the primary one first.
    static let verdicts: [Verdict] = [
        Verdict(readings: [(0, 0.01), (0, 0.01)], early: .noDifference, last: .noDifference),
        Verdict(readings: [(0, 0.01), (0.06, 0.01)], early: .regressed, last: .regressed),
        Verdict(readings: [(-0.1, 0.01), (0.06, 0.01)], early: .regressed, last: .regressed),
        Verdict(readings: [(-0.1, 0.01), (0, 0.01)], early: .improved, last: .improved),
        Verdict(readings: [(0, 0.01), (-0.1, 0.01)], early: .improved, last: .improved),
        // The primary metric is open: nobody can tell.
        Verdict(readings: [(0, 0.03), (0, 0.01)], early: nil, last: .cannotTell),
        // One beside it is too noisy, and shows nothing that would matter.
        Verdict(readings: [(0, 0.01), (0.02, 0.05)], early: nil, last: .noDifference),
        // One beside it looks like a regression and is not sure.
        Verdict(readings: [(0, 0.01), (0.1, 0.05)], early: nil, last: .cannotTell),
    ]

    @Test("follows from its metrics", arguments: verdicts)
    func outcome(row: Verdict) {
        // A rule whose every look but the last is early: the readings stand for themselves.
        let readings = row.readings.map { reading($0.0, error: $0.1) }
        #expect(GateDecision.outcome(readings, isLast: false) == row.early)
        #expect(GateDecision.outcome(readings, isLast: true) == row.last)
    }

    @Test("looks at 6, 9, 12, 16 and 20 pairs, and at the same shares of any other number")
    func looks() {
        var rule = GateRule(weights: [1])
        #expect(rule.looks == [6, 9, 12, 16, 20])
        rule.maxPairs = 40
        #expect(rule.looks == [12, 18, 24, 32, 40])
        rule.maxPairs = 4
        #expect(rule.looks == [3, 4])
        rule.maxPairs = 3
        #expect(rule.looks == [3])
    }

    @Test("is made at looks only, and stops at the first that tells")
    func stops() {
        var gate = GateDecision(GatePlan(GateRule(weights: [1])))
        for pair in 0..<9 {
            #expect(gate.outcome == nil)
            gate.add([pair % 2 == 0 ? 0.035 : -0.035])
            #expect(gate.looks.map(\.pairs) == [6, 9].filter { $0 <= pair + 1 })
        }
        // Six values of +-0.035: s = 0.0383, SE = 0.0157, t(5; 0.99) = 3.365: 0.0527 is above log 1.05 = 0.0488.
        // Nine: mean 0.0039, s = 0.0369, SE = 0.0123, t(8; 0.99) = 2.896: 0.0395 is below.
        #expect(gate.outcome == .noDifference)
    }

    @Test("waits where it is told nothing, and cannot tell at the end")
    func undecided() {
        var gate = GateDecision(GatePlan(GateRule(weights: [1])))
        for pair in 0..<20 { gate.add([pair % 2 == 0 ? 0.3 : -0.3]) }
        #expect(gate.looks.map(\.pairs) == [6, 9, 12, 16, 20])
        #expect(gate.outcome == .cannotTell)
    }

    @Test("at the last look a called metric's share goes to the others")
    func passesOn() throws {
        // 20 pairs of two metrics of equal weight. The first is beyond any bound. The second is placed between the
        // critical values of half of alpha and of all of it: only a share passed on reaches it.
        let plan = GatePlan(GateRule(weights: [0.5, 0.5]))
        let whole = GatePlan(GateRule(weights: [1]))
        let half: Double = plan.critical(metric: 1, look: 4)
        let all: Double = whole.critical(metric: 0, look: 4)
        #expect(all < half)
        func second(_ pair: Int) -> Double {
            // Alternating values around a mean: s^2 = 20/19 d^2, SE = d / sqrt 19.
            let deviation = 0.3
            let mean: Double = (half + all) / 2 * deviation / 19.0.squareRoot()
            return mean + (pair % 2 == 0 ? deviation : -deviation)
        }
        var gate = GateDecision(plan)
        // Open at the first looks: their spread is as large there, and their bounds are wider.
        for pair in 0..<20 {
            let first: Double = pair < 16 ? second(pair) : second(pair) + 1.5
            gate.add([first, second(pair)])
        }
        let last = try #require(gate.looks.last)
        #expect(last.pairs == 20)
        if last.readings[0].lower > 0 {
            #expect(abs(last.readings[1].critical - all) < 1e-9)
            #expect(last.readings[1].state == .regressed)
        } else {
            Issue.record("the first metric was to be called: \(last.readings[0])")
        }
    }
}
