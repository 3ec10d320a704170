import LoadEngine
import Metering
import Synchronization
import Testing

@testable import Experiment

@Suite("Samples of the server")
struct SampleSeriesTests {
    /// Fails as often as told, then answers with the instant it was told to.
    private final class FlakySampler: ResourceSampler {
        struct Failure: Error, CustomStringConvertible {
            let description = "GET /metrics answered 503"
        }

        private let failuresLeft: Mutex<Int>
        private let calls = Mutex(0)
        let interval: Int64 = 1_000
        let isWorkForServer: Bool
        private let instants: Mutex<[Int64]>

        /// - Parameter instants: of its answers, the last one for all further ones.
        init(failures: Int, isWork: Bool = false, instants: [Int64] = [7_000]) {
            failuresLeft = Mutex(failures)
            isWorkForServer = isWork
            self.instants = Mutex(instants)
        }

        var asked: Int { calls.withLock { $0 } }

        func sample() throws -> ProcessSample {
            calls.withLock { $0 += 1 }
            let fails = failuresLeft.withLock { left in
                left -= 1
                return left >= 0
            }
            if fails { throw Failure() }
            let instant: Int64 = instants.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
            return ProcessSample(
                instant: instant, cpuNanoseconds: 1, userNanoseconds: 0, systemNanoseconds: 0,
                residentBytes: 0)
        }
    }

    private var timeline: Timeline {
        var timeline = Timeline()
        timeline.steadyStart = 1_000
        timeline.steadyEnd = 10_000
        return timeline
    }

    @Test("a page that fails is asked again an interval later, not at once, and what it said is kept")
    func failing() {
        let sampler = FlakySampler(failures: 1)
        var series = SampleSeries(sampler: sampler)
        series.take(at: 1_000, timeline: timeline)
        #expect(series.failure == "GET /metrics answered 503")
        #expect(series.next(after: 1_010, timeline: timeline) == 2_000)
        series.take(at: 1_999, timeline: timeline)
        #expect(sampler.asked == 1)
        series.take(at: 2_000, timeline: timeline)
        #expect(sampler.asked == 2)
        #expect(series.samples.map(\.instant) == [7_000])
        #expect(series.next(after: 7_000, timeline: timeline) == 8_000)
    }

    @Test("nothing is asked before the steady state, nor where there is nothing to ask")
    func outside() {
        let sampler = FlakySampler(failures: 0, isWork: true)
        var series = SampleSeries(sampler: sampler)
        series.take(at: 999, timeline: timeline)
        #expect(sampler.asked == 0)
        series.take(at: 0, timeline: Timeline())
        #expect(sampler.asked == 0)
        var none = SampleSeries(sampler: nil)
        none.take(at: 2_000, timeline: timeline)
        #expect(none.samples.isEmpty)
        #expect(none.next(after: 2_000, timeline: timeline) == nil)
    }

    @Test(
        "where it is no work for the server it is read before and after, too, beside the samples that count")
    func around() {
        var timeline = timeline
        let instants: [Int64] = [-1_000, 0, 1_005, 10_001, 11_002]
        timeline.loadStart = -1_500
        let sampler = FlakySampler(failures: 0, instants: instants)
        var series = SampleSeries(sampler: sampler)
        for now: Int64 in [-1_600, -1_000, -500, 0, 1_005, 10_001, 10_500, 11_002] {
            series.take(at: now, timeline: timeline)
        }
        #expect(series.warmUp.map(\.instant) == [-1_000, 0])
        #expect(series.samples.map(\.instant) == [1_005, 10_001])
        #expect(series.drain.map(\.instant) == [11_002])
        #expect(sampler.asked == 5)
        let remote = FlakySampler(failures: 0, isWork: true, instants: [1_005, 10_001])
        series = SampleSeries(sampler: remote)
        for now: Int64 in [-1_000, 0, 1_005, 10_001, 10_500, 11_002] {
            series.take(at: now, timeline: timeline)
        }
        #expect(remote.asked == 2)
        #expect(series.warmUp.isEmpty && series.drain.isEmpty)
    }
}
