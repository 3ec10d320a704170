import Foundation
import Testing

@testable import Scenarios

@Suite struct ScenarioReaderTests {
    static let everything: String = """
        name: full-scenario
        description: All keys.
        clients: 20
        connect-rate: 50/s
        arms:
          - name: slow
            transport: interval-polling
            interval: 2s
          - {name: push, transport: websocket}
        load:
          tasks-per-second: [0, 0.5, 10/s]
          arrivals: uniform
        phases: {warm-up: 0, steady: 1m30s}
        blocks: 5
        seed: 18446744073709551615
        baseline: push
        server:
          teams: 3
          event-loops: 2
          ping-interval: 300ms
          ping-timeout: 200ms
          batch-windows:
            task_update: 50ms
            log_update: 0
        thresholds:
          - push.updateLatency.p50@10 / slow.updateLatency.p50@10 < 0.2
          - {check: "errors.'http 500' == 0", abort: true}
        """

    @Test("every key lands where the model says")
    func readsEverything() throws {
        let scenario = try ScenarioReader.parse(Array(Self.everything.utf8), file: "x.yaml")
        var expected = Scenario(
            name: "full-scenario", description: "All keys.", clients: 20, connectRate: 50,
            arms: [
                Arm(name: "slow", transport: .intervalPolling(intervalNanoseconds: 2_000_000_000)),
                Arm(name: "push", transport: .webSocket),
            ],
            load: Load(tasksPerSecond: [0, 0.5, 10], arrivals: .uniform),
            phases: Phases(warmUp: 0, steady: 90_000_000_000), blocks: 5, seed: .max,
            server: ServerSettings(
                teams: 3, eventLoops: 2, pingInterval: 300_000_000, pingTimeout: 200_000_000,
                batchWindows: ["task_update": 50_000_000, "log_update": 0]),
            baseline: "push")
        expected.thresholds = [
            Threshold(try ThresholdParser.parse("push/slow updateLatency.p50@10 < 0.20")),
            Threshold(try ThresholdParser.parse("errors.\"http 500\" == 0"), aborts: true),
        ]
        #expect(scenario == expected)
    }

    @Test("two arms are a whole scenario; the rest has documented defaults")
    func defaults() throws {
        let text = """
            arms:
              - {name: polling, transport: interval-polling}
              - {name: push, transport: websocket}
            """
        let scenario = try ScenarioReader.parse(Array(text.utf8), file: "some/dir/my test.v2.yaml")
        let expected = Scenario(
            name: "my-test", description: "", clients: 500, connectRate: 1_000,
            arms: [
                Arm(name: "polling", transport: .intervalPolling(intervalNanoseconds: 1_000_000_000)),
                Arm(name: "push", transport: .webSocket),
            ],
            load: Load(tasksPerSecond: [1], arrivals: .poisson),
            phases: Phases(warmUp: 2_000_000_000, steady: 10_000_000_000), blocks: 3, seed: 1,
            server: ServerSettings(
                teams: 1, eventLoops: 1, pingInterval: 25_000_000_000, pingTimeout: 20_000_000_000,
                batchWindows: [:]),
            baseline: "polling")
        #expect(scenario == expected)
    }

    @Test(
        "byte order mark, CRLF, comments, document markers and quotes change nothing",
        arguments: [
            "\u{FEFF}arms: [{name: push, transport: websocket}]\n",
            "arms:\r\n  - name: push\r\n    transport: websocket\r\n",
            "# hello\n---\narms:\n- name: 'push' # the only one\n  transport: \"websocket\"\n...\n",
            "arms:\n  - &a\n    name: push\n    transport: websocket\n",
        ])
    func spellings(text: String) throws {
        let scenario = try ScenarioReader.parse(Array(text.utf8), file: "one.yaml")
        #expect(scenario.arms == [Arm(name: "push", transport: .webSocket)])
        #expect(scenario.name == "one")
    }

    private static let shipped: String =
        "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/scenarios"

    private static let shippedNames: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: shipped)) ?? [])
        // The file of claims is no scenario: ClaimsReaderTests reads it, with the scenarios that it names.
        .filter { $0.hasSuffix(".yaml") && $0 != "claims.yaml" }.sorted()

    @Test("a scenario that comes along is valid, and bears its file's name", arguments: shippedNames)
    func shippedScenario(file: String) throws {
        let scenario = try ScenarioReader.read(path: "\(Self.shipped)/\(file)")
        #expect("\(scenario.name).yaml" == file)
        #expect(!scenario.description.isEmpty)
    }

    @Test("the scenarios that come along run what they say, and the first one in under four minutes")
    func shippedScenarios() throws {
        let known: Set<String> = ["polling-vs-push.yaml", "busy.yaml", "transports.yaml"]
        #expect(known.isSubset(of: Self.shippedNames))
        let first = try ScenarioReader.read(path: "\(Self.shipped)/polling-vs-push.yaml")
        #expect(first.clients == 500)
        #expect(first.load.points.map(\.label) == ["0", "0.2", "10"])
        #expect(first.countedTrials == 18)
        #expect(first.estimatedSeconds < 240)
        #expect(first.baseline == "polling")
        let busy = try ScenarioReader.read(path: "\(Self.shipped)/busy.yaml")
        #expect(busy.load.points.map(\.label) == ["10"])
        #expect(busy.arms.map(\.transport.name) == ["interval-polling", "websocket"])
        let transports = try ScenarioReader.read(path: "\(Self.shipped)/transports.yaml")
        #expect(Set(transports.arms.map(\.transport)) == Set(Transport.all(interval: 1_000_000_000)))
        #expect(transports.arms.filter { !$0.isBatched }.map(\.transport) == [.webSocket])
        #expect(transports.load.points.count == 3)
        #expect(transports.estimatedSeconds < 360)
    }

    @Test("the estimate adds up what a trial is made of")
    func estimate() throws {
        let scenario = try ScenarioReader.parse(Array(Self.everything.utf8), file: "x.yaml")
        // 2 arms x 3 loads x 5 blocks; 1.9 s around each, 0.4 s of connecting, 90 s of steady state.
        #expect(scenario.countedTrials == 30)
        #expect(abs(scenario.estimatedSeconds - (30 * 92.3 + 1.9)) < 1e-6)
    }
}
