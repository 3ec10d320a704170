import Testing

@testable import LoadEngine

@Suite("Picking messages for those who watch")
struct LiveSamplerTests {
    /// Feeds bursts of messages, and tells what they left on the board. Latency grows through a burst, as it does
    /// through a fan-out.
    private static func feed(bursts: [Int], batch: Int = 1) -> (board: LiveLatencies, picks: Int) {
        var sampler = LiveSampler()
        sampler.begin(clockOffset: 0)
        let tally = LiveTally()
        var messages: UInt64 = 0
        var picks = 0
        for burst in bursts {
            for position in 0..<burst {
                messages += 1
                guard messages >= sampler.due else { continue }
                picks += 1
                sampler.pick(
                    Int64(position + 1) * 10_000, isStamped: true, weight: batch, messages: messages)
            }
            sampler.publish(to: tally, messages: messages)
        }
        return (tally.latencies, picks)
    }

    @Test("While nobody watches, no message is due")
    func nobody() {
        var sampler = LiveSampler()
        #expect(sampler.due == .max)
        let tally = LiveTally()
        sampler.publish(to: tally, messages: 1_000_000)
        #expect(sampler.due == .max)
        #expect(tally.latencies.count == 0)
    }

    @Test("What is little is counted whole")
    func whole() {
        let (board, picks) = Self.feed(bursts: [1, 0, 0, 5, 100, LiveSampler.capacity])
        #expect(picks == 106 + LiveSampler.capacity)
        #expect(board.count == picks)
    }

    @Test(
        "A burst is stood for to its end, whatever came before: its percentiles are right and its count nearly",
        arguments: [129, 500, 5_000, 50_000])
    func bursts(size: Int) throws {
        // A quiet time before, after which everything is picked again.
        let (board, _) = Self.feed(bursts: [size, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, size])
        #expect(abs(Double(board.count) / Double(2 * size) - 1) < 0.02)
        for quantile in [0.1, 0.5, 0.9, 0.99] {
            let told = try #require(board.value(atQuantile: quantile)) / 10_000
            // A bucket's width, and the distance of two picks: at least 64 are left of a burst.
            let expected = quantile * Double(size)
            #expect(abs(told - expected) < expected / 32 + Double(size) / 50, "\(quantile): \(told)")
        }
    }

    @Test("A steady stream costs few picks an update, and all of it is stood for")
    func stream() {
        // 25,000 messages a second at 40 updates.
        let (board, picks) = Self.feed(bursts: Array(repeating: 625, count: 400))
        #expect(picks < 400 * (LiveSampler.capacity + 40))
        #expect(abs(Double(board.count) / 250_000 - 1) < 0.02)
    }

    @Test("An entry of a batch stands for all of them")
    func batches() {
        let (board, _) = Self.feed(bursts: [10, 20], batch: 50)
        #expect(board.count == 30 * 50)
    }

    @Test("Any entry of a batch can be the one that is picked")
    func choices() {
        var sampler = LiveSampler()
        var seen: Set<Int> = []
        for _ in 0..<1000 { seen.insert(sampler.choice(of: 7)) }
        #expect(seen == Set(0..<7))
        #expect(sampler.choice(of: 1) == 0)
    }

    @Test("Stamps of another clock are set right, instants of our own are not touched")
    func offset() throws {
        for (isStamped, expected) in [(true, 30_000_000.0), (false, 20_000_000)] {
            var sampler = LiveSampler()
            sampler.begin(clockOffset: 10_000_000)
            sampler.pick(20_000_000, isStamped: isStamped, weight: 1, messages: 1)
            let tally = LiveTally()
            sampler.publish(to: tally, messages: 1)
            let told = try #require(tally.latencies.value(atQuantile: 0.5))
            #expect(abs(told / expected - 1) < 0.04)
        }
    }
}
