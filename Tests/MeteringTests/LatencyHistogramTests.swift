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

    private static func nearestRank(_ quantile: Double, _ histogram: LatencyHistogram) -> UInt64 {
        let rank = UInt64((Double(histogram.count) * quantile).rounded(.up))
        var seen: UInt64 = 0
        return histogram.recorded().first { bucket in
            seen += bucket.count
            return seen >= rank
        }?.value ?? 0
    }

    /// 1...100,000 us: the q quantile by nearest rank is q x 100 ms.
    @Test("buckets hold quantiles within the precision", arguments: [0.5, 0.9, 0.99, 0.999, 1])
    func quantiles(quantile: Double) {
        var fine = LatencyHistogram()
        var coarse = LatencyHistogram(precision: .twoDigits)
        for microseconds: UInt64 in 1...100_000 {
            fine.record(microseconds * 1_000)
            coarse.record(microseconds * 1_000)
        }
        let expected: Double = quantile * 1e8
        #expect(abs(Double(Self.nearestRank(quantile, fine)) / expected - 1) < 0.001)
        #expect(abs(Double(Self.nearestRank(quantile, coarse)) / expected - 1) < 0.01)
    }

    @Test("parts added together are what one histogram of everything is")
    func parts() {
        var whole = LatencyHistogram()
        var parts = [LatencyHistogram(), LatencyHistogram(), LatencyHistogram()]
        for number: UInt64 in 1...10_000 {
            let value = number * number * 977
            whole.record(value)
            parts[Int(number % 3)].record(value)
        }
        parts[1].recordInfinite(count: 5)
        whole.recordInfinite(count: 5)
        parts[2].record(LatencyHistogram.largestTracked + 7)
        whole.record(LatencyHistogram.largestTracked + 7)
        var sum = LatencyHistogram()
        for part in parts { sum.add(part) }
        #expect(sum.count == 10_001)
        #expect(sum.sum == whole.sum)
        #expect(sum.max == whole.max)
        #expect(sum.infinite == 5)
        #expect(sum.outOfRange == 1)
        #expect(sum.recorded().elementsEqual(whole.recorded(), by: ==))
    }

    @Test("a quantile is the value of nearest rank, and none where the infinite begin")
    func valueAtQuantile() {
        var histogram = LatencyHistogram()
        #expect(histogram.value(atQuantile: 0.5) == nil)
        for value: UInt64 in 1...98 { histogram.record(value) }
        histogram.recordInfinite(count: 2)
        #expect(histogram.value(atQuantile: 0) == 1)
        #expect(histogram.value(atQuantile: 0.5) == 50)
        #expect(histogram.value(atQuantile: 0.98) == 98)
        #expect(histogram.value(atQuantile: 0.981) == nil)
        #expect(histogram.value(atQuantile: 1) == nil)
    }

    @Test("infinite samples are counted apart from the values")
    func infinite() {
        var histogram = LatencyHistogram()
        for value: UInt64 in 1...98 { histogram.record(value) }
        histogram.recordInfinite(count: 2)
        #expect(histogram.count == 98)
        #expect(histogram.infinite == 2)
        #expect(histogram.recorded().map(\.count).reduce(0, +) == 98)
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
        #expect(histogram.recorded().last?.value == .max)
        #expect(histogram.max == .max)
    }

    @Test("an empty histogram has no mean and no buckets")
    func empty() {
        let histogram = LatencyHistogram()
        #expect(histogram.mean == nil)
        #expect(histogram.recorded().isEmpty)
    }
}
