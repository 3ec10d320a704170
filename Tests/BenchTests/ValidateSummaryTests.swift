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

    @Test("what goes wrong on purpose has a line each")
    func faults() throws {
        let text = """
            arms: [{name: push, transport: websocket}]
            phases: {steady: 1m}
            faults:
              - {kind: reset, name: cut, at: [2s, 9s], share: 30%}
              - {kind: delay, at: 12s, for: 4s, delay: 50ms, jitter: 20ms, direction: down}
              - {kind: restart, rate: 0.05/s}
            """
        let scenario = try ScenarioReader.parse(Array(text.utf8), file: "mine.yaml")
        #expect(
            ValidateCommand.faults(scenario.faults) == [
                "faults    cut (reset) of 30 % of the connections at 2s, 9s",
                "          delay for 4s at 12s",
                "          restart for 1s, by chance 0.05 times a second",
            ])
    }

    @Test("load points that are no constant rate have a line each")
    func loads() throws {
        func lines(_ load: String) throws -> [String] {
            let text = "arms: [{name: push, transport: websocket}]\nload: \(load)"
            return ValidateCommand.load(try ScenarioReader.parse(Array(text.utf8), file: "x.yaml").load)
        }
        #expect(
            try lines(
                "{tasks-per-second: [1, {ramp: {from: 0, to: 5}}, {spike: {base: 1, peak: 9, at: 2s, for: 500ms}}, 20]}"
            ) == [
                "load      1, 20 tasks/s, poisson arrivals",
                "          ramp-0-5: a ramp from 0 to 5 tasks/s over the steady state, poisson arrivals",
                "          spike-1-9: 1 task/s, and 9 for 500ms from 2s on, poisson arrivals",
            ])
        #expect(
            try lines(
                "{tasks-per-second: {steps: [{rate: 1, for: 2s}, {rate: 4, for: 3s}]}, arrivals: uniform}")
                == ["load      steps-1-4: steps of 1 task/s for 2s, 4 tasks/s for 3s, uniform arrivals"])
        #expect(
            try lines("{model: closed, users: 10, think-time: 500ms, wait-for: completed}")
                == [
                    "load      closed-10: closed model, 10 users, each waits for the task's end and thinks for "
                        + "500ms (fixed)"
                ])
    }

    @Test("thresholds have a line each, with what they end and what will hardly be decided")
    func thresholds() throws {
        let text = """
            arms: [{name: poll, transport: interval-polling}, {name: push, transport: websocket}]
            load: {tasks-per-second: [0, 0.2, 10]}
            phases: {steady: 10s}
            blocks: 3
            thresholds:
              - push.updateLatency.mean@10/poll.updateLatency.mean@10 < 50 %
              - {check: lost == 0, abort: true}
              - {check: errors < 3, abort: true, delay-abort: 90s}
              - updateLatency.p99 < 1s
              - push.updateLatency.p99@10 < 1s
              - push.submitToSeen.p99@10 < 1s
            """
        // 30 s at 10 tasks a second make 1,800 events of 300 tasks; at 0 none.
        #expect(
            ValidateCommand.thresholds(try ScenarioReader.parse(Array(text.utf8), file: "x.yaml")) == [
                "thresholds, beside those that every run has:",
                "          push.updateLatency.mean@10 / poll.updateLatency.mean@10 < 50%",
                "          lost == 0, ends the run",
                "          errors < 3, ends the run after 1m30s at the earliest",
                "          updateLatency.p99 < 1s",
                "            will hardly be decided: updateLatency.p99 needs 1,000 events and the tasks of @0 make about 0",
                "          push.updateLatency.p99@10 < 1s",
                "          push.submitToSeen.p99@10 < 1s",
                "            will hardly be decided: submitToSeen.p99 needs 1,000 events and the tasks of @10 make about 300",
            ])
        #expect(
            ValidateCommand.thresholds(
                try ScenarioReader.parse(Array("arms: [{name: push, transport: websocket}]".utf8), file: "x")
            ).isEmpty)
    }
}
