import Statistics
import Testing

@Suite struct MomentsTests {
    @Test("mean and variance are those of NIST's certified data set NumAcc3, whose offset eats naive sums")
    func certified() throws {
        // NIST StRD NumAcc3: 1000000.2, then 500 times (1000000.1, 1000000.3). Mean 1000000.2, sd 0.1.
        var moments = Moments([1_000_000.2])
        for _ in 0..<500 {
            moments.add(1_000_000.1)
            moments.add(1_000_000.3)
        }
        #expect(abs(moments.mean - 1_000_000.2) < 1e-9)
        #expect(abs(try #require(moments.standardDeviation) - 0.1) < 1e-9)
    }

    @Test("values far from zero keep their variance")
    func offset() {
        // 1, 2, 3, 4 shifted by 2e9: variance 5/3.
        let moments = Moments([1, 2, 3, 4].map { $0 + 2e9 })
        #expect(abs((moments.variance ?? 0) - 5.0 / 3) < 1e-9)
        #expect(moments.populationVariance == 1.25)
    }

    @Test("too few values have no variance")
    func few() {
        #expect(Moments().variance == nil)
        #expect(Moments().populationVariance == nil)
        #expect(Moments([4]).variance == nil)
        #expect(Moments([4]).standardError == nil)
    }
}
