import Foundation
import LoadEngine
import Results
import Scenarios
import Statistics
import Testing

@testable import Experiment

@Suite("What is measured around the edge") struct CapacitySurroundingsTests {
    private func run(below: Int, beyond: Int = 0) throws -> CapacityRun {
        let text = """
            name: one
            clients: 100
            arms: [{name: push, transport: websocket}]
            load: {tasks-per-second: 10}
            """
        let scenario = try CapacityScenario(
            try ScenarioReader.parse(Array(text.utf8), file: "one.yaml"),
            objective: ["push.deliveryLatency.mean < 20ms"], axis: .clients)
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("swarmbench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var run = CapacityRun(
            scenario: scenario,
            rule: CapacitySearch.Rule(start: 100, lowest: 1, highest: 3_000, limit: "--max", quantum: 1),
            serverCommand: [],
            directory: try RunDirectory.create(
                output: folder.path, scenario: "one", startedAt: Date(), kind: .capacity),
            placement: CPUPlacement(available: [0], loops: 1), endpoints: TargetEndpoints(),
            interruption: Interruption(), startedAt: Date())
        run.lowerLoads = below
        run.saturatedLoads = beyond
        return run
    }

    private func report(_ trials: [CapacityTrial]) -> CapacityReport {
        CapacityFixture.report(
            trials, answer: CapacityAnswer(kind: .found, clients: 800, tasksPerSecond: 10))
    }

    @Test("time that ran out is explained by what bounds it there")
    func outOfTime() throws {
        var run: CapacityRun = try run(below: 0)
        #expect(run.outOfTime == "it ran out of time (--max-time)")
        run.timeBound = "half an hour"
        #expect(run.outOfTime == "it ran out of time (half an hour)")
    }

    @Test("three trials each at three quarters of the edge, a half, a quarter, and an eighth")
    func below() throws {
        let around = CapacitySurroundings(try run(below: 4))
        #expect(
            around.below(report([])) == [600, 600, 600, 400, 400, 400, 200, 200, 200, 100, 100, 100])
        #expect(CapacitySurroundings(try run(below: 0)).below(report([])).isEmpty)
        var open = report([])
        open.answer.kind = .stopped
        #expect(around.below(open).isEmpty)
    }

    @Test("the smallest load that the server did not carry again, where it was the server's doing")
    func above() throws {
        var run: CapacityRun = try run(below: 0)
        var failed = CapacitySearch(run.rule)
        failed.record(.failed)
        let ceiling = try #require(failed.ceiling)
        #expect(CapacitySurroundings(run).above(report([]), ceiling: ceiling).isEmpty)
        run.trialsAbove = 2
        let around = CapacitySurroundings(run)
        #expect(around.above(report([]), ceiling: ceiling) == [100, 100])
        var other = CapacitySearch(run.rule)
        for _ in 0...run.rule.repeats { other.record(.untold("descriptors")) }
        #expect(other.ceiling != nil)
        #expect(around.above(report([]), ceiling: other.ceiling).isEmpty)
        var open = report([])
        open.answer.kind = .stopped
        #expect(around.above(open, ceiling: ceiling).isEmpty)
    }

    @Test("trials that the search made near by count")
    func passed() throws {
        let around = CapacitySurroundings(try run(below: 3))
        let trials: [CapacityTrial] = [110, 220, 440, 800].enumerated().map {
            CapacityFixture.trial($0, clients: $1)
        }
        #expect(around.below(report(trials)) == [600, 600, 600, 440, 440, 220, 220])
        // One that told nothing does not.
        var disturbed = trials
        disturbed[2].outcome = .disturbed
        #expect(around.below(report(disturbed)) == [600, 600, 600, 400, 400, 400, 220, 220])
    }

    @Test("beyond the edge by half until the server is saturated, then by a quarter, until there are enough")
    func beyond() throws {
        let around = CapacitySurroundings(try run(below: 0, beyond: 3))
        var report = report([CapacityFixture.trial(0, clients: 800)])
        var levels: [Double] = []
        while let level = around.next(report, ceiling: 900), levels.count < 20 {
            levels.append(level)
            // Saturated from 1,623 clients on.
            report.trials.append(
                CapacityFixture.trial(
                    levels.count, clients: Int(level), purpose: .saturation, outcome: .failed))
        }
        #expect(levels == [900, 1_350, 2_025, 2_532])
        #expect(around.next(report, ceiling: 900) == nil, "3,165 is more than --max allows")
        var unconfirmed = report
        unconfirmed.answer.kind = .atLeast
        #expect(around.next(unconfirmed, ceiling: 900) == nil)
    }
}
