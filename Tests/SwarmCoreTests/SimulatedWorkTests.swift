import Testing

@testable import SwarmCore

@Suite("Simulated work")
struct SimulatedWorkTests {
    private func draws(_ work: SimulatedWork, type: String, count: UInt64) -> [Int64] {
        (1...count).map { work.durationNanoseconds(taskType: type, task: $0, execution: 1, part: 0) }
    }

    @Test("durations are log-normal with median 40 ms and sigma 0.5")
    func distribution() {
        let sorted = draws(SimulatedWork(seed: 1), type: "code_review", count: 100_000).sorted()
        // Quantiles of a log-normal: 40 ms x exp(0.5 z). The standard error of the median is 0.2 %.
        for (share, z) in [(0.01, -2.32635), (0.1587, -1.0), (0.5, 0.0), (0.8413, 1.0), (0.99, 2.32635)] {
            let expected: Double = 40e6 * SimulatedWorkTests.exponential(0.5 * z)
            let measured = Double(sorted[Int(share * 100_000)])
            #expect(abs(measured / expected - 1) < 0.03, "at \(share)")
        }
    }

    @Test("draws depend on seed, type, task, execution and part, and on nothing else")
    func independence() {
        let work = SimulatedWork(seed: 9)
        let draw = work.durationNanoseconds(taskType: "a", task: 1, execution: 1, part: 0)
        #expect(work.durationNanoseconds(taskType: "a", task: 1, execution: 1, part: 0) == draw)
        let others = [
            SimulatedWork(seed: 10).durationNanoseconds(taskType: "a", task: 1, execution: 1, part: 0),
            work.durationNanoseconds(taskType: "b", task: 1, execution: 1, part: 0),
            work.durationNanoseconds(taskType: "a", task: 2, execution: 1, part: 0),
            work.durationNanoseconds(taskType: "a", task: 1, execution: 2, part: 0),
            work.durationNanoseconds(taskType: "a", task: 1, execution: 1, part: 1),
        ]
        #expect(!others.contains(draw))
        #expect(Set(others).count == others.count)
    }

    @Test("durations are whole microseconds, so that they compare exactly with timestamps")
    func resolution() {
        #expect(
            draws(SimulatedWork(seed: 3), type: "x", count: 1_000).allSatisfy { $0 % 1_000 == 0 && $0 > 0 })
    }

    @Test("the generator is SplitMix64")
    func generator() {
        // First outputs for seed 1234567, published with the reference implementation (Rosetta Code).
        var generator = SplitMix64(seed: 1_234_567)
        let outputs = (0..<5).map { _ in generator.next() }
        #expect(
            outputs == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    /// e^x by its series, so that the expected values do not rest on the function under test.
    private static func exponential(_ x: Double) -> Double {
        var sum = 1.0
        var term = 1.0
        for n in 1..<40 {
            term *= x / Double(n)
            sum += term
        }
        return sum
    }
}
