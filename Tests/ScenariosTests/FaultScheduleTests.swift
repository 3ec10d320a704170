import Testing

@testable import Scenarios

@Suite("When faults come")
struct FaultScheduleTests {
    private let second: Int64 = 1_000_000_000

    /// A generator of its own: what matters is only that the same seed gives the same instants.
    private struct Draws: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }

    private func schedule(_ faults: [Fault], steady: Int64, seed: UInt64 = 1) -> FaultSchedule {
        var draws = Draws(state: seed)
        return FaultSchedule(faults, steady: steady, using: &draws)
    }

    @Test("given times are kept, ordered over all faults, each with its end")
    func givenTimes() {
        let stop = Fault(
            name: "stop", timing: .at([4 * second, 9 * second]), kind: .stop(length: 2 * second))
        let reset = Fault(name: "reset", timing: .at([7 * second]), kind: .reset(share: 1))
        let entries = schedule([stop, reset], steady: 20 * second).entries
        #expect(entries.map(\.fault.name) == ["stop", "reset", "stop"])
        #expect(entries.map(\.begin) == [4 * second, 7 * second, 9 * second])
        #expect(entries.map(\.end) == [6 * second, 7 * second, 11 * second])
    }

    @Test("a rate of r over T seconds gives r T faults on average, within five standard errors; seeds differ")
    func rate() {
        let fault = Fault(name: "reset", timing: .rate(2), kind: .reset(share: 0.1))
        let steady = 100 * second
        let counts = (1...50).map { schedule([fault], steady: steady, seed: UInt64($0)).entries.count }
        // The sum of 50 Poisson numbers of mean 200 has the standard deviation of sqrt(10,000).
        #expect(abs(counts.reduce(0, +) - 10_000) < 500)
        #expect(Set(counts).count > 5)
        #expect(schedule([fault], steady: steady) == schedule([fault], steady: steady))
        let instants = schedule([fault], steady: steady).entries.map(\.begin)
        #expect(instants == instants.sorted() && instants.allSatisfy { (0..<steady).contains($0) })
    }

    @Test("what comes at a rate does not begin before the one before has ended, and ends in the steady state")
    func lasting() {
        let fault = Fault(name: "stop", timing: .rate(5), kind: .stop(length: second))
        let entries = schedule([fault], steady: 30 * second).entries
        #expect(entries.count > 10)
        #expect(zip(entries, entries.dropFirst()).allSatisfy { $0.end <= $1.begin })
        #expect(entries.allSatisfy { $0.end <= 30 * second })
    }

    @Test(
        "what is done to the process has its time to itself, whichever comes at a rate; the rest may overlap")
    func alone() {
        let stop = Fault(name: "stop", timing: .rate(0.3), kind: .stop(length: second))
        let restart = Fault(
            name: "restart", timing: .at([second, 50 * second]), kind: .restart(down: 2 * second))
        let again = Fault(name: "again", timing: .rate(0.2), kind: .restart(down: second))
        let hole = Fault(
            name: "hole", timing: .rate(0.3), kind: .path(.blackhole, share: 1, length: second))
        let slow = Fault(
            name: "slow", timing: .rate(0.3),
            kind: .path(.slowReader(bytesPerSecond: 9), share: 1, length: second))
        func meet(_ left: FaultSchedule.Entry, _ right: FaultSchedule.Entry) -> Bool {
            left.begin < max(right.end, right.begin + 1) && right.begin < max(left.end, left.begin + 1)
        }
        var overlaps = 0
        for seed in UInt64(1)...20 {
            let entries = schedule([stop, restart, again, hole, slow], steady: 100 * second, seed: seed)
                .entries
            for (place, entry) in entries.enumerated() {
                for other in entries[(place + 1)...] where meet(entry, other) {
                    overlaps += 1
                    #expect(!entry.fault.kind.needsProcess && !other.fault.kind.needsProcess)
                }
            }
            // What has its times given comes at them, and what comes at a rate still comes.
            #expect(entries.filter { $0.fault.name == "restart" }.map(\.begin) == [second, 50 * second])
            #expect(Set(entries.map(\.fault.name)).count == 5)
        }
        #expect(overlaps > 0)
    }
}
