import Glibc
import Statistics
import Testing

@Suite struct PredictionsTests {
    @Test("a steady one-second poll shows an update after half a second and the response")
    func polling() {
        #expect(PollingLatency(interval: 1, intervalVariance: 0, response: 0.002).mean == 0.502)
        // Exponential intervals: var = T^2, so the mean wait is a whole T.
        #expect(PollingLatency(interval: 2, intervalVariance: 4, response: 0).mean == 2)
    }

    @Test("polling's mean agrees with a simulation of jittered polls")
    func pollingSimulated() {
        var generator = Xoshiro256(seed: 11)
        var polls: [Double] = [0]
        while polls[polls.count - 1] < 100_000 {
            polls.append(polls[polls.count - 1] + Double.random(in: 0.5..<1.5, using: &generator))
        }
        var waits = Moments()
        var next: Int = 0
        for step in 0..<200_000 {
            let stamp: Double = (Double(step) + Double.random(in: 0..<1, using: &generator)) / 2
            while next < polls.count, polls[next] < stamp { next += 1 }
            guard next < polls.count else { break }
            waits.add(polls[next] - stamp + 0.01)
        }
        // Uniform on 0.5...1.5: variance 1/12.
        let predicted = PollingLatency(interval: 1, intervalVariance: 1.0 / 12, response: 0.01).mean
        #expect(abs(waits.mean - predicted) < 0.003)
    }

    /// Rates where the window is nearly always alone, shared, and flushed by its capacity.
    @Test("batch delay and rate agree with a simulation", arguments: [0.5, 10, 100, 480, 2_000])
    func batches(rate: Double) {
        let window = BatchWindow(window: 0.1)
        var generator = Xoshiro256(seed: 3)
        var instants: [Int64] = []
        var now: Double = 0
        for _ in 0..<200_000 {
            now += -log(1 - Double.random(in: 0..<1, using: &generator)) / rate
            instants.append(Int64(now * 1e9))
        }
        let replay = window.replay(instants)
        let delays = Moments(zip(replay.flushes, instants).map { Double($0 - $1) / 1e9 })
        #expect(abs(delays.mean / window.meanDelay(rate: rate) - 1) < 0.01)
        #expect(abs(Double(replay.batches) / now / window.messageRate(rate: rate) - 1) < 0.01)
    }

    @Test("far from the capacity the delay goes from W when rare to W/2 when busy")
    func uncapped() {
        let window = BatchWindow(window: 0.5)
        // a = 0.001: W (2 + a) / (2 (1 + a)).
        #expect(abs(window.meanDelay(rate: 0.002) - 0.5 * 2.001 / 2.002) < 1e-9)
        // a = 2: W (2 + a) / (2 (1 + a)) = W 2/3; messages r / (1 + a).
        #expect(abs(window.meanDelay(rate: 4) - 1.0 / 3) < 1e-12)
        #expect(abs(window.messageRate(rate: 4) - 4.0 / 3) < 1e-12)
        let wide = BatchWindow(window: 0.5, capacity: 100_000)
        #expect(abs(wide.meanDelay(rate: 20_000) - 0.25) < 1e-4)
    }

    @Test("a window of no length delays nothing and sends every event by itself")
    func noWindow() {
        let window = BatchWindow(window: 0)
        #expect(window.meanDelay(rate: 100) == 0)
        #expect(window.messageRate(rate: 100) == 100)
        #expect(window.replay([1, 1, 5]).flushes == [1, 1, 5])
        #expect(window.replay([1, 1, 5]).batches == 3)
    }

    @Test("the replay opens with the first event, flushes at the window, and at capacity")
    func replay() {
        let window = BatchWindow(window: 1e-7, capacity: 3)
        // 0, 40 and 99 fill a batch at 99; 100 opens one that flushes at 200; 200 is too late for it.
        let replay = window.replay([0, 40, 99, 100, 150, 200])
        #expect(replay.flushes == [99, 99, 99, 200, 200, 300])
        #expect(replay.batches == 3)
        #expect(window.replay([]).flushes.isEmpty)
    }

    @Test("500 clients at 50 messages a second and 8.8 us a send wait 2.8 ms")
    func fanOut() throws {
        let fanOut = FanOut(clients: 500, sendCost: 8.8e-6)
        #expect(abs(try #require(fanOut.meanDelivery(messageRate: 50)) - 2.8e-3) < 0.05e-3)
        #expect(fanOut.meanDelivery(messageRate: 250) == nil)
    }

    @Test("the replayed fan-out agrees with the closed form for Poisson messages")
    func fanOutReplay() throws {
        let fanOut = FanOut(clients: 500, sendCost: 8.8e-6)
        var generator = Xoshiro256(seed: 9)
        var now: Double = 0
        var instants: [Int64] = []
        for _ in 0..<400_000 {
            now += -log(1 - Double.random(in: 0..<1, using: &generator)) / 50
            instants.append(Int64(now * 1e9))
        }
        let replayed = try #require(fanOut.meanDelivery(replaying: instants))
        #expect(abs(replayed / (try #require(fanOut.meanDelivery(messageRate: 50))) - 1) < 0.01)
        // Two at once: the second waits for a whole fan-out.
        let burst = try #require(FanOut(clients: 10, sendCost: 1e-3).meanDelivery(replaying: [0, 0]))
        #expect(abs(burst - (0.01 / 2 + 0.0055)) < 1e-12)
    }

    @Test("heartbeats cost 6.6 bytes a second and a bare poll of 1 KB about 1,450 bytes")
    func traffic() {
        #expect(abs(WireTraffic.heartbeats(pingInterval: 25) - 6.6) < 0.05)
        #expect(WireTraffic.polling(payloadBytes: 1_294, interval: 1) == 1_450)
        #expect(WireTraffic.batchBytes(envelope: 0) == 108)
        // 10 a second, 0.1 s: pairs on average.
        let pairs = WireTraffic.push(
            rate: 10, itemBytes: 200, batchBytes: 208, window: BatchWindow(window: 0.1))
        #expect(abs(pairs - (2_000 + 5 * 208)) < 1e-6)
    }

    @Test("push breaks even with polling where the design says", arguments: [(180.0, 4.5), (250.0, 3.4)])
    func breakEven(row: (item: Double, rate: Double)) throws {
        // measurement.md: "near 3.4-4.5 events/s for a bare client at 1 s", items of 180-250 bytes. Unbatched
        // events pay b = 108 plus the segment's acknowledgement and envelope; 34 bytes tell the two ends apart.
        let rate = try #require(
            WireTraffic.breakEven(
                pollingBytesPerSecond: WireTraffic.polling(payloadBytes: 1_294, interval: 1),
                heartbeatBytesPerSecond: 6.6
            ) {
                WireTraffic.push(
                    rate: $0, itemBytes: row.item, batchBytes: 140, window: BatchWindow(window: 0))
            })
        #expect(abs(rate - row.rate) < 0.35)
        #expect(
            WireTraffic.breakEven(pollingBytesPerSecond: 5, heartbeatBytesPerSecond: 6.6) { $0 } == 0)
        #expect(
            WireTraffic.breakEven(pollingBytesPerSecond: 50, heartbeatBytesPerSecond: 6.6) { _ in 0 } == nil)
    }

    @Test("CPU breaks even at about two messages a second a client")
    func cpu() {
        #expect(CPUBreakEven.messagesPerSecond(pollCost: 18, interval: 1, pushCost: 9) == 2)
    }
}
