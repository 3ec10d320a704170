import LoadEngine
import Results
import Testing

@testable import Experiment

/// What belongs to which fault, and what to none. The steady state is [1,000, 11,000) ms.
@Suite("What is a fault's doing")
struct FaultRulesTests {
    private typealias Planted = FaultAnalysisTests

    private func at(_ instant: Double) -> Int64 { MeasurementFixture.at(instant) }

    @Test("what a client got a second time is counted by client")
    func duplicated() throws {
        var measurement = Planted.measurement()
        let first = try #require(measurement.record.entries[0].first { $0.client == 1 })
        let other = try #require(measurement.record.entries[0].last { $0.client == 3 })
        measurement.record.entries[0] += [first, first, other]
        let figures = Analysis.trial(measurement).figures
        let duplicated = try #require(figures.faults?.duplicated)
        #expect(duplicated.total == 3 && duplicated.max == 2 && duplicated.affected == 2)
        #expect(figures.duplicated == 3)
    }

    @Test("each of two faults has the outages from its own beginning to the next one's")
    func apart() throws {
        let faults = [Planted.fault("reset", 4_000), Planted.fault("stop", 7_000, to: 8_000)]
        let figures = Analysis.trial(
            Planted.measurement(
                faults,
                outages: [
                    (0, Planted.outage(4_000, 4_500, tries: [4_500])),
                    (1, Planted.outage(6_900, 9_000, tries: [8_990])),
                    // Cut before the proxy had noted that all were.
                    (2, Planted.outage(6_960, 7_800, tries: [7_790])),
                    (3, Planted.outage(9_900, 10_400, tries: [10_400])),
                ])
        ).figures
        let outcomes: [FaultOutcome] = try #require(figures.faults).outcomes
        #expect(outcomes.map(\.cutOff) == [2, 2])
        #expect(outcomes[0].recovery?.p50Ms == 500 && outcomes[0].recovery?.p100Ms == 5_000)
        #expect(outcomes[1].recovery?.p50Ms == 800 && outcomes[1].recovery?.p100Ms == 3_400)
        #expect(outcomes.map { $0.reconnects?.attempts } == [2, 2])
        #expect(figures.faults?.recoveryMs(\.p100Ms) == 5_000)
    }

    @Test(
        "polls that were under way when the server stopped are cut off from then; later slowness is the server's"
    )
    func polls() throws {
        var fixture = MeasurementFixture(
            transport: .intervalPolling(intervalNanoseconds: 1_000_000_000), clients: 2)
        fixture.entry(at: 3_000)
        for client in UInt32(0)..<2 {
            let phase: Double = client == 0 ? 800 : 300
            fixture.poll(client: client, intended: 2_000 + phase, arrival: 2_001 + phase, seq: 0)
            // That of client 1 was answered before the server stopped at 4,000, its next one not.
            if client == 1 { fixture.poll(client: 1, intended: 3_300, arrival: 3_301, seq: 1) }
            let asked: Double = client == 0 ? 3_800 : 4_300
            fixture.poll(client: client, intended: asked + 1_000, arrival: 0, seq: 0, outcome: .skipped)
            fixture.poll(client: client, intended: asked, arrival: 5_510, seq: 1)
            fixture.poll(client: client, intended: 7_000 + phase, arrival: 7_001 + phase, seq: 1)
        }
        // Nothing is wrong any more, and the server is slow.
        fixture.poll(client: 0, intended: 9_800, arrival: 0, seq: 0, outcome: .skipped)
        fixture.poll(client: 0, intended: 8_800, arrival: 9_900, seq: 1)
        var measurement = fixture.measurement()
        measurement.faults = Planted.record([Planted.fault("stop", 4_000, to: 5_500)])
        let figures = Analysis.trial(measurement).figures
        let outcome = try #require(figures.faults?.outcomes.first)
        #expect(outcome.cutOff == 2 && outcome.neverBack == 0 && outcome.reconnects == nil)
        #expect(outcome.recovery == FaultOutcome.Recovery(p50Ms: 1_510, p90Ms: 1_510, p100Ms: 1_510))
        // Stamped at 3,000: client 0 had it 2,510 ms later, which is more than the interval and a second.
        #expect(figures.faults?.late?.total == 1 && figures.faults?.lateAfterMs == 2_000)
    }

    @Test("a poll that failed while a fault lasted is that one's, however soon the next fault came")
    func close() throws {
        var fixture = MeasurementFixture(
            transport: .intervalPolling(intervalNanoseconds: 2_000_000_000), clients: 2)
        fixture.entry(at: 3_000)
        for (client, intended) in [(UInt32(0), 4_700.0), (1, 5_800)] {
            fixture.poll(client: client, intended: intended - 2_000, arrival: intended - 1_999, seq: 0)
            fixture.poll(client: client, intended: intended, arrival: 0, seq: 0, outcome: .failed)
            fixture.poll(client: client, intended: intended + 2_000, arrival: intended + 2_001, seq: 1)
        }
        var measurement = fixture.measurement()
        // The second begins less than an interval after the first one's end: the poll of client 1 may have waited for it.
        measurement.faults = Planted.record([
            Planted.fault("restart", 4_000, to: 5_000), Planted.fault("reset", 6_500),
        ])
        let outcomes: [FaultOutcome] = try #require(Analysis.trial(measurement).figures.faults).outcomes
        #expect(outcomes.map(\.cutOff) == [1, 1])
        #expect(outcomes[0].recovery?.p100Ms == 2_701 && outcomes[1].recovery?.p100Ms == 1_301)
    }

    @Test(
        "a fault is felt for as long as clients may take to notice it",
        arguments: [
            ("reset", 5_990.0, true), ("reset", 6_060, false), ("restart", 6_990, true),
            ("restart", 7_060, false), ("delay", 10_900, true), ("reset", 3_960, true),
            ("reset", 3_940, false),
        ])
    func felt(kind: String, instant: Double, isFelt: Bool) {
        // Restarts and bad paths last a second. Heartbeats come every 25 s.
        let end: Double = kind == "reset" ? 4_000 : 5_000
        let measurement = Planted.measurement(
            [Planted.fault(kind, 4_000, to: end)],
            outages: [(0, Planted.outage(instant, instant + 40, tries: [instant + 40]))])
        let reasons = Analysis.trial(measurement).figures.invalidReasons
        #expect(reasons.contains { $0.contains("were cut off where no fault") } != isFelt, "\(reasons)")
    }

    @Test("with heartbeats every second, a bad path is felt for that, their timeout, and two seconds")
    func heartbeats() {
        func isFelt(_ instant: Double) -> Bool {
            var measurement = Planted.measurement(
                [Planted.fault("half-open", 4_000)],
                outages: [(0, Planted.outage(instant, instant + 40, tries: [instant + 40]))])
            measurement.server.pingInterval = 1_000_000_000
            measurement.server.pingTimeout = 500_000_000
            return !Analysis.trial(measurement).figures.invalidReasons.contains {
                $0.contains("were cut off")
            }
        }
        #expect(isFelt(7_490) && !isFelt(7_510))
    }

    @Test("a proxy that ended makes the trial invalid")
    func proxy() {
        var measurement = Planted.measurement()
        measurement.faults?.proxyFailure = "too many open files"
        #expect(
            Analysis.trial(measurement).figures.invalidReasons.contains {
                $0.contains("the proxy on the clients' way ended: too many open files")
            })
    }
}
