import Scenarios
import Testing

@testable import Experiment

@Suite("The schedule of task submissions")
struct TaskScheduleTests {
    private func offsets(
        rate: Double, seconds: Double, seed: UInt64, arrivals: Arrivals = .poisson, block: Int = 0
    ) -> [Int64] {
        TaskSchedule.make(
            shape: .constant(rate), arrivals: arrivals, warmUp: 0, steady: Int64(seconds * 1e9), seed: seed,
            block: block, load: 0
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
        let all = offsets(rate: 4, seconds: 10, seed: 9, arrivals: .uniform)
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
                shape: .constant(10), arrivals: .poisson, warmUp: 0, steady: 3_000_000_000, seed: 1,
                block: block,
                load: load
            ).map(\.body)
        }
        #expect(make(block: 1, load: 2) == make(block: 1, load: 2))
        #expect(make(block: 1, load: 2) != make(block: 2, load: 2))
        #expect(make(block: 1, load: 2) != make(block: 1, load: 1))
    }

    @Test("no run of gaps of one block is in another, whatever the shift", arguments: [UInt64(0), 1, 7])
    func blocksAreIndependent(seed: UInt64) {
        func gaps(block: Int) -> [Int64] {
            let all = offsets(rate: 10, seconds: 30, seed: seed, block: block)
            return zip(all, all.dropFirst()).map { $1 - $0 }
        }
        let blocks = (0..<6).map { Set(gaps(block: $0)) }
        for first in blocks.indices {
            for second in blocks.indices where second > first {
                // Nanosecond gaps of about 0.1 s: two of 300 each agree by chance once in a thousand pairs.
                #expect(blocks[first].intersection(blocks[second]).count <= 1)
            }
        }
    }

    @Test("stratified arrivals are as many as expected in each phase, rounded at random without bias")
    func stratified() {
        var total = 0
        for seed in UInt64(0)..<2000 {
            let all = TaskSchedule.make(
                shape: .constant(0.2), arrivals: .stratified, warmUp: 1_500_000_000, steady: 7_000_000_000,
                seed: seed, block: 0, load: 1
            ).map(\.offset)
            let steady = all.filter { $0 >= 1_500_000_000 }
            #expect(steady.count == 1 || steady.count == 2)
            #expect(all.count - steady.count <= 1)
            #expect(all == all.sorted() && all.allSatisfy { $0 < 8_500_000_000 })
            total += steady.count
        }
        // 2,000 draws of 1 + Bernoulli(0.4): the mean's standard error is 0.011.
        #expect(abs(Double(total) / 2000 - 1.4) < 0.05)
    }
}
