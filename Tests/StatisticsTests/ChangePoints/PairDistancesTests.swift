import Testing

@testable import Statistics

@Suite struct PairDistancesTests {
    /// By hand from the definition: mn / (m + n) (2 mean across - mean within left - mean within right).
    @Test("divergences agree with the definition worked out by hand")
    func byHand() {
        // Across 5, 9, 3, 7: mean 6. Within: 2 and 4. 2 * 2 / 4 * (12 - 2 - 4) = 6.
        #expect(PairDistances([0, 2, 5, 9][...]).divergence(from: 0, split: 2, to: 4) == 6)
        // Across all 1. Within 0. 2 * 3 / 5 * 2 = 2.4.
        #expect(abs(PairDistances([0, 0, 1, 1, 1][...]).divergence(from: 0, split: 2, to: 5) - 2.4) < 1e-12)
    }

    @Test("parts are counted from the series' begin, not the stretch's")
    func offset() {
        let values: [Double] = [100, -7, 0, 2, 5, 9, 33]
        #expect(PairDistances(values[2..<6]).divergence(from: 2, split: 4, to: 6) == 6)
        #expect(PairDistances(values[0..<7]).divergence(from: 2, split: 4, to: 6) == 6)
    }

    @Test("agree with sums over all pairs for parts of random values")
    func bruteForce() {
        let values: [Double] = PlantedSeries.flat(20, seed: 5)
        let distances = PairDistances(values[...])
        func mean(_ left: [Double], _ right: [Double], within: Bool) -> Double {
            var sum: Double = 0
            for a in left { for b in right { sum += abs(a - b) } }
            return sum / Double(within ? left.count * (left.count - 1) : left.count * right.count)
        }
        for (start, split, end) in [(0, 5, 20), (3, 8, 14), (10, 15, 20), (0, 2, 4)] {
            let left = Array(values[start..<split])
            let right = Array(values[split..<end])
            let weight = Double(left.count * right.count) / Double(left.count + right.count)
            let expected: Double =
                weight
                * (2 * mean(left, right, within: false) - mean(left, left, within: true)
                    - mean(right, right, within: true))
            #expect(abs(distances.divergence(from: start, split: split, to: end) - expected) < 1e-10)
        }
    }

    @Test("a level that falls back is split off although the whole would hide it")
    func fallsBack() {
        let values: [Double] =
            Array(repeating: 0, count: 20) + Array(repeating: 1, count: 6)
            + Array(repeating: 0, count: 20)
        #expect(PairDistances(values[...]).mostDivergentSplit(in: 0..<46, shortest: 5) == 20)
    }

    @Test("nothing splits a stretch without differences or of fewer values than two levels")
    func nothing() {
        #expect(PairDistances([3, 3, 3, 3][...]).mostDivergentSplit(in: 0..<4, shortest: 2) == nil)
        #expect(PairDistances([1, 2, 3][...]).mostDivergentSplit(in: 0..<3, shortest: 2) == nil)
    }
}
