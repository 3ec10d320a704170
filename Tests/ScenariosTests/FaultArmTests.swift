import Testing

@testable import Scenarios

@Suite("A scenario with faults")
struct FaultArmTests {
    private func scenario(
        arms: String = "[{name: push, transport: websocket}]", faults: String, rest: String = ""
    ) -> String {
        """
        arms: \(arms)
        phases: {steady: 20s}
        faults: \(faults)
        \(rest)
        """
    }

    private func read(_ text: String) throws -> Scenario {
        try ScenarioReader.parse(Array(text.utf8), file: "x.yaml")
    }

    private func refusal(_ text: String) throws -> String {
        let error = #expect(throws: ScenarioError.self) { try read(text) }
        return try #require(error).description
    }

    @Test("holds them, and asks something else of its trials than one without")
    func held() throws {
        let with = try read(scenario(faults: "[{kind: reset, at: 5s, share: 30%}]"))
        #expect(
            with.faults == [Fault(name: "reset", timing: .at([5_000_000_000]), kind: .reset(share: 0.3))])
        var without = with
        without.faults = []
        #expect(with.fingerprint != without.fingerprint)
        #expect(!without.canonicalText.contains("fault"))
    }

    @Test(
        "is refused where a fault cannot meet an arm, or the arm not recover",
        arguments: [
            (
                "{name: a, transport: websocket, target: there}", "{kind: restart, at: 1s}",
                "`restart` is done to the server's process, and bench does not start the target `there` of arm `a`"
            ),
            (
                "{name: a, transport: websocket, target: there}", "{kind: stop, at: 1s, for: 1s}",
                "`stop` is done to the server's process"
            ),
            (
                "{name: a, transport: long-polling}", "{kind: reset, at: 1s}",
                "clients of arm `a` (long-polling) do not come back"
            ),
            (
                "{name: a, transport: websocket, target: other}", "{kind: reset, at: 1s}",
                "the target `other` of arm `a` is no SwarmBot"
            ),
            (
                "{name: a, transport: websocket, target: metered}", "{kind: restart, at: 1s}",
                "`restart` starts another process, and the CPU time of the target `metered` of arm `a` is read from"
            ),
        ])
    func refused(arm: String, fault: String, message: String) throws {
        let text = try refusal(
            scenario(
                arms: "[\(arm), {name: mine, transport: interval-polling}]", faults: "[\(fault)]",
                rest: """
                    load: {tasks-per-second: 0}
                    targets:
                      there: {url: "http://127.0.0.1:5000", api: swarmbot}
                      other: {url: "http://127.0.0.1:5001"}
                      metered: {command: serve, api: swarmbot, cpu: {prometheus: "http://127.0.0.1:9/metrics"}}
                    """))
        #expect(text.contains(message) && text.contains("x.yaml:3:"), "\(text)")
    }

    @Test("may cut and delay the connections of a server that runs already")
    func running() throws {
        let text = scenario(
            arms: "[{name: a, transport: websocket, target: there}]",
            faults: "[{kind: reset, at: 1s}, {kind: delay, at: 2s, for: 1s, delay: 5ms}]",
            rest: "targets: {there: {url: \"http://127.0.0.1:5000\", api: swarmbot}}")
        #expect(try read(text).faults.count == 2)
    }

    @Test("may stop a server whose CPU time is read elsewhere")
    func metered() throws {
        let text = scenario(
            arms: "[{name: a, transport: websocket, target: there}]",
            faults: "[{kind: stop, at: 1s, for: 1s}, {kind: reset, at: 3s}]",
            rest:
                "targets: {there: {command: serve, api: swarmbot, cpu: {prometheus: \"http://127.0.0.1:9/metrics\"}}}"
        )
        #expect(try read(text).faults.count == 2)
    }

    @Test("keeps room for them when the steady state is shortened")
    func shortened() throws {
        let scenario = try read(scenario(faults: "[{kind: stop, at: 12s, for: 3s}]"))
        var overrides = ScenarioOverrides()
        overrides.steady = "16s"
        #expect(try scenario.applying(overrides).phases.steady == 16_000_000_000)
        overrides.steady = "14s"
        let error = #expect(throws: ScenarioError.self) { try scenario.applying(overrides) }
        let text = try #require(error).description
        #expect(text.contains("fault `stop` lasts until 15s"), "\(text)")
    }

    @Test("is what thresholds on recovery need")
    func thresholds() throws {
        let condition = "thresholds: [push.recovery.p100 < 30s, reconnects.peakToMean < 10, late == 0]"
        #expect(try read(scenario(faults: "[{kind: reset, at: 1s}]", rest: condition)).thresholds.count == 3)
        let without = "arms: [{name: push, transport: websocket}]\n\(condition)"
        #expect(try refusal(without).contains("nothing goes wrong on purpose"))
    }
}
