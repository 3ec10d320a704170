import Foundation
import Testing

@testable import Statistics

@Suite struct BlockSlopeTests {
    @Test(
        "for noise without memory the quotient is Student's t with two degrees less than blocks",
        arguments: [
            3, 4, 6, 10,
        ])
    func student(blocks: Int) {
        let slope = BlockSlope(blocks: blocks, memory: .none)
        let student = StudentT(degreesOfFreedom: Double(blocks - 2))
        for limit in [0.3, 1, 2.5, 8] {
            #expect(abs(slope.tail(beyond: limit) - 2 * (1 - student.cumulative(limit))) < 1e-6)
        }
        #expect(abs(slope.critical() / student.quantile(0.975) - 1) < 1e-4)
    }

    @Test("the covariance of block means is that of AR(1) noise summed up sample by sample")
    func covariance() {
        let phi: Double = 0.98
        let (blocks, length) = (4, 150)
        let found = NoiseMemory(phi: phi, samples: blocks * length).covariance(blocks: blocks)
        func exact(_ apart: Int) -> Double {
            var sum: Double = 0
            for left in 0..<length {
                for right in 0..<length { sum += pow(phi, Double(abs(apart * length + right - left))) }
            }
            return sum / Double(length * length)
        }
        let scale: Double = exact(0) / found[0, 0]
        for apart in 0..<blocks { #expect(abs(found[0, apart] * scale - exact(apart)) < 1e-3 * exact(0)) }
    }

    @Test("noise that remembers longer is answered with a wider interval, up to that of a random walk")
    func longer() {
        let limits: [Double] = [0, 0.005, 0.02, 0.08, 0.3, 1, 10, 1_000, .infinity].map {
            BlockSlope(blocks: Growth.blocks, memory: NoiseMemory(share: $0)).critical()
        }
        for (shorter, longer) in zip(limits, limits.dropFirst()) { #expect(longer >= shorter * (1 - 1e-4)) }
    }

    @Test("a share of the quotients of simulated random walks as large as computed lies beyond a limit")
    func randomWalk() {
        let blocks: Int = 5
        let slope = BlockSlope(blocks: blocks, memory: .randomWalk)
        let limit: Double = slope.critical(confidence: 0.9)
        var normal = NormalDraws(seed: 11)
        var beyond: Int = 0
        let tries: Int = 4_000
        for _ in 0..<tries {
            var level: Double = 0
            let means: [Double] = (0..<blocks).map { _ in
                var sum: Double = 0
                for _ in 0..<40 {
                    level += normal.next()
                    sum += level
                }
                return sum / 40
            }
            if Self.quotient(means) > limit { beyond += 1 }
        }
        // 400 are expected, and one deviation is 19.
        #expect(abs(beyond - 400) < 80)
    }

    /// |slope| over its standard error by least squares.
    private static func quotient(_ means: [Double]) -> Double {
        let middle: Double = Double(means.count - 1) / 2
        let level: Double = means.reduce(0, +) / Double(means.count)
        let squares: Double = (0..<means.count).reduce(0) { $0 + pow(Double($1) - middle, 2) }
        let slope: Double =
            means.enumerated().reduce(0) { $0 + (Double($1.offset) - middle) * $1.element } / squares
        let left: Double = means.enumerated().reduce(0) {
            $0 + pow($1.element - level - slope * (Double($1.offset) - middle), 2)
        }
        return abs(slope) / (left / Double(means.count - 2) / squares).squareRoot()
    }
}
