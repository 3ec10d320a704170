import Scenarios
import Testing

@testable import LoadEngine

@Suite("Shares of behaviours, and slow reading")
struct BehaviourSharesTests {
    @Test(
        "weights become whole clients by largest remainders, and add up",
        arguments: [
            ([1.0], 7, [7]), ([1, 1], 3, [2, 1]), ([8, 1, 1], 10, [8, 1, 1]), ([1, 1, 1], 10, [4, 3, 3]),
            // Quotas 4.7, 1.6, 1.6, 0.1 (of 8): the remainders 0.7, 0.6, 0.6 get the three that are missing.
            ([47, 16, 16, 1], 8, [5, 2, 1, 0]), ([0.5, 0.25, 0.25], 4, [2, 1, 1]), ([5, 3], 0, [0, 0]),
            ([1000, 0.001], 100, [100, 0]),
        ] as [([Double], Int, [Int])])
    func counts(weights: [Double], clients: Int, expected: [Int]) {
        #expect(BehaviourShares.counts(weights, clients: clients) == expected)
    }

    @Test("clients are spread by the seed, in exactly these numbers")
    func assignment() {
        let mix = [
            Behaviour(name: "a", weight: 6, kind: .viewer), Behaviour(name: "b", weight: 3, kind: .viewer),
            Behaviour(name: "c", weight: 1, kind: .viewer),
        ]
        let one = BehaviourShares.assign(mix, clients: 1000, seed: 4)
        #expect((0..<3).map { place in one.count { $0 == place } } == [600, 300, 100])
        #expect(one == BehaviourShares.assign(mix, clients: 1000, seed: 4))
        #expect(one != BehaviourShares.assign(mix, clients: 1000, seed: 5))
        // Spread: each half has about half of the rarest.
        let early = one.prefix(500).count { $0 == 2 }
        #expect(early > 25 && early < 75)
        #expect(BehaviourShares.assign([], clients: 10, seed: 1).isEmpty)
    }

    @Test("a byte rate is kept by waiting as long as the bytes take")
    func byteRate() {
        var throttle = ReadThrottle(SlowReading(bytesPerSecond: 10_000, pause: nil), share: 0)
        #expect(throttle.portion == 500)
        #expect(throttle.allowed(from: 1_000) == 1_000)
        throttle.took(500, at: 1_000)
        #expect(throttle.allowed(from: 2_000) == 50_001_000)
        throttle.took(250, at: 50_001_000)
        #expect(throttle.allowed(from: 50_002_000) == 75_001_000)
        // After a quiet time the rate does not make up for it.
        throttle.took(100, at: 900_000_000)
        #expect(throttle.allowed(from: 900_000_000) == 910_000_000)
    }

    @Test("pauses come every period, at the client's own phase")
    func pauses() {
        let pause = SlowReading.Pause(length: 300, period: 1_000)
        let throttle = ReadThrottle(SlowReading(bytesPerSecond: nil, pause: pause), share: 0.5)
        // Its period began 500 before 0: pauses are [500, 800), [1500, 1800), ...
        for (now, allowed) in [(0, 0), (499, 499), (500, 800), (799, 800), (800, 800), (1_600, 1_800)] {
            #expect(throttle.allowed(from: Int64(now)) == Int64(allowed))
        }
        #expect(throttle.portion == 65_536)
    }
}
