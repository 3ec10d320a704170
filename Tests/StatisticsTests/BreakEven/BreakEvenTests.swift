import Foundation
import Statistics
import Testing

@Suite struct BreakEvenTests {
    /// Polling costs 1,450 whatever happens, push 7 and 350 an event: they meet at 4.1229.
    private static let truth: Double = (1_450 - 7.0) / 350

    private static func points(_ factor: (Double) -> Double) -> [BreakEven.Point] {
        GeometricSweep.rates(around: 5, count: 9).map { ($0, 1_450, (7 + 350 * $0) * factor($0)) }
    }

    @Test("a sweep goes from a tenth to ten times the prediction in equal factors")
    func sweep() {
        let rates: [Double] = GeometricSweep.rates(around: 4, count: 7)
        #expect(abs(rates[0] - 0.4) < 1e-12)
        #expect(abs(rates[3] - 4) < 1e-12)
        #expect(abs(rates[6] - 40) < 1e-9)
        for (left, right) in zip(rates, rates.dropFirst()) {
            #expect(abs(right / left - pow(100, 1.0 / 6)) < 1e-9)
        }
        #expect(GeometricSweep.rates(around: 0).isEmpty)
    }

    @Test("the planted break-even is found between the rates of a sweep of nine")
    func planted() throws {
        let curve: [BreakEven.Point] = Self.points { _ in 1 }
        let even = BreakEven(curve: curve, blocks: [curve, curve, curve])
        guard case .crossing(let rate, _, _) = even.point.place else {
            Issue.record("no crossing")
            return
        }
        // The curve bends between rates that are a factor of 1.8 apart; taken for straight it is off by little.
        #expect(abs(rate / Self.truth - 1) < 0.01)
        #expect(even.crossed == 3)
        let interval = try #require(even.confidence95)
        #expect(interval.contains(rate))
        #expect(interval.upperBound / interval.lowerBound < 1 + 1e-9)
    }

    @Test("the interval over blocks holds the planted break-even in 95 of 100 sweeps")
    func coverage() {
        var normal = NormalDraws(seed: 3)
        var covered: Int = 0
        let exact = BreakEven(curve: Self.points { _ in 1 }, blocks: [])
        guard case .crossing(let truth, _, _) = exact.point.place else { return }
        for _ in 0..<400 {
            // Trials differ by 5 %, each block by as much in all of them.
            let blocks: [[BreakEven.Point]] = (0..<4).map { _ in
                let shared: Double = exp(0.05 * normal.next())
                return Self.points { _ in shared }
            }
            let even = BreakEven(curve: blocks[0], blocks: blocks)
            if even.confidence95?.contains(truth) == true { covered += 1 }
        }
        // 380 are expected, and one deviation is 4.4.
        #expect((362...397).contains(covered), "\(covered) of 400")
    }

    @Test("a block without a crossing leaves no interval, and one that misses a rate is not taken")
    func withheld() {
        let curve: [BreakEven.Point] = Self.points { _ in 1 }
        let apart: [BreakEven.Point] = curve.map { ($0.rate, $0.baseline, $0.baseline * 2) }
        let even = BreakEven(curve: curve, blocks: [curve, curve, apart, Array(curve.dropLast())])
        #expect(even.blocks == 3)
        #expect(even.crossed == 2)
        #expect(even.confidence95 == nil)
        #expect(BreakEven(curve: curve, blocks: [curve, curve]).confidence95 == nil)
    }
}
