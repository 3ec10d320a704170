import Foundation
import Testing

@testable import LoadEngine

@Suite("Live latencies")
struct LiveLatenciesTests {
    @Test("A value is told within a thirty-second part of it, from a microsecond to two minutes")
    func precision() {
        var nanoseconds: Double = 1024
        while nanoseconds < 130e9 {
            let value = Int64(nanoseconds)
            let told = LiveLatencies.value(of: LiveLatencies.bucket(of: value))
            #expect(abs(told - Double(value)) <= Double(value) / 32 + 1, "\(value) is told as \(told)")
            nanoseconds *= 1.013
        }
    }

    @Test("Buckets ascend, and both ends take what lies beyond them")
    func ends() {
        let values = (0..<LiveLatencies.buckets).map(LiveLatencies.value)
        #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
        #expect([Int64.min, -1, 0, 1023].allSatisfy { LiveLatencies.bucket(of: $0) == 0 })
        #expect(LiveLatencies.bucket(of: 1024) == 1)
        #expect(LiveLatencies.bucket(of: (1 << 37) - 1) == LiveLatencies.buckets - 2)
        #expect(
            [1 << 37, Int64.max].allSatisfy { LiveLatencies.bucket(of: $0) == LiveLatencies.buckets - 1 })
    }

    @Test(
        "Quantiles of evenly spread values are where they have to be", arguments: [0.01, 0.5, 0.9, 0.99, 1])
    func quantiles(quantile: Double) throws {
        var latencies = LiveLatencies()
        for milliseconds in 1...1000 { latencies.record(Int64(milliseconds) * 1_000_000) }
        let told = try #require(latencies.value(atQuantile: quantile))
        #expect(abs(told / 1e6 - quantile * 1000) <= quantile * 1000 / 32 + 1)
        #expect(latencies.count == 1000)
        #expect(LiveLatencies().value(atQuantile: quantile) == nil)
    }

    @Test("The difference of two looks is what came in between, also where a counter has wrapped")
    func difference() {
        var counts = [UInt32](repeating: 0, count: LiveLatencies.buckets)
        counts[40] = .max
        let before = LiveLatencies(counts: counts)
        var after = before
        let value = Int64(LiveLatencies.value(of: 40))
        after.record(value, weight: 3)
        #expect(after.since(before).count == 3)
        #expect(after.since(before).value(atQuantile: 0.5) == LiveLatencies.value(of: 40))
        var sum = after.since(before)
        sum.add(after.since(before))
        #expect(sum.count == 6)
    }

    @Test("They cross a process boundary whole, and another number of buckets is refused")
    func crossing() throws {
        var latencies = LiveLatencies()
        latencies.record(5_000_000, weight: 7)
        let json = try JSONEncoder().encode(latencies)
        #expect(try JSONDecoder().decode(LiveLatencies.self, from: json) == latencies)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(LiveLatencies.self, from: Data("[1,2,3]".utf8))
        }
    }
}
