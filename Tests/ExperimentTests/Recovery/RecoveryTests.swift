import LoadEngine
import Testing

@testable import Experiment

@Suite("Recovery from a fault")
struct RecoveryTests {
    private let second: Int64 = 1_000_000_000

    private func outage(_ client: Int, _ start: Int64, _ end: Int64?) -> ClientOutage {
        ClientOutage(client: client, start: start, end: end)
    }

    @Test("of ten clients back after 1 to 10 s, half are after 5, 90 % after 9, all after 10")
    func shares() {
        let outages = (1...10).map { outage($0, 100, 100 + Int64($0) * second) }.shuffled()
        let curve = RecoveryCurve(outages, of: 100..<(100 * second))
        #expect(curve.affected == 10 && curve.missing == 0)
        #expect([0.5, 0.9, 1].map { curve.time(until: $0) } == [5 * second, 9 * second, 10 * second])
        // At least a half of three is two.
        let three = RecoveryCurve((1...3).map { outage($0, 0, Int64($0)) }, of: 0..<10)
        #expect(three.time(until: 0.5) == 2)
    }

    @Test("who never returns keeps all from being back, and half not")
    func missing() {
        let outages = [outage(1, 0, 2), outage(2, 0, 3), outage(3, 0, nil)]
        let curve = RecoveryCurve(outages, of: 0..<10)
        #expect(curve.missing == 1)
        #expect(curve.time(until: 0.5) == 3)
        #expect(curve.time(until: 0.9) == nil && curve.time(until: 1) == nil)
        #expect(RecoveryCurve([ClientOutage](), of: 0..<10).time(until: 0.5) == nil)
    }

    @Test("outages before the fault and after the next one are not its doing; of several, the last counts")
    func span() {
        let outages = [
            outage(1, 5, 30), outage(2, 10, 12), outage(2, 15, 18), outage(3, 20, 25), outage(4, 11, 40),
        ]
        let curve = RecoveryCurve(outages, of: 10..<20)
        #expect(curve.affected == 2)
        #expect(curve.returns == [8, 30])
    }

    @Test("a stampede is one peak: n attempts at once, T after the fault, peak at T / w times the mean")
    func stampede() {
        let spread = ReconnectSpread(
            Array(repeating: 3 * second, count: 50), from: second, window: second / 10)
        #expect(spread.busiest == 50 && spread.busiestShare == 1)
        #expect(spread.peakPerSecond == 500)
        #expect(spread.meanPerSecond == 25)
        #expect(spread.peakToMean == 20)
    }

    @Test("n attempts spread evenly from a half to all of a second peak at twice the mean")
    func even() {
        // 1,000 attempts, one every 0.5 ms, the last one a second after the fault: any window of 100 ms has 200.
        let attempts = (1...1000).map { second / 2 + Int64($0) * 500_000 }
        let spread = ReconnectSpread(attempts.shuffled(), from: 0, window: second / 10)
        #expect(spread.busiest == 200 && spread.busiestShare == 0.2)
        #expect(spread.peakPerSecond == 2000 && spread.meanPerSecond == 1000)
        #expect(spread.peakToMean == 2)
    }

    @Test("a window does not hold both of two attempts that are its length apart")
    func edges() {
        #expect(ReconnectSpread([0, 100], from: 0, window: 100).busiest == 1)
        #expect(ReconnectSpread([0, 99], from: 0, window: 100).busiest == 2)
        #expect(ReconnectSpread([], from: 0).peakToMean == nil)
    }

    @Test("updates of an outage are late when they come at last, lost when they do not; others are neither")
    func updates() {
        let stamps: [Int64] = [5, 10, 19, 20, 40, 49, 60]
        let possession: [Int64] = [6, 30, 25, 21, .max, 55, 61]
        let updates = OutageUpdates(
            stamps: stamps, possession: possession,
            outages: [outage(1, 40, 50), outage(1, 10, 20), outage(1, 15, 18)])
        #expect(updates.late == 3 && updates.lost == 1)
        #expect(updates.longest == 20)
        let forever = OutageUpdates(
            stamps: stamps, possession: Array(repeating: .max, count: 7), outages: [outage(1, 20, nil)])
        #expect(forever.lost == 4 && forever.late == 0)
    }

    @Test("counts of clients as a distribution: mean, quantiles, the most, and how many have any")
    func perClient() {
        let counts = PerClientCounts([0, 4, 0, 1, 0, 2, 0, 0, 0, 3])
        #expect(counts.total == 10 && counts.mean == 1 && counts.most == 4 && counts.clients == 4)
        #expect([0.5, 0.6, 0.7, 0.9, 1].map { counts.quantile($0) } == [0, 0, 1, 3, 4])
        #expect(PerClientCounts([]).quantile(0.5) == nil)
    }

    @Test("a polling client is out from a poll that failed to the next answer with a state")
    func polls() {
        func poll(_ outcome: PollObservation.Outcome, _ status: UInt16, _ intended: Int64) -> PollObservation
        {
            PollObservation(
                client: 3, status: status, outcome: outcome, intended: intended,
                sent: outcome == .skipped ? 0 : intended + 1,
                arrival: outcome == .answered ? intended + 5 : 0,
                lag: 0, seq: 0)
        }
        let outages = ClientOutage.of(
            client: 3,
            polls: [
                poll(.answered, 200, 0), poll(.failed, 0, 100), poll(.skipped, 0, 200), poll(.failed, 0, 300),
                poll(.answered, 503, 400), poll(.answered, 304, 500), poll(.answered, 200, 600),
                poll(.failed, 0, 700),
            ])
        #expect(
            outages == [
                ClientOutage(client: 3, start: 100, end: 505, attempts: [301, 401, 501]),
                ClientOutage(client: 3, start: 700, end: nil),
            ])
    }
}
