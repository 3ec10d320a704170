import LoadEngine
import Results
import Scenarios
import Testing

@testable import Experiment

@Suite("Response and service times of submissions, and load points in results")
struct SubmissionTimesTests {
    private func record(_ intended: Int64, sent: Int64, answered: Int64, task: String?) -> SubmissionRecord {
        SubmissionRecord(
            intended: intended * 1_000_000, sent: sent * 1_000_000, answered: answered * 1_000_000,
            status: task == nil ? 503 : 202, taskID: task)
    }

    @Test("response counts from the intended instant, service from the sending; refusals stand above all")
    func times() throws {
        let all = [
            record(1000, sent: 1002, answered: 1010, task: "a"),
            record(2000, sent: 2000, answered: 2020, task: "b"),
            record(2500, sent: 2500, answered: 2501, task: nil),
            record(2600, sent: 0, answered: 0, task: nil),
            // Outside of the window.
            record(900, sent: 900, answered: 5000, task: "c"),
            record(3000, sent: 3000, answered: 3001, task: "d"),
        ]
        let times = SubmissionTimes(all, window: 1_000_000_000..<3_000_000_000)
        let figures = try #require(times.figures(seconds: 2))
        #expect(figures.acceptedPerSecond == 1)
        #expect(figures.responseMs.mean == 15 && figures.responseMs.infinite == 2)
        #expect(figures.serviceMs.mean == 14 && figures.responseMs.count == 4)
        #expect(times.histograms.count == 2)
        #expect(SubmissionTimes([], window: 0..<5).figures(seconds: 1) == nil)
        #expect(SubmissionTimes([], window: 0..<5).histograms.isEmpty)
    }

    @Test("a shape's mean rate is its integral over the steady state")
    func meanRates() {
        func point(_ model: OfferedLoad.Model) -> LoadPoint {
            LoadPoint(OfferedLoad(model), steady: 10_000_000_000)
        }
        let ramp = point(.open(.ramp(from: 1, to: 20)))
        #expect(ramp.tasksPerSecond == 10.5 && ramp.name == "ramp-1-20")
        #expect(ramp.phrase == "1 to 20 tasks/s (ramp)" && !ramp.isIdle)
        let spike = point(.open(.spike(base: 2, peak: 52, at: 3_000_000_000, length: 1_000_000_000)))
        #expect(spike.tasksPerSecond == 7 && spike.shape?.seconds == [3, 1])
        #expect(point(.open(.constant(0.2))) == LoadPoint(tasksPerSecond: 0.2))
        #expect(point(.open(.constant(0))).isIdle)
        let closed = point(
            .closed(ClosedLoad(users: 7, thinkTime: 500_000_000, thinking: .fixed, waitsFor: .completed)))
        #expect(closed.tasksPerSecond == nil && closed.name == "closed-7" && !closed.isIdle)
        #expect(closed.phrase == "7 users (closed model)" && closed.closed?.thinkSeconds == 0.5)
    }
}
