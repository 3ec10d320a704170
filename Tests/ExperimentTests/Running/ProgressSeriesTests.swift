import LoadEngine
import Results
import Scenarios
import Testing

@testable import Experiment

@Suite("Progress over a trial")
struct ProgressSeriesTests {
    private func progress(
        _ phase: LoadProgress.Phase = .steady, connected: Int = 10, messages: UInt64 = 0, errors: UInt64 = 0
    ) -> LoadProgress {
        var progress = LoadProgress()
        (progress.phase, progress.connected) = (phase, connected)
        (progress.messages, progress.errors) = (messages, errors)
        return progress
    }

    @Test("looks are kept every 100 ms, and where a phase begins")
    func spacing() {
        var series = ProgressSeries()
        for step: Int64 in 0..<30 {
            series.note(progress(step < 7 ? .warmUp : .steady), at: step * 20_000_000)
        }
        #expect(series.points.map { $0.instant / 1_000_000 } == [0, 100, 140, 240, 340, 440, 540])
        #expect(series.points.map(\.phase).prefix(4) == [.warmUp, .warmUp, .steady, .steady])
    }

    @Test("a clock that is set forth or back does not end it")
    func steps() {
        var series = ProgressSeries()
        for instant: Int64 in [0, 100, 5_000, 90, 190, 3_600_000, .min / 1_000_000] {
            series.note(progress(), at: instant * 1_000_000)
        }
        #expect(series.points.count == 7)
    }

    @Test("however long a trial is, the points are bounded, and no count is lost")
    func bounded() throws {
        var series = ProgressSeries()
        let day: Int64 = 100_000
        for step in 0...day {
            series.note(progress(messages: UInt64(step)), at: step * 100_000_000)
        }
        #expect(series.points.count <= ProgressSeries.limit)
        #expect(series.points.count > ProgressSeries.limit / 4)
        #expect(series.points.first?.messages == 0)
        let gaps = zip(series.points, series.points.dropFirst()).map { $1.instant - $0.instant }
        #expect(Set(gaps).count <= 2)
        let last = try #require(series.points.last)
        #expect(last.instant == Int64(last.messages) * 100_000_000)
        #expect(day * 100_000_000 - last.instant <= gaps.max() ?? 0)
    }

    @Test("they are in the raw data, a line each")
    func csv() {
        var measurement = MeasurementFixture(clients: 1).measurement()
        measurement.progress.note(progress(.connecting, connected: 3), at: 5)
        measurement.progress.note(progress(connected: 4, messages: 7, errors: 1), at: 200_000_005)
        #expect(
            String(decoding: RawTrialWriter.progress(measurement), as: UTF8.self) == """
                instant,phase,connected,messages,errors,submitted
                5,connecting,3,0,0,0
                200000005,steady,4,7,1,0

                """)
    }
}
