import Experiment
import LoadEngine
import Results
import Testing

@Suite struct AnalysisPushTests {
    typealias Fixture = MeasurementFixture

    private func figures(_ fixture: Fixture) -> Figures { Analysis.trial(fixture.measurement()).figures }

    @Test("update latency runs from the stamp to the first receipt, for every entry and client")
    func latency() throws {
        var fixture = Fixture(clients: 2)
        fixture.entry(at: 2_000)
        fixture.entry(at: 3_000)
        fixture.receipt(1, client: 0, at: 2_010)
        fixture.receipt(1, client: 1, at: 2_020)
        fixture.receipt(2, client: 0, at: 3_030)
        fixture.receipt(2, client: 1, at: 3_040)
        let result = figures(fixture)
        #expect(result.updates == 4)
        #expect(result.events == 2)
        #expect(result.lost == 0)
        #expect(result.updateLatencyMs.mean == 25)
        #expect(result.updateLatencyMs.max == 40)
        #expect(result.updateLatencyMs.count == 4)
        #expect(result.updateLatencyMs.events == 2)
        #expect(abs(try #require(result.updateLatencyMs.p50) - 20) < 0.03)
        #expect(result.updateLatencyByTypeMs["task_completed"]?.mean == 25)
        #expect(result.pollWaitMs == nil)
    }

    @Test("entries count from t0 to just before t1, by their stamp")
    func window() {
        var fixture = Fixture(clients: 1)
        for (seq, instant) in [(1, 999.999), (2, 1_000), (3, 10_999.999), (4, 11_000)] {
            fixture.entry(at: instant)
            fixture.receipt(UInt64(seq), at: instant + 5)
        }
        #expect(figures(fixture).updates == 2)
        #expect(figures(fixture).updateLatencyMs.mean == 5)
    }

    @Test("entries for other rooms are no updates of a dashboard client")
    func rooms() {
        var fixture = Fixture(clients: 1)
        fixture.entry(at: 2_000, room: "ops")
        fixture.entry(at: 2_000)
        fixture.receipt(2, at: 2_001)
        #expect(figures(fixture).updates == 1)
        #expect(figures(fixture).lost == 0)
    }

    @Test("a session that does not cover the stamp owes nothing, time spent disconnected does")
    func sessions() {
        var fixture = Fixture(clients: 0)
        fixture.clients = [
            Fixture.client(from: 2_500, to: 20_000), Fixture.client(from: 0, to: 2_500),
            Fixture.client(), ClientRecord(),
        ]
        fixture.clients[2].disconnects = 1
        fixture.entry(at: 2_000)
        fixture.entry(at: 3_000)
        fixture.receipt(2, client: 0, at: 3_001)
        fixture.receipt(1, client: 1, at: 2_001)
        // Client 2 was away at 2,000, came back and got nothing of it; client 3 never joined.
        fixture.receipt(2, client: 2, at: 3_002)
        let result = figures(fixture)
        #expect(result.updates == 4)
        #expect(result.lost == 1)
        #expect(result.disconnects == 1)
        #expect(result.generator.verdict == .saturated)
        #expect(result.generator.reasons.contains { $0.contains("1 of 4 clients never joined") })
    }

    @Test("what never came is lost, infinite in the percentiles, and not in the mean")
    func lost() {
        var fixture = Fixture(clients: 1)
        for step in 0..<10 {
            fixture.entry(at: 2_000 + Double(step) * 100)
            if step < 8 { fixture.receipt(UInt64(step + 1), at: 2_010 + Double(step) * 100) }
        }
        let result = figures(fixture)
        #expect(result.lost == 2)
        #expect(result.updateLatencyMs.infinite == 2)
        #expect(result.updateLatencyMs.count == 10)
        #expect(result.updateLatencyMs.mean == 10)
        #expect(result.updateLatencyMs.p50 != nil)
        #expect(result.updateLatencyMs.p90 == nil)
        #expect(result.deliveryLatencyMs.infinite == 2)
        #expect(result.asSeenLatencyMs.infinite == 2)
    }

    @Test("a repeated seq is duplicated and keeps its first arrival, whenever it repeats")
    func duplicated() {
        var fixture = Fixture(clients: 1)
        fixture.entry(at: 2_000)
        fixture.entry(at: 2_100)
        fixture.receipt(1, at: 2_001)
        fixture.receipt(1, at: 2_002)
        fixture.receipt(2, at: 2_101)
        fixture.receipt(1, at: 2_200)
        let result = figures(fixture)
        #expect(result.duplicated == 2)
        #expect(result.reordered == 0)
        #expect(result.updates == 2)
        #expect(result.updateLatencyMs.mean == 1)
    }

    @Test("seq may fall across types, not within one type at one client")
    func reordered() {
        var fixture = Fixture(clients: 2)
        fixture.entry("task_update", at: 2_000)
        fixture.entry("task_completed", at: 2_001)
        fixture.entry("task_update", at: 2_002)
        // Client 0: types cross, which windows do. Client 1: task_update falls from 3 to 1.
        for seq: UInt64 in [2, 1, 3] { fixture.receipt(seq, client: 0, at: 2_100) }
        for seq: UInt64 in [3, 2, 1] { fixture.receipt(seq, client: 1, at: 2_100) }
        let result = figures(fixture)
        #expect(result.reordered == 1)
        #expect(result.duplicated == 0)
        #expect(result.lost == 0)
    }

    @Test("server delay and delivery add up to the update latency, the lag makes it as seen")
    func split() throws {
        var fixture = Fixture(clients: 1)
        fixture.entry("task_update", at: 2_000)
        fixture.entry("task_completed", at: 3_000)
        fixture.receipt(1, at: 2_103, lag: 500_000, delay: 100_000, flags: .batched)
        fixture.receipt(2, at: 3_005, lag: 1_500_000)
        let result = figures(fixture)
        #expect(result.updateLatencyMs.mean == 54)
        #expect(result.serverDelayMs?.mean == 50)
        #expect(result.deliveryLatencyMs.mean == 4)
        #expect(result.asSeenLatencyMs.mean == 55)
        #expect(abs(result.generator.lagP99Microseconds - 1_500) < 2)
    }

    @Test("submit to seen is the first event of a task at a client, of whatever type")
    func submitToSeen() {
        var fixture = Fixture(clients: 2)
        fixture.submission("a", intended: 2_000)
        fixture.submission("b", intended: 500)
        fixture.submission("c", intended: 10_990)
        fixture.entry("task_update", at: 2_001, task: "a")
        fixture.entry("task_completed", at: 2_050, task: "a")
        fixture.entry("task_update", at: 2_001, task: "b")
        // Its first event comes after the steady state, and is seen in the drain.
        fixture.entry("task_update", at: 11_001, task: "c")
        fixture.receipt(2, client: 0, at: 2_051)
        fixture.receipt(1, client: 0, at: 2_101)
        fixture.receipt(1, client: 1, at: 2_021)
        fixture.receipt(2, client: 1, at: 2_052)
        fixture.receipt(3, client: 0, at: 2_102)
        fixture.receipt(3, client: 1, at: 2_102)
        fixture.receipt(4, client: 0, at: 11_110)
        fixture.receipt(4, client: 1, at: 11_114)
        let result = figures(fixture)
        // Client 0: 51 and 120 ms; client 1: 21 and 124 ms.
        #expect(result.submitToSeenMs?.mean == 79)
        #expect(result.submitToSeenMs?.count == 4)
        #expect(result.submitToSeenMs?.events == 2)
        #expect(result.submitToSeenMs?.infinite == 0)
    }

    @Test("tasks that were refused, not answered or never sent are never seen by anybody")
    func notAccepted() {
        var fixture = Fixture(clients: 2)
        fixture.submission("a", intended: 2_000)
        fixture.submission(nil, intended: 3_000)
        fixture.submission(nil, intended: 4_000)
        fixture.submissions[2].answered = 0
        fixture.submission(nil, intended: 5_000)
        fixture.submissions[3].sent = 0
        // Outside the window: not followed.
        fixture.submission(nil, intended: 500)
        fixture.entry("task_update", at: 2_001, task: "a")
        fixture.receipt(1, client: 0, at: 2_010)
        fixture.receipt(1, client: 1, at: 2_010)
        let result = figures(fixture)
        #expect(result.submitToSeenMs?.count == 8)
        #expect(result.submitToSeenMs?.infinite == 6)
        #expect(result.submitToSeenMs?.events == 4)
        #expect(result.submitToSeenMs?.p50 == nil)
        #expect(result.findings.contains { $0.hasPrefix("3 of 4 tasks were not accepted") })
    }

    @Test("an accepted task without an event is an error, and infinite for everybody")
    func neverLogged() {
        var fixture = Fixture(clients: 3)
        fixture.submission("a", intended: 2_000)
        let result = figures(fixture)
        #expect(result.errors == ["accepted task without an event": 1])
        #expect(result.submitToSeenMs?.infinite == 3)
        #expect(result.submitToSeenMs?.mean == nil)
    }

    @Test("the stale share is the union of the times between stamp and possession")
    func staleShare() throws {
        var fixture = Fixture(clients: 2)
        fixture.entry(at: 500)
        fixture.entry(at: 2_000)
        fixture.entry(at: 2_500)
        fixture.entry(at: 10_500)
        // Client 0: [1,000, 1,200) of the one stamped earlier, [2,000, 3,500) overlapping, [10,500, 11,000).
        fixture.receipt(1, client: 0, at: 1_200)
        fixture.receipt(2, client: 0, at: 3_000)
        fixture.receipt(3, client: 0, at: 3_500)
        fixture.receipt(4, client: 0, at: 11_500)
        // Client 1 gets the third before the second and never the last: [2,000, 2,600), [10,500, 11,000).
        fixture.receipt(1, client: 1, at: 501)
        fixture.receipt(3, client: 1, at: 2_510)
        fixture.receipt(2, client: 1, at: 2_600)
        let share = try #require(figures(fixture).staleShare)
        #expect(abs(share - (200 + 1_500 + 500 + 600 + 500) / 20_000) < 1e-12)
    }

    @Test(
        "percentiles are refused for too few distinct events, however many clients", arguments: [999, 1_000])
    func refusal(events: Int) {
        var fixture = Fixture(clients: 20)
        for step in 0..<events {
            fixture.entry(at: 1_000 + Double(step) * 9)
            for client: UInt32 in 0..<20 {
                fixture.receipt(UInt64(step + 1), client: client, at: 1_003 + Double(step) * 9)
            }
        }
        let result = figures(fixture)
        #expect(result.updateLatencyMs.count == events * 20)
        #expect((result.updateLatencyMs.p99 != nil) == (events >= 1_000))
        #expect(result.updateLatencyMs.p999 == nil)
        #expect(result.updateLatencyMs.p90 != nil)
    }

    @Test("observations split over workers are the same trial")
    func workers() {
        var fixture = Fixture(clients: 4)
        for step in 0..<20 {
            fixture.entry(at: 2_000 + Double(step) * 10)
            for client: UInt32 in 0..<4 {
                fixture.receipt(
                    UInt64(step + 1), client: client, at: 2_003 + Double(step) * 10 + Double(client))
            }
        }
        var split = fixture.measurement()
        let all = split.record.entries[0]
        split.record.entries = [all.filter { $0.client % 2 == 0 }, all.filter { $0.client % 2 == 1 }]
        #expect(Analysis.trial(split).figures == Analysis.trial(fixture.measurement()).figures)
    }
}
