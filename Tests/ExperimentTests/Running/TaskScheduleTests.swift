import Testing

@testable import Experiment

@Suite("The schedule of task submissions")
struct TaskScheduleTests {
    private func offsets(rate: Double, seconds: Double, seed: UInt64, uniform: Bool = false) -> [Int64] {
        TaskSchedule.make(
            tasksPerSecond: rate, arrivals: uniform ? .uniform : .poisson, duration: Int64(seconds * 1e9),
            seed: seed, block: 0, load: 0
        ).map(\.offset)
    }

    @Test("an idle load point submits nothing")
    func idle() { #expect(offsets(rate: 0, seconds: 100, seed: 1).isEmpty) }

    @Test("Poisson gaps have mean 1/rate and as large a standard deviation")
    func poissonMoments() {
        let all = offsets(rate: 50, seconds: 2000, seed: 5)
        let gaps = zip(all, all.dropFirst()).map { Double($1 - $0) / 1e9 }
        let mean = gaps.reduce(0, +) / Double(gaps.count)
        let variance = gaps.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(gaps.count)
        // 100,000 gaps: the standard error of the mean is 0.3 %, of the deviation 0.5 %.
        #expect(abs(mean - 0.02) < 0.02 * 0.015)
        #expect(abs(variance.squareRoot() - 0.02) < 0.02 * 0.025)
    }

    @Test("counts of Poisson arrivals have a variance equal to their mean")
    func poissonCounts() {
        let counts = (UInt64(0)..<2000).map { Double(offsets(rate: 10, seconds: 1, seed: $0).count) }
        let mean = counts.reduce(0, +) / 2000
        let variance = counts.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 1999
        #expect(abs(mean - 10) < 0.3)
        #expect(abs(variance / mean - 1) < 0.15)
    }

    @Test("uniform arrivals have equal gaps and fill the duration")
    func uniform() {
        let all = offsets(rate: 4, seconds: 10, seed: 9, uniform: true)
        #expect(all.count == 40)
        #expect(zip(all, all.dropFirst()).allSatisfy { abs($1 - $0 - 250_000_000) <= 1 })
    }

    @Test("offsets ascend within the duration")
    func ascending() {
        let all = offsets(rate: 100, seconds: 5, seed: 2)
        #expect(all == all.sorted())
        #expect(all.allSatisfy { $0 >= 0 && $0 < 5_000_000_000 })
    }

    @Test("the same block and load replay the same tasks; another block draws anew")
    func replay() {
        func make(block: Int, load: Int) -> [[UInt8]] {
            TaskSchedule.make(
                tasksPerSecond: 10, arrivals: .poisson, duration: 3_000_000_000, seed: 1, block: block,
                load: load
            ).map(\.body)
        }
        #expect(make(block: 1, load: 2) == make(block: 1, load: 2))
        #expect(make(block: 1, load: 2) != make(block: 2, load: 2))
        #expect(make(block: 1, load: 2) != make(block: 1, load: 1))
    }
}
