import Foundation
import Testing

@testable import Statistics

@Suite("How many values two runs would need")
struct UnpairedNeedTests {
    private static let rule = GateRule(weights: [1])

    /// An even number of values around `ratio` whose logarithms have the standard deviation `spread`.
    private func values(_ count: Int, around ratio: Double = 1, spread: Double) -> [Double] {
        let reach: Double = spread * (Double(count - 1) / Double(count)).squareRoot()
        return (0..<count).map { ratio * exp($0.isMultiple(of: 2) ? reach : -reach) }
    }

    @Test("as many as the t distribution says, on both sides")
    func ofEach() {
        // Both sides spread by 5 %, no change: t(99 %, 2 N - 2) x 0.05 x sqrt(2 / N) has to come under
        // log 1.05 = 0.04879. N = 13: 2.492 x 0.05 x 0.3922 = 0.04888; N = 14: 2.479 x 0.05 x 0.3780 = 0.0469.
        let settled = UnpairedNeed(
            baseline: values(4, spread: 0.05), candidate: values(4, spread: 0.05), alpha: 0.001,
            rule: Self.rule)
        #expect(settled.ofEach == 14)
        // A change of 0.1 on logarithms: t(99.9 %, 2 N - 2) x 0.05 x sqrt(2 / N) has to come under it.
        // N = 7: 3.930 x 0.05 x 0.5345 = 0.105; N = 8: 3.787 x 0.05 x 0.5 = 0.095.
        let grown = UnpairedNeed(
            baseline: values(4, spread: 0.05), candidate: values(4, around: exp(0.1), spread: 0.05),
            alpha: 0.001,
            rule: Self.rule)
        #expect(grown.ofEach == 8)
    }

    @Test("with one side as it is: enough are enough, fewer are not", arguments: [0.0, 0.08, 0.2])
    func ofCandidate(change: Double) throws {
        let stored = values(100, spread: 0.08)
        let need = try #require(
            UnpairedNeed(
                baseline: stored, candidate: values(4, around: exp(change), spread: 0.08), alpha: 0.001,
                rule: Self.rule
            ).ofCandidate)
        func state(_ count: Int) throws -> GateReading.State {
            let ratio = try #require(
                UnpairedRatio(baseline: stored, candidate: values(count, around: exp(change), spread: 0.08)))
            return try #require(ratio.reading(alpha: 0.001, rule: Self.rule)).state
        }
        #expect(try state(need + need % 2) != .open)
        // To the even number below, and by the 5 % to which it is looked for.
        let fewer: Int = (need * 20 / 21 - 1) / 2 * 2
        if fewer >= 4 { #expect(try state(fewer) == .open) }
    }

    @Test("none are enough against a side that is too small, or a change that is just the one that matters")
    func never() {
        let few = UnpairedNeed(
            baseline: values(4, spread: 0.2), candidate: values(4, spread: 0.05), alpha: 0.001,
            rule: Self.rule)
        #expect(few.ofCandidate == nil)
        #expect(few.ofEach != nil)
        let limit = UnpairedNeed(
            baseline: values(4, spread: 0.2), candidate: values(4, around: 1.0499, spread: 0.2), alpha: 0.001,
            rule: Self.rule)
        #expect(limit.ofEach == nil)
    }
}
