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
        let curve = RecoveryCurve(outages, from: 100)
        #expect(curve.affected == 10 && curve.missing == 0)
        #expect([0.5, 0.9, 1].map { curve.time(until: $0) } == [5 * second, 9 * second, 10 * second])
        // At least a half of three is two.
        let three = RecoveryCurve((1...3).map { outage($0, 0, Int64($0)) }, from: 0)
        #expect(three.time(until: 0.5) == 2)
    }

    @Test("who never returns keeps all from being back, and half not")
    func missing() {
        let outages = [outage(1, 0, 2), outage(2, 0, 3), outage(3, 0, nil)]
        let curve = RecoveryCurve(outages, from: 0)
        #expect(curve.missing == 1)
        #expect(curve.time(until: 0.5) == 3)
        #expect(curve.time(until: 0.9) == nil && curve.time(until: 1) == nil)
        #expect(RecoveryCurve([ClientOutage](), from: 0).time(until: 0.5) == nil)
    }

    @Test("of several outages of a client the last counts, whatever their order")
    func several() {
        let outages = [outage(2, 10, 12), outage(2, 15, 18), outage(4, 11, 40)]
        for order in [outages, outages.reversed()] {
            let curve = RecoveryCurve(order, from: 10)
            #expect(curve.affected == 2)
            #expect(curve.returns == [8, 30])
        }
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

    @Test("a poll that is not answered when the next one is due cuts its client off, from its own instant")
    func overdue() {
        func poll(_ outcome: PollObservation.Outcome, _ intended: Int64, _ arrival: Int64 = 0)
            -> PollObservation
        {
            PollObservation(
                client: 0, status: outcome == .answered ? 200 : 0, outcome: outcome, intended: intended,
                sent: outcome == .skipped ? 0 : intended, arrival: arrival, lag: 0, seq: 1)
        }
        // Recorded in this order: the answer to the poll of 100 comes after two others were skipped.
        let late = [
            poll(.answered, 0, 5), poll(.skipped, 200), poll(.skipped, 300), poll(.answered, 100, 350),
            poll(.answered, 400, 405),
        ]
        var slow = ClientOutage(client: 0, start: 100, end: 350, attempts: [])
        slow.isBroken = false
        #expect(ClientOutage.of(client: 0, polls: late) == [slow])
        // It fails at last, and the next one is the try that succeeds.
        let failed = [poll(.skipped, 200), poll(.failed, 100), poll(.answered, 300, 305)]
        #expect(
            ClientOutage.of(client: 0, polls: failed)
                == [ClientOutage(client: 0, start: 100, end: 305, attempts: [300])])
    }
}
