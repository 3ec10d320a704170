import Scenarios
import Testing

@testable import Bench

@Suite struct ValidateSummaryTests {
    @Test("a valid scenario is summed up with what it runs and how long it takes")
    func summary() throws {
        let text = """
            name: mine
            description: "Two ways,\\nand a blank."
            clients: 200
            connect-rate: 100
            arms:
              - {name: poll, transport: interval-polling, interval: 500ms}
              - {name: push, transport: websocket}
            baseline: push
            load: {tasks-per-second: [0, 2.5], arrivals: uniform}
            phases: {warm-up: 1s, steady: 1m30s}
            blocks: 4
            seed: 7
            server: {teams: 2, event-loops: 1, batch-windows: {task_update: 0, agent_update: 50ms}}
            """
        let scenario = try ScenarioReader.parse(Array(text.utf8), file: "mine.yaml")
        // 16 trials of 91 s, 2 s of connecting and 1.9 s around them, and the discarded one: 1520.3 s.
        #expect(
            ValidateCommand.summary(scenario, file: "dir/mine.yaml") == [
                "dir/mine.yaml: valid, runs mine",
                "Two ways, and a blank.",
                "",
                "arms      poll (interval-polling every 500ms), push (websocket); baseline push",
                "load      0, 2.5 tasks/s, uniform arrivals",
                "clients   200 in every arm, connecting 100 a second",
                "phases    warm-up 1s, steady 1m30s",
                "blocks    4, seed 7",
                "server    2 teams, 1 event loop, ping every 25s, timeout 20s; "
                    + "batching windows: agent_update 50ms, task_update 0s",
                "trials    16 and a short discarded one: about 25 min 20 s",
            ])
    }
}
