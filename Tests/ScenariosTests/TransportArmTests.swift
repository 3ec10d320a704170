import Testing

@testable import Scenarios

@Suite struct TransportArmTests {
    private static func read(_ text: String) throws -> Scenario {
        try ScenarioReader.parse(Array(text.utf8), file: "x")
    }

    @Test("every transport can be an arm, and those that poll take an interval")
    func transports() throws {
        let scenario = try Self.read(
            """
            arms:
              - {name: a, transport: interval-polling, interval: 200ms}
              - {name: b, transport: conditional-polling, interval: 300ms}
              - {name: c, transport: event-polling}
              - {name: d, transport: long-polling, batching: on}
              - {name: e, transport: websocket}
              - {name: f, transport: websocket, batching: off}
            """)
        #expect(
            scenario.arms.map(\.transport) == [
                .intervalPolling(intervalNanoseconds: 200_000_000),
                .conditionalPolling(intervalNanoseconds: 300_000_000),
                .eventPolling(intervalNanoseconds: 1_000_000_000), .longPolling, .webSocket, .webSocket,
            ])
        #expect(scenario.arms.map(\.isBatched) == [true, true, true, true, true, false])
    }

    @Test("without batching, every window of that arm's server is 0, and only of that arm's")
    func windows() throws {
        let scenario = try Self.read(
            """
            arms: [{name: on, transport: websocket}, {name: off, transport: long-polling, batching: off}]
            server: {batch-windows: {task_update: 70ms}}
            """)
        let batched = scenario.server(of: scenario.arms[0])
        #expect(batched == scenario.server)
        #expect(batched.largestBatchWindow == 500_000_000)
        let immediate = scenario.server(of: scenario.arms[1])
        #expect(immediate.effectiveBatchWindows.values.allSatisfy { $0 == 0 })
        #expect(Set(immediate.batchWindows.keys) == Set(ScenarioLimits.batchedTypes))
        #expect(immediate.largestBatchWindow == 0)
    }

    @Test("requests are the engine's own unless libcurl is asked for")
    func httpClient() throws {
        let arms = "arms: [{name: p, transport: websocket}]\n"
        #expect(try Self.read(arms).httpClient == .native)
        #expect(try Self.read(arms + "http-client: libcurl").httpClient == .libcurl)
    }

    @Test(
        "what means nothing is told",
        arguments: [
            BadScenario(
                "arms: [{name: p, transport: long-polling, interval: 1s}]",
                "x:1:53: `arms[0].interval` has no meaning for long-polling; "
                    + "remove it, or use transport interval-polling, conditional-polling, event-polling"),
            BadScenario(
                "arms: [{name: p, transport: event-polling, batching: off}]",
                "x:1:54: `arms[0].batching` has no meaning for event-polling: nothing is sent in batches there; "
                    + "remove it"),
            BadScenario(
                "arms: [{name: p, transport: websocket, batching: 0}]",
                "x:1:50: `arms[0].batching` is `0`; write one of on, off"),
            BadScenario(
                "arms: [{name: p, transport: websocket}]\nhttp-client: curl",
                "x:2:14: `http-client` is `curl`; write one of native, libcurl"),
        ])
    func meaningless(bad: BadScenario) { bad.check() }
}
