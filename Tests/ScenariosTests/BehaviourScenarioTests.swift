import Testing

@testable import Scenarios

@Suite("Behaviours in scenario files")
struct BehaviourScenarioTests {
    private func parse(_ rest: String) throws -> Scenario {
        let text = """
            arms:
              - {name: polling, transport: interval-polling}
              - {name: push, transport: websocket}
            \(rest)
            """
        return try ScenarioReader.parse(Array(text.utf8), file: "x.yaml")
    }

    @Test("a mix applies to every push arm, and not to polling")
    func everyKind() throws {
        let scenario = try parse(
            """
            behaviours:
              - {kind: viewer, weight: 80, rooms: [alerts, team-1]}
              - {kind: operator, weight: 5.5, every: 2s, arrivals: uniform}
              - {kind: refresher, stay: 4s, away: 1s, spacing: fixed}
              - {kind: slow-reader, read-rate: 5000, pause: 500ms, every: 2s}
              - {kind: flaky, name: tunnel, every: 3s, drop: reset}
              - {kind: viewer, name: loyal, reconnect: yes}
            """)
        let second: Int64 = 1_000_000_000
        let expected = [
            Behaviour(name: "viewer", weight: 80, kind: .viewer, rooms: ["alerts", "team-1"]),
            Behaviour(name: "operator", weight: 5.5, kind: .operator(every: 2 * second, arrivals: .fixed)),
            Behaviour(
                name: "refresher", kind: .refresher(stay: 4 * second, away: second, spacing: .fixed)),
            Behaviour(
                name: "slow-reader",
                kind: .slowReader(
                    SlowReading(
                        bytesPerSecond: 5_000,
                        pause: SlowReading.Pause(length: second / 2, period: 2 * second)))),
            Behaviour(
                name: "tunnel", kind: .flaky(every: 3 * second, spacing: .exponential, drop: .reset),
                reconnects: true),
            Behaviour(name: "loyal", kind: .viewer, reconnects: true),
        ]
        #expect(scenario.arms.map(\.behaviours) == [[], expected])
    }

    @Test("an arm's own mix takes the place of the common one")
    func ownMix() throws {
        let text = """
            behaviours: [{kind: viewer}, {kind: flaky}]
            arms:
              - {name: calm, transport: websocket, behaviours: [{kind: viewer}]}
              - {name: mixed, transport: websocket}
            """
        let scenario = try ScenarioReader.parse(Array(text.utf8), file: "x.yaml")
        #expect(scenario.arms[0].behaviours == [Behaviour(name: "viewer", kind: .viewer)])
        #expect(scenario.arms[1].behaviours.map(\.name) == ["viewer", "flaky"])
        #expect(try parse("").arms.allSatisfy(\.behaviours.isEmpty))
    }

    @Test(
        "what is wrong with a mix is said with its place and remedy",
        arguments: [
            ("[]", "`behaviours` is no list of up to 16 behaviours"),
            ("viewer", "`behaviours` is no list of up to 16 behaviours"),
            ("[{weight: 3}]", "`behaviours[0].kind` is missing"),
            ("[{kind: opertor}]", "did you mean `operator`?"),
            ("[{kind: viewer, every: 2s}]", "`behaviours[0].every` has no meaning for viewer"),
            ("[{kind: viewer}, {kind: viewer}]", "`behaviours[1]` is another `viewer`"),
            ("[{kind: viewer, weight: 0}]", "write a number from 0.001 to 1000000"),
            ("[{kind: operator, every: 0}]", "too short"),
            ("[{kind: operator, arrivals: fixed}]", "write one of poisson, uniform"),
            ("[{kind: slow-reader}]", "does not say how slowly it reads"),
            ("[{kind: slow-reader, read-rate: 10}]", "write a whole number from 100"),
            ("[{kind: slow-reader, pause: 2s, every: 1s}]", "is no longer than its `pause`"),
            ("[{kind: flaky, drop: cut}]", "write one of close, reset"),
            ("[{kind: flaky, reconnect: no}]", "would only be gone"),
            ("[{kind: viewer, rooms: lobby}]", "is no list of up to 16 rooms"),
            ("[{kind: viewer, rooms: [\"a b\"]}]", "`behaviours[0].rooms[0]` is `a b`"),
            ("[{kind: viewer, reconnect: maybe}]", "`behaviours[0].reconnect` is `maybe`"),
        ])
    func wrong(mix: String, message: String) throws {
        let error = #expect(throws: ScenarioError.self) { try parse("behaviours: \(mix)") }
        let text = try #require(error).description
        #expect(text.contains(message) && text.contains("x.yaml:"), "\(text)")
    }

    @Test("polling clients have no behaviours, and a foreign target cannot take tasks")
    func impossible() throws {
        let polling = "arms: [{name: p, transport: interval-polling, behaviours: [{kind: viewer}]}]"
        let error = #expect(throws: ScenarioError.self) {
            try ScenarioReader.parse(Array(polling.utf8), file: "x.yaml")
        }
        #expect(try #require(error).description.contains("has no meaning for interval-polling"))
    }
}
