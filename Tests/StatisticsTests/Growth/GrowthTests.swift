import Foundation
import Testing

@testable import Statistics

@Suite struct GrowthTests {
    @Test("a line without noise grows as it does, and for certain", arguments: [-3.5, 0, 2e-4, 7e6])
    func line(slope: Double) throws {
        let growth = try #require(Growth((0..<600).map { 5e7 + slope * 0.5 * Double($0) }, spacing: 0.5))
        let tolerance: Double = 1e-6 * max(1, abs(slope)) + 1e-6
        #expect(abs(growth.perSecond - slope) < tolerance)
        #expect(growth.confidence95.upperBound - growth.confidence95.lowerBound < 40 * tolerance)
        #expect(growth.seconds == 300)
    }

    @Test("what is less than a step of the reading over the whole time may be there")
    func resolution() throws {
        let growth = try #require(
            Growth([Double](repeating: 8_192, count: 600), spacing: 1, resolution: 4_096))
        #expect(growth.perSecond == 0)
        #expect(abs(growth.confidence95.upperBound - 4_096.0 / 600) < 1e-9)
        #expect(abs(growth.confidence95.lowerBound + 4_096.0 / 600) < 1e-9)
    }

    @Test("readings at the begin that fill no block are left out")
    func remainder() throws {
        let growth = try #require(Growth([1e9] + (0..<600).map(Double.init), spacing: 1))
        #expect(abs(growth.perSecond - 1) < 1e-9)
    }

    @Test("too few readings, and what is no number, have no growth")
    func none() {
        #expect(Growth([Double](repeating: 1, count: Growth.fewestReadings - 1), spacing: 1) == nil)
        #expect(Growth([Double](repeating: 1, count: 100) + [.nan], spacing: 1) == nil)
        #expect(Growth([Double](repeating: 1, count: 100), spacing: 0) == nil)
    }

    /// Ten minutes of readings a second apart: 3 units of growth a second below AR(1) noise, and beside it noise
    /// without memory that hides the slow one from an estimate of phi.
    @Test(
        "the interval covers the growth at least as often as it says, however slow the noise",
        arguments: [(0, 0), (0.5, 0), (0.9, 0), (0.98, 0), (0.98, 5), (0.995, 0), (1, 0)]
            as [(Double, Double)])
    func coverage(phi: Double, fast: Double) {
        var noise = SlowNoise(phi: phi, seed: 42)
        var covered: Int = 0
        let tries: Int = 1_000
        for _ in 0..<tries {
            let readings: [Double] = noise.readings(600, fast: fast).enumerated().map {
                3 * Double($0.offset) + $0.element
            }
            if let growth = Growth(readings, spacing: 1), growth.confidence95.contains(3) { covered += 1 }
        }
        // 95 % less four standard deviations of the count is 92.2 %.
        #expect(covered >= 922, "\(covered) of \(tries)")
    }

    @Test("ordinary regression covers such growth in about one case of six")
    func ordinary() {
        var noise = SlowNoise(phi: 0.98, seed: 7)
        var covered: Int = 0
        for _ in 0..<400 {
            let readings: [Double] = noise.readings(600, fast: 0)
            let middle: Double = 299.5
            let squares: Double = BlockSlope.squares(blocks: 600)
            let level: Double = Moments(readings).mean
            let slope: Double =
                readings.enumerated().reduce(0) { $0 + (Double($1.offset) - middle) * $1.element } / squares
            let left: Double = readings.enumerated().reduce(0) {
                $0 + pow($1.element - level - slope * (Double($1.offset) - middle), 2)
            }
            if abs(slope) <= 1.964 * (left / 598 / squares).squareRoot() { covered += 1 }
        }
        #expect((30...120).contains(covered), "\(covered) of 400")
    }
}

/// AR(1) noise in its stationary state; a random walk from 0 for phi = 1.
private struct SlowNoise {
    let phi: Double
    var normal: NormalDraws

    init(phi: Double, seed: UInt64) {
        self.phi = phi
        normal = NormalDraws(seed: seed)
    }

    /// - Parameter fast: deviation of noise without memory on top of it, in deviations of the slow one's steps.
    mutating func readings(_ count: Int, fast: Double) -> [Double] {
        var value: Double = phi < 1 ? normal.next() / (1 - phi * phi).squareRoot() : 0
        return (0..<count).map { _ in
            value = phi * value + normal.next()
            return value + (fast > 0 ? fast * normal.next() : 0)
        }
    }
}
