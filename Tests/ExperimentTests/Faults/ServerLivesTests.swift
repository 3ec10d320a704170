import Foundation
import LoadEngine
import Metering
import Scenarios
import TestSupport
import Testing

@testable import Experiment

/// Servers are shells that say that they listen.
@Suite("The processes that serve a trial, one after another")
struct ServerLivesTests {
    private func shell(_ script: String) -> ServerLaunch {
        ServerLaunch(command: ["/bin/sh", "-c", script], arguments: [], cpus: nil)
    }

    private static let busy = "echo 'listening on http://127.0.0.1:1'; while :; do :; done"

    @Test("CPU time is that of all of them, the last of it from right before a kill")
    func cpuTime() async throws {
        let launch = shell(Self.busy)
        _ = try await ServerProcess.run(launch) { server in
            let lives = ServerLives(first: server, launch: launch)
            let sampler = ProcessSampler(processIdentifier: server.processIdentifier)
            try await eventually { try sampler.sample().cpuNanoseconds > 20_000_000 }
            // Nobody has read it through `lives` so far.
            let before: Int64 = try sampler.sample().cpuNanoseconds
            try lives.kill()
            let down = try lives.sample()
            #expect(down.cpuNanoseconds >= before && down.residentBytes == 0)
            try await lives.start()
            let after = try lives.sample()
            #expect(after.cpuNanoseconds >= down.cpuNanoseconds && after.residentBytes > 0)
            #expect(lives.current.processIdentifier != server.processIdentifier)
            #expect(await lives.end() == nil)
        }
    }

    @Test("who watches the machine and who shows the trial go on with the one that runs")
    func watched() async throws {
        let launch = shell(Self.busy)
        _ = try await ServerProcess.run(launch) { server in
            let lives = ServerLives(first: server, launch: launch)
            var timeline = Timeline()
            timeline.steadyStart = 1_000_000_000
            timeline.steadyEnd = 100_000_000_000
            let placement = CPUPlacement(available: [])
            var machine = MachineSeries(server: server.processIdentifier, placement: placement)
            machine.look(at: 1_000_000_000, timeline: timeline)
            try lives.kill()
            try await lives.start()
            let new: Int32 = lives.current.processIdentifier
            let sampler = ProcessSampler(processIdentifier: new)
            try await eventually { try sampler.sample().cpuNanoseconds > 20_000_000 }
            machine.follow(new)
            machine.look(at: 2_000_000_000, timeline: timeline)
            let running: Int64 = try #require(machine.record.samples.last?.server?.running)
            #expect(machine.record.samples.count == 2 && running >= 19_000_000)

            var observer = TrialObserver(StillRun(), sampler: lives)
            try await eventually {
                observer.look(LoadProgress(), samples: [])
                return !observer.trial.points.isEmpty
            }
            let point = try #require(observer.trial.points.first)
            #expect((point.serverCPUPercent ?? 0) > 0 && (point.residentBytes ?? 0) > 0)
            _ = await lives.end()
        }
    }

    @Test("in a long trial each has its own log read on, where it is")
    func readers() async throws {
        let mark = NSTemporaryDirectory() + "lives-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: mark) }
        let port = "p=1; [ -e \(mark) ] && p=2; : > \(mark)"
        let launch = shell("\(port); echo \"listening on http://127.0.0.1:$p\"; exec sleep 60")
        _ = try await ServerProcess.run(launch) { running in
            let settings = ServerSettings(
                teams: 1, eventLoops: 1, pingInterval: 1, pingTimeout: 1, batchWindows: [:])
            let server = MeasuredServer(running, launch: launch, settings: settings)
            let target = FaultedServer(server, proxy: nil, steady: ServerLogKeeper.longTrial + 1)
            let first: ServerLogReader = target.reader
            #expect(first.keeper != nil && first.endpoint.port == 1)
            _ = try await target.perform(.kill)
            _ = try await target.perform(.start)
            #expect(target.reader.keeper !== first.keeper && target.reader.keeper != nil)
            #expect(target.reader.endpoint.port == 2 && target.endedLives.count == 1)
            let short = FaultedServer(server, proxy: nil, steady: ServerLogKeeper.longTrial)
            #expect(short.reader.keeper == nil)
            _ = await server.lives?.end()
        }
    }
}

/// A generator that does nothing.
private struct StillRun: GeneratorRun {
    var progress: LoadProgress { LoadProgress() }
    var latencies: LiveLatencies? { nil }
    func start() throws {}
    func finishDrain() {}
    func cancel() {}
    func wait() async -> LoadRecord { JoinedLivesTests.nothing }
}
