import Testing

@testable import Scenarios

/// A file and the lines that reading it must print, in order.
struct BadScenario: Sendable, CustomTestStringConvertible {
    var text: String
    var lines: [String]

    init(_ text: String, _ lines: String...) {
        self.text = text
        self.lines = lines
    }

    var testDescription: String { lines.joined(separator: " / ") }
}

private let arms = "arms: [{name: push, transport: websocket}]\n"

@Suite struct BadScenarioTests {
    @Test(
        "keys",
        arguments: [
            BadScenario(arms + "client: 5", "x:2:1: unknown key `client`; did you mean `clients`?"),
            BadScenario(
                arms + "connectRate: 5", "x:2:1: unknown key `connectRate`; did you mean `connect-rate`?"),
            BadScenario(
                arms + "load:\n  task-per-second: 5",
                "x:3:3: unknown key `task-per-second` in `load`; did you mean `tasks-per-second`?"),
            BadScenario(
                arms + "phases: {steady: 5s, cool: 5s}",
                "x:2:22: unknown key `cool` in `phases`; known here: warm-up, steady"),
            BadScenario(
                arms + "server:\n  batch-windows:\n    task_updates: 5ms",
                "x:4:5: unknown key `task_updates` in `server.batch-windows`; did you mean `task_update`?"),
            BadScenario(
                "arms:\n  - name: push\n    transport: websocket\n    intervall: 1s",
                "x:4:5: unknown key `intervall` in `arms[0]`; did you mean `interval`?"),
            BadScenario("clients: 5", "x:1:1: `arms` is missing; list the arms to compare"),
            BadScenario(
                "arms:\n  - transport: websocket",
                "x:2:5: `arms[0].name` is missing; give a name such as `push`"),
            BadScenario(
                "arms:\n  - name: push",
                "x:2:5: `arms[0].transport` is missing; give interval-polling or websocket"),
            BadScenario(
                arms + "clients: 5\nseed: 2\nclients: 6",
                "x:4:1: the key `clients` stands here a second time (first in line 2); keep one of them"),
            BadScenario(
                "arms:\n  - name: a\n    name: b\n    transport: websocket",
                "x:3:5: the key `name` stands here a second time (first in line 2); keep one of them"),
            BadScenario(
                arms + "phases: {steady: 5s, steady: 6s}",
                "x:2:10: the key `steady` stands more than once in this mapping; keep one of them"),
            BadScenario(arms + "? [a]\n: 1", "x:2:3: a key must be a word; write `key: value`"),
        ])
    func keys(bad: BadScenario) { bad.check() }

    @Test(
        "numbers",
        arguments: [
            BadScenario(
                arms + "clients: 0", "x:2:10: `clients` is 0; write a whole number from 1 to 1000000"),
            BadScenario(
                arms + "clients: -5", "x:2:10: `clients` is -5; write a whole number from 1 to 1000000"),
            BadScenario(
                arms + "clients: 50%",
                "x:2:10: `clients` is `50%`, a percentage; write a whole number from 1 to 1000000"),
            BadScenario(
                arms + "clients: 1.5",
                "x:2:10: `clients` is `1.5`, out of range or not whole; "
                    + "write a whole number from 1 to 1000000"),
            BadScenario(
                arms + "clients: many",
                "x:2:10: `clients` is `many`, no number; write a whole number from 1 to 1000000"),
            BadScenario(
                arms + "clients:\nblocks: 1",
                "x:2:1: `clients` has no value; "
                    + "write a whole number from 1 to 1000000, or leave the key out"),
            BadScenario(
                arms + "clients: [5]",
                "x:2:10: `clients` is a list; write a whole number from 1 to 1000000"),
            BadScenario(arms + "blocks: 0", "x:2:9: `blocks` is 0; write a whole number from 1 to 1000"),
            BadScenario(
                arms + "seed: -1",
                "x:2:7: `seed` is `-1`, out of range or not whole; "
                    + "write a whole number from 0 to 18446744073709551615"),
            BadScenario(
                arms + "connect-rate: 10/min",
                "x:2:15: `connect-rate` is `10/min`, in another unit than a second; "
                    + "write a rate a second such as 10 or 10/s"),
            BadScenario(
                arms + "connect-rate: 0",
                "x:2:15: `connect-rate` is 0; write a rate from 0.001 to 1000000 a second"),
            BadScenario(
                arms + "load: {tasks-per-second: inf}",
                "x:2:26: `load.tasks-per-second` is `inf`, no number; "
                    + "write a rate a second such as 10 or 10/s"),
            BadScenario(
                arms + "load:\n  tasks-per-second:\n    - 1\n    - -2\n    - 1/s",
                "x:5:7: `load.tasks-per-second[1]` is -2; write a rate from 0 to 100000 a second",
                "x:6:7: `load.tasks-per-second[2]` repeats the load point 1; "
                    + "list each once; `blocks` repeats measurements"),
            BadScenario(
                arms + "load: {tasks-per-second: []}",
                "x:2:26: `load.tasks-per-second` lists 0 load points; list 1 to 32"),
        ])
    func numbers(bad: BadScenario) { bad.check() }

    @Test(
        "durations",
        arguments: [
            BadScenario(
                arms + "phases: {steady: 10}",
                "x:2:18: `phases.steady` is `10`, without a unit; "
                    + "write 10s for seconds or 10ms for milliseconds"),
            BadScenario(
                arms + "phases:\n  steady: 500ms",
                "x:3:11: `phases.steady` is 500ms, too short; write a duration from 1s to 48h"),
            BadScenario(
                arms + "phases:\n  steady: 3 days",
                "x:3:11: `phases.steady` is `3 days`, and ` days` is no unit of time; use one of h, m, s, ms, us, ns"
            ),
            BadScenario(
                arms + "phases:\n  warm-up: -1s",
                "x:3:12: `phases.warm-up` is `-1s`, below zero; write a duration such as 250ms"),
            BadScenario(
                "arms: [{name: p, transport: interval-polling, interval: 1/s}]",
                "x:1:57: `arms[0].interval` is `1/s`, and `/s` is no unit of time; "
                    + "use one of h, m, s, ms, us, ns"),
            BadScenario(
                "arms: [{name: p, transport: interval-polling, interval: 5ms}]",
                "x:1:57: `arms[0].interval` is 5ms, too short; write a duration from 10ms to 1h"),
            BadScenario(
                "arms: [{name: p, transport: interval-polling, interval: 5s}]\nphases: {steady: 4s}",
                "x:2:18: `steady` is 4s, shorter than the interval of arm `p`; make it at least 5s"),
            BadScenario(
                "arms: [{name: p, transport: websocket, interval: 1s}]",
                "x:1:50: `arms[0].interval` has no meaning for websocket; "
                    + "remove it, or use transport interval-polling, conditional-polling, event-polling"),
            BadScenario(
                arms + "server: {ping-interval: 0}",
                "x:2:25: `server.ping-interval` is 0s, too short; write a duration from 100ms to 1h"),
            BadScenario(
                arms + "server:\n  batch-windows: 100ms",
                "x:3:18: `server.batch-windows` is no mapping; write keys such as `agent_update: ...`"),
        ])
    func durations(bad: BadScenario) { bad.check() }

    @Test(
        "names and choices",
        arguments: [
            BadScenario(
                "arms: [{name: p, transport: websockets}]",
                "x:1:29: `arms[0].transport` is `websockets`; did you mean `websocket`?"),
            BadScenario(
                "arms: [{name: p, transport: carrier pigeon}]",
                "x:1:29: `arms[0].transport` is `carrier pigeon`; write one of interval-polling, "
                    + "conditional-polling, event-polling, long-polling, websocket"),
            BadScenario(
                arms + "load: {arrivals: bursty}",
                "x:2:18: `load.arrivals` is `bursty`; write one of poisson, uniform, stratified"),
            BadScenario(
                "arms:\n  - {name: p, transport: websocket}\n  - {name: p, transport: interval-polling}",
                "x:3:12: `arms[1].name` is `p`, the name of arms[0]; give each arm a name of its own"),
            BadScenario(
                "arms: [{name: a/b, transport: websocket}]",
                "x:1:15: `arms[0].name` is `a/b`; "
                    + "write up to 64 letters, digits, - and _, a letter or digit first"),
            BadScenario(
                arms + "name: ../../etc",
                "x:2:7: `name` is `../../etc`; "
                    + "write up to 64 letters, digits, - and _, a letter or digit first"),
            BadScenario(
                arms + "baseline: polling", "x:2:11: `baseline` names no arm: `polling`; write one of push"),
            BadScenario("arms: push", "x:1:7: `arms` is no list of arms; write one `- name: ...` an arm"),
            BadScenario("arms: [push]", "x:1:8: `arms[0]` is no mapping; write keys such as `name: ...`"),
            BadScenario(
                "- a\n- b", "x:1:1: the file is no list of `key: value` lines; write keys such as `name: ...`"
            ),
        ])
    func names(bad: BadScenario) { bad.check() }

    @Test("all problems of a file are reported at once, in its order")
    func everythingAtOnce() {
        BadScenario(
            """
            clients: 0
            clints: 3
            arms:
              - name: push
                transport: websockt
            phases:
              steady: 10
              steady: 11s
            seed: x
            """,
            "x:1:10: `clients` is 0; write a whole number from 1 to 1000000",
            "x:2:1: unknown key `clints`; did you mean `clients`?",
            "x:5:16: `arms[0].transport` is `websockt`; did you mean `websocket`?",
            "x:7:11: `phases.steady` is `10`, without a unit; write 10s for seconds or 10ms for milliseconds",
            "x:8:3: the key `steady` stands here a second time (first in line 7); keep one of them",
            "x:9:7: `seed` is `x`, no number; write a whole number from 0 to 18446744073709551615"
        ).check()
    }
}

extension BadScenario {
    /// Reads the text as file `x` and compares what is reported with `lines`.
    func check(sourceLocation: SourceLocation = #_sourceLocation) {
        do {
            let scenario = try ScenarioReader.parse(Array(text.utf8), file: "x")
            Issue.record("read without a complaint: \(scenario)", sourceLocation: sourceLocation)
        } catch {
            #expect(error.problems.map(\.description) == lines, sourceLocation: sourceLocation)
        }
    }
}
