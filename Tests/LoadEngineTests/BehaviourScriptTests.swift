import Scenarios
import Testing

@testable import LoadEngine

@Suite("What a client with a behaviour does when")
struct BehaviourScriptTests {
    static let second: Int64 = 1_000_000_000

    private func script(_ kind: Behaviour.Kind, reconnects: Bool = false, seed: UInt64 = 1) -> BehaviourScript
    {
        BehaviourScript(
            Behaviour(name: "b", kind: kind, reconnects: reconnects), random: SeededGenerator(seed: seed))
    }

    /// Joined, with the load started at 0.
    private func started(_ kind: Behaviour.Kind, reconnects: Bool = false, seed: UInt64 = 1)
        -> BehaviourScript
    {
        var script = script(kind, reconnects: reconnects, seed: seed)
        _ = script.joined(at: -Self.second)
        script.start(at: 0)
        return script
    }

    @Test(
        "the delay before attempt n is min(1000 x 2^(n-1), 30000) ms",
        arguments: zip([1, 2, 3, 4, 5, 6, 7, 100], [1, 2, 4, 8, 16, 30, 30, 30] as [Int64]))
    func delays(attempt: Int, seconds: Int64) {
        #expect(ReconnectPolicy().delay(attempt: attempt) == seconds * Self.second)
    }

    @Test("jitter spreads a delay over its upper half, evenly")
    func jitter() {
        var random = SeededGenerator(seed: 7)
        var policy = ReconnectPolicy()
        policy.attemptFailed()
        let delays = (0..<4000).map { _ in Double(policy.nextDelay(using: &random)) / 1e9 }
        #expect(delays.allSatisfy { $0 >= 1 && $0 <= 2 })
        // Uniform over [1, 2]: mean 1.5, standard error 0.0046; a tenth in each tenth.
        #expect(abs(delays.reduce(0, +) / 4000 - 1.5) < 0.025)
        for part in 0..<10 {
            let share = delays.count { $0 >= 1 + Double(part) / 10 && $0 < 1 + Double(part + 1) / 10 }
            #expect(abs(share - 400) < 100)
        }
    }

    @Test("a flaky client drops, returns after a second at most, and asks what it missed")
    func flaky() {
        var script = started(.flaky(every: 4 * Self.second, spacing: .fixed, drop: .reset), reconnects: true)
        let dropAt = script.nextDue
        #expect(dropAt >= 0 && dropAt < 4 * Self.second)
        let action1 = script.next(now: dropAt - 1)
        #expect(action1 == nil)
        let action2 = script.next(now: dropAt)
        #expect(action2 == .drop(.reset))
        script.disconnected(at: dropAt)
        let back = script.nextDue - dropAt
        #expect(back >= Self.second / 2 && back <= Self.second)
        let connects = script.nextDue
        let action3 = script.next(now: connects)
        #expect(action3 == .connect)
        let catchesUp4 = script.joined(at: connects + 5)
        #expect(catchesUp4)
        let action5 = script.next(now: connects + 5)
        #expect(action5 == .poll(intended: connects + 5))
        // Fixed: the next drop is a whole period after the return; nothing else is planned.
        #expect(script.nextDue == connects + 5 + 4 * Self.second)
        let action6 = script.next(now: script.nextDue - 1)
        #expect(action6 == nil)
    }

    @Test("after five failed attempts a client asks every second, until push works again")
    func fallback() {
        var script = started(.viewer, reconnects: true)
        #expect(script.nextDue == .max)
        var now: Int64 = 10 * Self.second
        script.disconnected(at: now)
        for attempt in 1...5 {
            let delay = script.nextDue - now
            let longest = ReconnectPolicy().delay(attempt: attempt)
            #expect(delay >= longest / 2 && delay <= longest, "attempt \(attempt)")
            #expect(!script.policy.isPolling)
            now += delay
            let action7 = script.next(now: now)
            #expect(action7 == .connect)
            #expect(script.presence == .connecting)
            // The server refuses.
            now += 1000
            script.disconnected(at: now)
        }
        #expect(script.policy.isPolling && script.policy.failures == 5)
        let start = now
        var polls: [Int64] = []
        while true {
            now = script.nextDue
            let action = script.next(now: now)
            guard case .poll(let intended) = action else {
                #expect(action == .connect)
                break
            }
            #expect(intended == now)
            polls.append(intended)
        }
        // One at once, then one a second, while the sixth attempt waits 15 to 30 s.
        #expect(polls.first == start && polls.count >= 15 && polls.count <= 31)
        for (before, after) in zip(polls, polls.dropFirst()) { #expect(after - before == Self.second) }
        let catchesUp8 = script.joined(at: now + 9)
        #expect(catchesUp8)
        #expect(!script.policy.isPolling)
        let action9 = script.next(now: now + 9)
        #expect(action9 == .poll(intended: now + 9))
        #expect(script.nextDue == .max)
    }

    @Test("a poll that could not be on time is not made up for")
    func latePolls() {
        var script = started(.viewer, reconnects: true)
        script.disconnected(at: 0)
        for _ in 1...5 {
            let now = script.nextDue
            _ = script.next(now: now)
            script.disconnected(at: now)
        }
        let first = script.nextDue
        _ = script.next(now: first + 3_500_000_000)
        #expect(script.nextDue == first + 3_500_000_000)
    }

    @Test("an attempt that hangs is given up after twenty seconds, and has failed")
    func hangingAttempt() {
        var script = started(.viewer, reconnects: true)
        script.disconnected(at: 0)
        let connects = script.nextDue
        let action10 = script.next(now: connects)
        #expect(action10 == .connect)
        #expect(script.nextDue == connects + ReconnectPolicy.attemptTimeout)
        let action11 = script.next(now: script.nextDue)
        #expect(action11 == .giveUp)
        script.disconnected(at: connects + ReconnectPolicy.attemptTimeout)
        #expect(script.policy.failures == 1 && script.presence == .waiting)
    }

    @Test("a viewer that does not reconnect is gone when its connection is lost")
    func gone() {
        var script = started(.viewer)
        script.disconnected(at: 5)
        #expect(script.presence == .gone && script.nextDue == .max)
    }

    @Test("a refresher stays, leaves, and comes back, with nothing to catch up")
    func refresher() {
        var script = started(.refresher(stay: 3 * Self.second, away: Self.second, spacing: .fixed))
        let leaves = script.nextDue
        #expect(leaves >= 0 && leaves < 3 * Self.second)
        let action12 = script.next(now: leaves)
        #expect(action12 == .leave)
        #expect(script.presence == .away)
        script.disconnected(at: leaves + 10)
        #expect(script.nextDue == leaves + Self.second)
        let action13 = script.next(now: leaves + Self.second)
        #expect(action13 == .connect)
        let catchesUp14 = script.joined(at: leaves + Self.second + 7)
        #expect(!catchesUp14)
        #expect(script.nextDue == leaves + Self.second + 7 + 3 * Self.second)
    }

    @Test(
        "a refresher whose return fails tries again, and then asks what it missed since it meant to be there")
    func refresherReturnsLate() {
        var script = started(.refresher(stay: 3 * Self.second, away: Self.second, spacing: .fixed))
        var now = script.nextDue
        _ = script.next(now: now)
        script.disconnected(at: now)
        now = script.nextDue
        let action15 = script.next(now: now)
        #expect(action15 == .connect)
        script.disconnected(at: now)
        #expect(script.presence == .waiting)
        now = script.nextDue
        let action16 = script.next(now: now)
        #expect(action16 == .connect)
        let catchesUp17 = script.joined(at: now)
        #expect(catchesUp17)
        let action18 = script.next(now: now)
        #expect(action18 == .poll(intended: now))
    }

    @Test("the rest of a running stay is drawn: uniform of a fixed one, the whole of an exponential one")
    func rests() {
        func first(_ spacing: Spacing) -> [Double] {
            (0..<3000).map {
                Double(
                    started(
                        .refresher(stay: 2 * Self.second, away: 1, spacing: spacing), seed: $0
                    ).nextDue) / 2e9
            }
        }
        let fixed = first(.fixed)
        #expect(fixed.allSatisfy { $0 >= 0 && $0 < 1 })
        #expect(abs(fixed.reduce(0, +) / 3000 - 0.5) < 0.03)
        let exponential = first(.exponential)
        let mean = exponential.reduce(0, +) / 3000
        let variance = exponential.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 2999
        #expect(abs(mean - 1) < 0.1 && abs(variance - 1) < 0.25)
    }

    @Test("an operator's tasks are intended at times that no answer moves")
    func operatorTimes() {
        var script = started(.operator(every: Self.second, arrivals: .fixed))
        let first = script.nextDue
        #expect(first >= 0 && first < Self.second)
        // Late by 2.5 s: every missed task is still intended when it was.
        var intended: [Int64] = []
        while case .submit(let at)? = script.next(now: first + 2_500_000_000) { intended.append(at) }
        #expect(intended == [first, first + Self.second, first + 2 * Self.second])
    }

    @Test("an operator's Poisson gaps have their mean and as large a deviation")
    func operatorPoisson() {
        var script = started(.operator(every: Self.second, arrivals: .exponential))
        var all: [Int64] = []
        while all.count < 20_000, case .submit(let at)? = script.next(now: .max - 1) { all.append(at) }
        let gaps = zip(all, all.dropFirst()).map { Double($1 - $0) / 1e9 }
        let mean = gaps.reduce(0, +) / Double(gaps.count)
        let variance = gaps.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(gaps.count)
        #expect(abs(mean - 1) < 0.03 && abs(variance.squareRoot() - 1) < 0.05)
    }

    @Test("when the steady state is over, whoever is here stays and whoever is not comes back")
    func settled() {
        var here = started(.flaky(every: Self.second, spacing: .fixed, drop: .close), reconnects: true)
        here.settle()
        #expect(here.nextDue == .max)
        var busy = started(.operator(every: Self.second, arrivals: .fixed))
        busy.settle()
        #expect(busy.nextDue == .max)
        var away = started(.refresher(stay: Self.second, away: Self.second, spacing: .fixed))
        let leaves = away.nextDue
        _ = away.next(now: leaves)
        away.disconnected(at: leaves)
        away.settle()
        let action19 = away.next(now: leaves + Self.second)
        #expect(action19 == .connect)
        _ = away.joined(at: leaves + Self.second)
        #expect(away.nextDue == .max)
    }
}
