import Metering
import Testing

@Suite struct LatencyHistogramTests {
    @Test("sum, mean and maximum are exact although buckets are not")
    func exact() {
        var histogram = LatencyHistogram()
        let values: [UInt64] = [500_000_001, 500_000_002, 499_999_999, 1]
        for value in values { histogram.record(value) }
        #expect(histogram.count == 4)
        #expect(histogram.sum == 1_500_000_003)
        #expect(histogram.mean == 375_000_000.75)
        #expect(histogram.max == 500_000_002)
    }

    /// 1...100,000 us: the q quantile by nearest rank is q x 100 ms.
    @Test("quantiles are the nearest rank within the precision", arguments: [0.5, 0.9, 0.99, 0.999, 1])
    func quantiles(quantile: Double) throws {
        var fine = LatencyHistogram()
        var coarse = LatencyHistogram(precision: .twoDigits)
        for microseconds: UInt64 in 1...100_000 {
            fine.record(microseconds * 1_000)
            coarse.record(microseconds * 1_000)
        }
        let expected: Double = quantile * 1e8
        #expect(abs(Double(try #require(fine.value(atQuantile: quantile))) / expected - 1) < 0.001)
        #expect(abs(Double(try #require(coarse.value(atQuantile: quantile))) / expected - 1) < 0.01)
    }

    @Test("infinite samples stand above every value")
    func infinite() {
        var histogram = LatencyHistogram()
        for value: UInt64 in 1...98 { histogram.record(value) }
        histogram.recordInfinite(count: 2)
        #expect(histogram.count == 98)
        #expect(histogram.infinite == 2)
        #expect(histogram.value(atQuantile: 0.5) == 50)
        #expect(histogram.value(atQuantile: 0.98) == 98)
        #expect(histogram.value(atQuantile: 0.99) == nil)
        #expect(histogram.mean == 49.5)
    }

    @Test("an hour is in range and values beyond a day are counted, never dropped")
    func range() {
        var histogram = LatencyHistogram()
        let hour: UInt64 = 3_600_000_000_000
        histogram.record(hour)
        #expect(histogram.outOfRange == 0)
        histogram.record(.max)
        histogram.record(LatencyHistogram.largestTracked + 1)
        #expect(histogram.outOfRange == 2)
        #expect(histogram.count == 3)
        #expect(histogram.recorded().map(\.count) == [1, 2])
        #expect(histogram.value(atQuantile: 1) == .max)
        #expect(histogram.max == .max)
    }

    @Test("merging loses nothing, whichever side has the wider range")
    func merge() {
        var all = LatencyHistogram()
        var low = LatencyHistogram()
        var high = LatencyHistogram()
        for step: UInt64 in 0..<5_000 {
            let small: UInt64 = step * 37 % 90_000
            let large: UInt64 = step * 7_919_777
            all.record(small)
            all.record(large)
            low.record(small)
            high.record(large)
        }
        high.recordInfinite()
        all.recordInfinite()
        var upward = low
        upward.merge(high)
        var downward = high
        downward.merge(low)
        for merged in [upward, downward] {
            #expect(merged.count == all.count)
            #expect(merged.sum == all.sum)
            #expect(merged.max == all.max)
            #expect(merged.infinite == 1)
            #expect(merged.recorded().map(\.value) == all.recorded().map(\.value))
            #expect(merged.recorded().map(\.count) == all.recorded().map(\.count))
        }
    }

    @Test("an empty histogram has no mean and no quantile")
    func empty() {
        let histogram = LatencyHistogram()
        #expect(histogram.mean == nil)
        #expect(histogram.value(atQuantile: 0.5) == nil)
        #expect(histogram.recorded().isEmpty)
    }
}
