import Experiment
import Foundation
import LoadEngine
import Scenarios
import Statistics
import Testing

@testable import Bench

@Suite struct ClaimsLengthTests {
    @Test("a search of claims that runs out of its time names what bounds it there, which is no option")
    func outOfTime() throws {
        let text = """
            name: one
            arms: [{name: push, transport: websocket}]
            load: {tasks-per-second: 10}
            """
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("swarmbench-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var run = CapacityRun(
            scenario: try CapacityScenario(
                try ScenarioReader.parse(Array(text.utf8), file: "one.yaml"),
                objective: ["push.updateLatency.mean < 20ms"], axis: .clients),
            rule: CapacitySearch.Rule(start: 100, lowest: 1, highest: 3_000, limit: "l", quantum: 1),
            serverCommand: [],
            directory: try RunDirectory.create(
                output: folder.path, scenario: "one", startedAt: Date(), kind: .capacity),
            placement: CPUPlacement(available: [0], loops: 1), endpoints: TargetEndpoints(),
            interruption: Interruption(), startedAt: Date())
        run.boundAsClaims()
        #expect(run.maxSeconds == 1_800)
        #expect(run.outOfTime == "it ran out of time (bench claims gives a search 30 min 00 s an arm)")
    }
}
