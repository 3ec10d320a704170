import LoadEngine
import Metering
import Results
import Scenarios
import Testing

@testable import Experiment

/// The fixture's trial: warm-up from 0, steady state [1,000, 11,000) ms, drain to 13,000. By its length slices
/// are 200 ms: 5 of warm-up, 50 steady ones, 10 of drain.
@Suite("What a trial did, slice by slice")
struct TrialSlicesTests {
    typealias Fixture = MeasurementFixture

    func series(_ fixture: Fixture) throws -> TrialSeries {
        try #require(Analysis.trial(fixture.measurement()).series)
    }

    /// The slice that begins so many seconds after the start of the steady state.
    func slice(_ series: TrialSeries, at second: Double) throws -> TrialSeries.Slice {
        try #require(series.slices.first { $0.second == second })
    }

    /// Quantiles are told to a hundredth.
    private func isAbout(_ value: Double?, _ expected: Double) -> Bool {
        value.map { abs($0 - expected) <= 0.01 * expected } ?? false
    }

    @Test("slices run from the load's start to the drain's end, by phase; empty ones say so")
    func empty() throws {
        let series = try series(Fixture(clients: 2))
        #expect(series.sliceSeconds == 0.2)
        #expect(series.slices.count == 65)
        #expect(
            series.slices.map(\.phase).prefix(6) == [
                "warmUp", "warmUp", "warmUp", "warmUp", "warmUp", "steady",
            ])
        #expect(series.slices.first?.second == -1)
        #expect(series.slices[5].second == 0)
        #expect(series.slices[55].phase == "drain" && series.slices[55].second == 10)
        for slice in series.slices {
            #expect(slice.updateLatencyMs == nil && slice.deliveryLatencyMs == nil)
            #expect(slice.messages == 0 && slice.submissions == 0)
            #expect(slice.clients == nil && slice.errors == nil)
            #expect(slice.serverCPUPercent == nil && slice.residentBytes == nil)
        }
    }

    @Test("push: an update is where it arrived, whenever it was stamped, and split at its flush")
    func push() throws {
        var fixture = Fixture(clients: 2)
        fixture.entry(at: 500)
        fixture.receipt(1, client: 0, at: 510)
        fixture.receipt(1, client: 1, at: 1_010)
        // A batch of two, flushed at 1,990, which client 1 gets in a later slice.
        fixture.entry("task_update", at: 1_950)
        fixture.entry("task_update", at: 1_960)
        for (client, arrival) in [(0 as UInt32, 2_000.0), (1, 2_190)] {
            fixture.receipt(2, client: client, at: arrival, delay: 40_000, flags: .batched)
            fixture.receipt(3, client: client, at: arrival, delay: 30_000, flags: .batched)
        }
        // Stamped and received in the drain; the other client never gets it.
        fixture.entry(at: 11_500)
        fixture.receipt(4, client: 0, at: 11_501)
        let series = try series(fixture)
        let early = try slice(series, at: -0.6)
        #expect(early.updateLatencyMs == .init(count: 1, mean: 10, p50: 10, p90: 10, p99: 10, max: 10))
        #expect(early.messages == 1)
        #expect(try slice(series, at: 0).updateLatencyMs?.mean == 510)
        // 50, 40, 240, 230 ms; delivered 10, 10, 200, 200 after the flush.
        let batch = try slice(series, at: 1)
        let update = try #require(batch.updateLatencyMs)
        #expect(update.count == 4 && update.mean == 140 && update.max == 240)
        #expect(isAbout(update.p50, 50) && isAbout(update.p90, 240) && isAbout(update.p99, 240))
        let delivery = try #require(batch.deliveryLatencyMs)
        #expect(delivery.count == 4 && delivery.mean == 105 && delivery.max == 200)
        #expect(isAbout(delivery.p50, 10) && isAbout(delivery.p90, 200))
        #expect(batch.messages == 2)
        let late = try slice(series, at: 10.4)
        #expect(late.updateLatencyMs == .init(count: 1, mean: 1, p50: 1, p90: 1, p99: 1, max: 1))
        #expect(late.phase == "drain")
        #expect(series.slices.reduce(0) { $0 + ($1.updateLatencyMs?.count ?? 0) } == 7)
        #expect(series.slices.reduce(0) { $0 + $1.messages } == 5)
    }

    @Test("batches that were read together are messages of their own; entries without a batch are, too")
    func messages() throws {
        var fixture = Fixture(clients: 1)
        fixture.entry("task_update", at: 2_000)
        fixture.entry("task_update", at: 2_010)
        fixture.entry("task_update", at: 2_110)
        fixture.entry("task_completed", at: 2_120)
        fixture.entry("task_completed", at: 2_121)
        // Flushed at 2,100, 2,100 and 2,210; all read at 2,300 with the two single ones.
        fixture.receipt(1, at: 2_300, delay: 100_000, flags: [.batched, .sharedRead])
        fixture.receipt(2, at: 2_300, delay: 90_000, flags: [.batched, .sharedRead])
        fixture.receipt(3, at: 2_300, delay: 100_000, flags: [.batched, .sharedRead])
        fixture.receipt(4, at: 2_300, flags: .sharedRead)
        fixture.receipt(5, at: 2_300)
        #expect(try slice(try series(fixture), at: 1.2).messages == 4)
        // Without the server's log the flushes are not known: what came together counts as one.
        fixture.log = []
        #expect(try slice(try series(fixture), at: 1.2).messages == 3)
    }

    @Test("polling: answers by their arrival, latency split at the intended instant of the poll")
    func polling() throws {
        var fixture = Fixture(transport: .intervalPolling(intervalNanoseconds: 1_000_000_000), clients: 1)
        fixture.entry(at: 2_000)
        fixture.entry(at: 2_400)
        fixture.poll(intended: 2_500, arrival: 2_504, seq: 2)
        // Nothing new, not sent, and failed.
        fixture.poll(intended: 3_500, arrival: 3_506, seq: 2)
        fixture.poll(intended: 4_500, arrival: 0, seq: 0, outcome: .skipped)
        fixture.poll(intended: 5_500, arrival: 0, seq: 0, outcome: .failed)
        let series = try series(fixture)
        let filled = try slice(series, at: 1.4)
        #expect(filled.updateLatencyMs?.count == 2)
        #expect(filled.updateLatencyMs?.mean == 304)
        #expect(filled.updateLatencyMs?.max == 504)
        #expect(filled.deliveryLatencyMs == .init(count: 2, mean: 4, p50: 4, p90: 4, p99: 4, max: 4))
        #expect(filled.messages == 1)
        let unchanged = try slice(series, at: 2.4)
        #expect(unchanged.messages == 1 && unchanged.updateLatencyMs == nil)
        #expect(series.slices.reduce(0) { $0 + $1.messages } == 2)
    }

    @Test("conditional polling: an unchanged state is a message without an update")
    func conditional() throws {
        var fixture = Fixture(transport: .conditionalPolling(intervalNanoseconds: 1_000_000_000), clients: 1)
        fixture.entry(at: 2_000)
        fixture.poll(intended: 2_100, arrival: 2_102, seq: 1)
        fixture.poll(intended: 3_100, arrival: 3_101, seq: 1)
        let series = try series(fixture)
        #expect(try slice(series, at: 1).updateLatencyMs?.mean == 102)
        #expect(try slice(series, at: 1).deliveryLatencyMs?.mean == 2)
        #expect(try slice(series, at: 2).messages == 1)
        #expect(try slice(series, at: 2).updateLatencyMs == nil)
    }

    @Test("event polling: entries of a page waited for their poll; a page is a message")
    func eventPages() throws {
        var fixture = Fixture(transport: .eventPolling(intervalNanoseconds: 1_000_000_000), clients: 1)
        for instant in [2_000.0, 2_100, 2_200] { fixture.entry(at: instant) }
        fixture.poll(intended: 2_500, arrival: 2_504, seq: 0)
        fixture.receipt(1, at: 2_504)
        fixture.receipt(2, at: 2_504)
        fixture.poll(intended: 2_500, arrival: 2_506, seq: 0)
        fixture.receipt(3, at: 2_506)
        let filled = try slice(try series(fixture), at: 1.4)
        #expect(filled.messages == 2)
        // 504, 404, 306; answered 4, 4 and 6 ms after 2,500.
        #expect(filled.updateLatencyMs?.count == 3)
        #expect(filled.updateLatencyMs?.mean == 404.667)
        #expect(filled.deliveryLatencyMs?.mean == 4.667)
        #expect(filled.deliveryLatencyMs?.max == 6)
    }

    @Test("long-polling: what an answer brings is delivered like what is pushed")
    func longPolling() throws {
        var fixture = Fixture(transport: .longPolling, clients: 1)
        fixture.entry("task_update", at: 2_000)
        fixture.entry("task_update", at: 2_050)
        fixture.receipt(1, at: 2_110, delay: 100_000, flags: .batched)
        fixture.receipt(2, at: 2_110, delay: 50_000, flags: .batched)
        let filled = try slice(try series(fixture), at: 1)
        #expect(filled.messages == 1)
        #expect(filled.updateLatencyMs?.mean == 85)
        #expect(filled.deliveryLatencyMs == .init(count: 2, mean: 10, p50: 10, p90: 10, p99: 10, max: 10))
    }

    @Test("a repeated receipt is a message and no update; sessions that do not cover the stamp owe nothing")
    func sessions() throws {
        var fixture = Fixture(clients: 0)
        fixture.clients = [Fixture.client(), Fixture.client(from: 3_000), ClientRecord()]
        fixture.entry(at: 2_000)
        fixture.receipt(1, client: 0, at: 2_010)
        fixture.receipt(1, client: 0, at: 2_020)
        fixture.receipt(1, client: 1, at: 3_010)
        let series = try series(fixture)
        #expect(try slice(series, at: 1).updateLatencyMs?.count == 1)
        #expect(try slice(series, at: 1).messages == 2)
        #expect(try slice(series, at: 2).updateLatencyMs == nil)
    }

    @Test("a trial that was cut short has the slices there are, and no drain")
    func cutShort() throws {
        var fixture = Fixture(clients: 1)
        fixture.partial = true
        fixture.steady = 1_000...5_330
        fixture.clients = [Fixture.client(to: 5_330)]
        fixture.entry(at: 5_310)
        fixture.receipt(1, at: 5_320)
        var measurement = fixture.measurement()
        measurement.record.timeline.drainEnd = 0
        let trial = Analysis.trial(measurement)
        let series = try #require(trial.series)
        #expect(series.sliceSeconds == 0.1)
        // The last 30 ms are in the slice before them: 130 ms.
        #expect(series.slices.count == 10 + 43)
        #expect(series.slices.last?.second == 4.2)
        // Too near the end to be judged, but it did arrive.
        #expect(trial.figures.updates == 0)
        #expect(series.slices.last?.updateLatencyMs?.mean == 10)
    }

    @Test("a trial that never reached its steady state has none")
    func unmeasured() {
        var measurement = Fixture(clients: 1).measurement()
        measurement.record.timeline.steadyStart = 0
        measurement.record.timeline.steadyEnd = 0
        #expect(Analysis.trial(measurement).series == nil)
        #expect(Analysis.windows(measurement, every: 1_000_000_000).isEmpty)
    }

    @Test("a clock that steps makes latencies 0 or long, and nothing worse")
    func steppedClock() throws {
        var fixture = Fixture(clients: 1)
        fixture.entry(at: 2_000)
        fixture.entry(at: 3_000)
        fixture.entry(at: 4_000)
        fixture.receipt(1, at: 1_500)
        fixture.receipt(2, at: 7_203_000)
        fixture.receipt(3, at: -3_600_000)
        for instant: Double in [1_000, 1_250, -5_000, 1_500, 9_000_000] {
            fixture.sample(at: instant, cpu: 1, user: 0, system: 0, resident: 1)
        }
        var measurement = fixture.measurement()
        for instant: Double in [1_000, 7_203_000, 1_500, -3_600_000] {
            var look = LoadProgress()
            (look.connected, look.errors) = (1, 1)
            measurement.progress.note(look, at: Fixture.at(instant))
        }
        let series = try #require(Analysis.trial(measurement).series)
        #expect(try slice(series, at: 0.4).updateLatencyMs?.mean == 0)
        #expect(series.slices.reduce(0) { $0 + ($1.updateLatencyMs?.count ?? 0) } == 1)
        #expect(series.slices.reduce(0) { $0 + $1.messages } == 1)
        #expect(try slice(series, at: 0).errors == 1)
        // An entry whose stamp is no time at all.
        measurement.log.entries[0].timestamp = .min
        measurement.log.entries[1].timestamp = .max
        #expect(Analysis.trial(measurement).series != nil)
    }
}
