import Testing

@testable import FaultProxy

@Suite("When bytes leave a line")
struct LineClockTests {
    private func clock(_ change: (inout LineConditions) -> Void, seed: UInt64 = 1) -> LineClock {
        var clock = LineClock(seed: seed)
        var conditions = LineConditions()
        change(&conditions)
        clock.restart(conditions)
        return clock
    }

    @Test("a clear line keeps nothing")
    func clear() {
        var clock = clock { _ in }
        #expect(clock.release(1_000_000, at: 17) == 17)
        #expect(clock.release(1, at: 18) == 18)
    }

    @Test("a delay is added to each instant")
    func delay() {
        var clock = clock { $0.delay = 50 }
        #expect([0, 3, 1000].map { clock.release(9, at: $0) } == [50, 53, 1050])
    }

    @Test("at r bytes a second, n bytes that come at once leave after n / r, and later ones behind them")
    func bandwidth() {
        var clock = clock { $0.bytesPerSecond = 1000 }
        #expect(clock.release(500, at: 0) == 500_000_000)
        #expect(clock.release(250, at: 100) == 750_000_000)
        // Idle since 0.75 s: nothing is saved up.
        #expect(clock.release(100, at: 2_000_000_000) == 2_100_000_000)
    }

    @Test("an idle line of depth B lets B bytes through at once, and after that n bytes in (n - B) / r")
    func burst() {
        var clock = clock {
            $0.bytesPerSecond = 1000
            $0.burst = 300
        }
        #expect(clock.release(300, at: 5) == 5)
        #expect(clock.release(700, at: 5) == 700_000_005)
        // 0.1 s later 100 bytes have been saved up again.
        #expect(clock.release(100, at: 800_000_005) == 800_000_005)
        #expect(clock.release(1, at: 800_000_005) == 801_000_005)
    }

    @Test("bandwidth comes first, then the delay")
    func both() {
        var clock = clock {
            $0.bytesPerSecond = 1000
            $0.delay = 7
        }
        #expect(clock.release(1000, at: 0) == 1_000_000_007)
    }

    @Test("jitter is drawn evenly: within its bounds, its mean half of it, the same for the same seed")
    func jitter() {
        let spread: Int64 = 1000
        func draws(_ seed: UInt64) -> [Int64] {
            var clock = clock({ $0.jitter = spread }, seed: seed)
            return (0..<2000).map { index in
                let now = Int64(index) * 10_000
                return clock.release(1, at: now) - now
            }
        }
        let all = draws(5)
        #expect(all.allSatisfy { (0...spread).contains($0) })
        // The mean of 2,000 even draws has a standard error of 1000 / sqrt(12 x 2000) = 6.5.
        let mean = Double(all.reduce(0, +)) / Double(all.count)
        #expect(abs(mean - 500) < 5 * 6.5)
        #expect(draws(5) == all)
        #expect(draws(6) != all)
    }

    @Test("jitter lets nothing overtake")
    func order() {
        var clock = clock { $0.jitter = 1_000_000 }
        let instants = (0..<500).map { clock.release(1, at: Int64($0)) }
        #expect(zip(instants, instants.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test(
        "what is taken in at once is a twentieth of a second's bytes, 512 at least",
        arguments: [(nil, 65536), (100, 512), (20_000, 1000), (1e9, 65536)] as [(Double?, Int)])
    func portions(rate: Double?, expected: Int) {
        #expect(clock { $0.bytesPerSecond = rate }.portion(of: 65536) == expected)
    }
}
