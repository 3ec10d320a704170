import Scenarios
import Testing

@testable import Experiment

@Suite("Schedules whose rate varies")
struct LoadShapeScheduleTests {
    static let second: Int64 = 1_000_000_000
    static let shapes: [LoadShape] = [
        .ramp(from: 0, to: 20), .ramp(from: 20, to: 1),
        .steps([LoadStep(rate: 30, length: 3 * second), LoadStep(rate: 2, length: second)]),
        .spike(base: 2, peak: 60, at: 5 * second, length: 2 * second),
    ]

    private func offsets(_ shape: LoadShape, _ arrivals: Arrivals, seed: UInt64) -> [Int64] {
        TaskSchedule.make(
            shape: shape, arrivals: arrivals, warmUp: Self.second, steady: 10 * Self.second, seed: seed,
            block: 0, load: 0
        ).map(\.offset)
    }

    /// L by the trapezium rule on a millisecond grid: independent of the profile's pieces.
    private func expected(_ shape: LoadShape, _ range: Range<Double>) -> Double {
        func rate(_ at: Double) -> Double {
            let t = at - 1
            guard t >= 0 else { return shape.firstRate }
            switch shape {
            case .constant(let rate): return rate
            case .ramp(let from, let to): return from + (to - from) * t / 10
            case .steps: return t < 3 ? 30 : 2
            case .spike: return t >= 5 && t < 7 ? 60 : 2
            }
        }
        let step = 0.001
        return stride(from: range.lowerBound + step / 2, to: range.upperBound, by: step).reduce(0) {
            $0 + rate($1) * step
        }
    }

    @Test(
        "Poisson arrivals have the expected count in every second, and a variance as large", arguments: shapes
    )
    func poissonCounts(shape: LoadShape) {
        let runs = 800
        var counts = [[Double]](repeating: [], count: 11)
        for seed in 0..<UInt64(runs) {
            var seconds = [Double](repeating: 0, count: 11)
            for offset in offsets(shape, .poisson, seed: seed) { seconds[Int(offset / Self.second)] += 1 }
            for (second, count) in seconds.enumerated() { counts[second].append(count) }
        }
        for (second, values) in counts.enumerated() {
            let expected = expected(shape, Double(second)..<Double(second + 1))
            let mean = values.reduce(0, +) / Double(runs)
            // Five standard errors of a mean of Poisson counts; four shapes of eleven seconds are checked.
            #expect(abs(mean - expected) <= 5 * (expected / Double(runs)).squareRoot() + 1e-9)
            guard expected > 1 else { continue }
            let variance = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(runs - 1)
            // The standard error of a variance over 800 runs is about 5 %.
            #expect(abs(variance / expected - 1) < 0.3)
        }
    }

    @Test("uniform arrivals are one expected task apart, whatever the rate", arguments: shapes)
    func uniformSpacing(shape: LoadShape) {
        let all = offsets(shape, .uniform, seed: 3)
        let places = all.map { expected(shape, 0..<(Double($0) / 1e9)) }
        for (before, after) in zip(places, places.dropFirst()) { #expect(abs(after - before - 1) < 0.07) }
        let total = expected(shape, 0..<11)
        #expect(Double(all.count) >= total - 1 && Double(all.count) <= total + 1)
    }

    @Test("a ramp from zero has uniform arrivals at the square roots of their numbers")
    func rampClosedForm() {
        // Without a warm-up L(t) = t^2 for a ramp from 0 to 20 over 10 s.
        let all = TaskSchedule.make(
            shape: .ramp(from: 0, to: 20), arrivals: .uniform, warmUp: 0, steady: 10 * Self.second, seed: 8,
            block: 0, load: 0
        ).map { Double($0.offset) / 1e9 }
        let phase = all[0] * all[0]
        #expect(phase >= 0 && phase < 1 && all.count == 100)
        for (index, at) in all.enumerated() {
            #expect(abs(at - (phase + Double(index)).squareRoot()) < 1e-6)
        }
    }

    @Test(
        "stratified arrivals are as many as expected in the warm-up and in the steady state",
        arguments: shapes)
    func stratified(shape: LoadShape) {
        let early = expected(shape, 0..<1)
        let late = expected(shape, 1..<11)
        for seed in UInt64(0)..<50 {
            let all = offsets(shape, .stratified, seed: seed)
            let inWarmUp = Double(all.count { $0 < Self.second })
            #expect(abs(inWarmUp - early) < 1.0001)
            #expect(abs(Double(all.count) - inWarmUp - late) < 1.0001)
            #expect(all == all.sorted())
        }
    }
}
