import LoadEngine
import Metering
import Testing

@testable import Experiment

@Suite("Following a trial second by second")
struct LiveWatchTests {
    private static let second: Int64 = 1_000_000_000

    private static func look(
        _ second: Double, messages: UInt64, errors: UInt64 = 0, latencies: LiveLatencies? = nil,
        cpu: Double? = nil
    ) -> LiveWatch.Look {
        var progress = LoadProgress()
        progress.phase = .steady
        progress.connected = 5
        progress.messages = messages
        progress.errors = errors
        let instant = 7 * Self.second + Int64(second * 1e9)
        return LiveWatch.Look(
            instant: instant, progress: progress, latencies: latencies,
            sample: cpu.map {
                ProcessSample(
                    instant: instant, cpuNanoseconds: Int64($0 * 1e9), userNanoseconds: 0,
                    systemNanoseconds: 0, residentBytes: 48_000_000)
            })
    }

    @Test("A point is the difference of two looks")
    func difference() throws {
        var before = LiveLatencies()
        before.record(900_000_000, weight: 50)
        var after = before
        for milliseconds in 1...100 { after.record(Int64(milliseconds) * 1_000_000) }
        var watch = LiveWatch(Self.look(0, messages: 1000, errors: 2, latencies: before, cpu: 3))
        #expect(!watch.isDue(at: 7 * Self.second + 999_999_999))
        #expect(watch.isDue(at: 8 * Self.second))
        watch.add(Self.look(2, messages: 6000, errors: 5, latencies: after, cpu: 3.5))
        let point = try #require(watch.trial.points.first)
        #expect(point.second == 2)
        #expect(point.messagesPerSecond == 2500)
        #expect(point.errors == 3)
        #expect(point.clients == 5)
        #expect(point.serverCPUPercent == 25)
        #expect(point.residentBytes == 48_000_000)
        let latency = try #require(point.latency)
        #expect(latency.count == 100)
        let told = [latency.p50, latency.p90, latency.p99, latency.max]
        for (told, expected) in zip(told, [50.0, 90, 99, 100]) {
            #expect(abs(told / expected - 1) < 0.04)
        }
        #expect(watch.trial.current == latency)
    }

    @Test("Without latencies, a server's process or anything new, a point says so")
    func nothing() throws {
        var watch = LiveWatch(Self.look(0, messages: 10))
        watch.add(Self.look(1, messages: 10))
        let point = try #require(watch.trial.points.first)
        #expect(point.latency == nil && point.serverCPUPercent == nil && point.residentBytes == nil)
        #expect(point.messagesPerSecond == 0)
        #expect(watch.trial.current == nil)
        // The same instant again makes no point, and a counter that fell no rate below nothing.
        watch.add(Self.look(1, messages: 11))
        #expect(watch.trial.points.count == 1)
        watch.add(Self.look(2, messages: 3))
        #expect(watch.trial.points.last?.messagesPerSecond == 0)
    }

    @Test("Current figures forget what is older than five points, and the trial what is older than its limit")
    func forgetting() {
        var latencies = LiveLatencies()
        var watch = LiveWatch(Self.look(0, messages: 0, latencies: latencies))
        latencies.record(1_000_000_000)
        watch.add(Self.look(1, messages: 0, latencies: latencies))
        for second in 2...5 { watch.add(Self.look(Double(second), messages: 0, latencies: latencies)) }
        #expect(watch.trial.current?.count == 1)
        watch.add(Self.look(6, messages: 0, latencies: latencies))
        #expect(watch.trial.current == nil)
        for second in 7...(LiveWatch.kept + 20) {
            watch.add(Self.look(Double(second), messages: 0, latencies: latencies))
        }
        #expect(watch.trial.points.count == LiveWatch.kept)
        #expect(watch.trial.points.first?.second == 21)
    }

    @Test("A reading that failed once costs its point's CPU time, not the next one's")
    func gap() {
        var watch = LiveWatch(Self.look(0, messages: 0, cpu: 1))
        watch.add(Self.look(1, messages: 0))
        watch.add(Self.look(2, messages: 0, cpu: 2))
        #expect(watch.trial.points.map(\.serverCPUPercent) == [nil, 50])
    }

    @Test("A phase's time is that of the timeline, within its bounds")
    func phases() throws {
        var load = LoadProgress()
        #expect(TrialDisplay.phase(load, now: 5) == nil)
        load.timeline.loadStart = 10 * Self.second
        load.timeline.steadyStart = 12 * Self.second
        load.timeline.steadyEnd = 22 * Self.second
        load.phase = .warmUp
        #expect(try #require(TrialDisplay.phase(load, now: 11 * Self.second)) == (1, 2))
        load.phase = .steady
        #expect(try #require(TrialDisplay.phase(load, now: 11 * Self.second)) == (0, 10))
        #expect(try #require(TrialDisplay.phase(load, now: 30 * Self.second)) == (10, 10))
        load.phase = .drain
        #expect(TrialDisplay.phase(load, now: 23 * Self.second) == nil)
    }

    @Test("The share of a run that is over follows from the time spent and the time left")
    func share() {
        var progress = RunProgress(
            trial: 1, trials: 2, block: 1, blocks: 1, arm: "push", offered: "1 tasks/s", clients: 1,
            load: LoadProgress(), messageRate: 0, secondsElapsed: 30, secondsLeft: 90)
        #expect(progress.share == 0.25)
        progress.secondsLeft = .infinity
        #expect(progress.share == 0)
        progress.secondsLeft = 0
        #expect(progress.share == 1)
        progress.secondsElapsed = 0
        #expect(progress.share == 0)
    }
}
