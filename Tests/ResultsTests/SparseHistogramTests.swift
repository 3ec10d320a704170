import Results
import Testing

@Suite struct SparseHistogramTests {
    @Test("quantiles are the nearest rank, infinite samples above all")
    func quantiles() {
        let histogram = DocumentFixture.histogram([[10, 50], [20, 40], [30, 8]], infinite: 2)
        #expect(histogram.value(atQuantile: 0.01) == 10)
        #expect(histogram.value(atQuantile: 0.5) == 10)
        #expect(histogram.value(atQuantile: 0.51) == 20)
        #expect(histogram.value(atQuantile: 0.9) == 20)
        #expect(histogram.value(atQuantile: 0.98) == 30)
        #expect(histogram.value(atQuantile: 0.99) == nil)
        #expect(SparseHistogram.empty(unit: "ns").value(atQuantile: 0.5) == nil)
    }

    @Test(
        "0.99 of a round number of samples is not pushed up a rank by rounding", arguments: [100, 700, 2_900])
    func rounding(count: UInt64) {
        let pairs: [[UInt64]] = (1...count).map { [$0, 1] }
        #expect(DocumentFixture.histogram(pairs).value(atQuantile: 0.99) == count * 99 / 100)
    }

    @Test("merging adds counts value by value, in either order")
    func merging() {
        let left = DocumentFixture.histogram([[10, 1], [20, 2], [50, 1]], infinite: 1, events: 3)
        let right = DocumentFixture.histogram([[5, 7], [20, 3]], infinite: 2, events: 4)
        let both = left.merged(with: right)
        #expect(both.pairs == [[5, 7], [10, 1], [20, 5], [50, 1]])
        #expect(both.count == 14)
        #expect(both.sum == 10 + 40 + 50 + 35 + 60)
        #expect(both.max == 50)
        #expect(both.infinite == 3)
        #expect(both.events == 7)
        #expect(right.merged(with: left) == both)
        #expect(left.merged(with: .empty(unit: "ns")) == left)
    }

    @Test(
        "p99 needs 1,000 distinct events and p999 10,000",
        arguments: [(999, false, false), (1_000, true, false), (9_999, true, false), (10_000, true, true)])
    func refusal(row: (events: Int, p99: Bool, p999: Bool)) {
        let pairs: [[UInt64]] = [[1_000_000, 900_000], [2_000_000, 100_000]]
        let summary = LatencySummary(DocumentFixture.histogram(pairs, events: row.events))
        #expect(summary.p50 == 1)
        #expect(summary.p90 == 1)
        #expect((summary.p99 != nil) == row.p99)
        #expect((summary.p999 != nil) == row.p999)
        #expect(summary.count == 1_000_000)
        #expect(abs((summary.mean ?? 0) - 1.1) < 1e-12)
    }
}
