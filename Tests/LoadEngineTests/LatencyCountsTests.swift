import Metering
import Testing

@testable import LoadEngine

/// Held against HdrHistogram's own counting.
@Suite("Counting latencies on the fast path")
struct LatencyCountsTests {
    private func check(_ values: [UInt64]) {
        let counts = LatencyCounts()
        var histogram = LatencyHistogram()
        for value in values {
            counts.record(value)
            histogram.record(value)
        }
        let own = counts.histogram
        #expect(own.recorded().elementsEqual(histogram.recorded(), by: ==))
        #expect(own.count == histogram.count)
        #expect(own.sum == histogram.sum)
        #expect(own.max == histogram.max)
        #expect(own.outOfRange == histogram.outOfRange)
        #expect(own.value(atQuantile: 0.99) == histogram.value(atQuantile: 0.99))
    }

    @Test("Every bucket's first and last value lies in it", arguments: 0..<48)
    func edges(bits: Int) {
        let power: UInt64 = 1 << UInt64(bits)
        for value in [power - 1, power, power + 1, power + power / 3, 2 * power - 1] { check([value]) }
        check([power - 1, power, power + 1, 2 * power - 1, power])
    }

    @Test("Nothing, and what is no latency any more")
    func extremes() {
        check([])
        check([0, 0, LatencyHistogram.largestTracked, LatencyHistogram.largestTracked + 1, .max, .max, 5])
    }

    @Test("Random values of all sizes", arguments: 0..<8)
    func random(seed: UInt64) {
        var generator = SeededGenerator(seed: seed, stream: 3)
        check((0..<5000).map { _ in generator.next() >> (generator.next() % 64) })
        check((0..<5000).map { _ in generator.next() % 4_000_000 })
    }
}
