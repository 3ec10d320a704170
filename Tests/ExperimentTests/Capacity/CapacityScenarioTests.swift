import LoadEngine
import Results
import Scenarios
import Testing

@testable import Experiment

@Suite("What a capacity search measures") struct CapacityScenarioTests {
    private static let text = """
        name: two
        clients: 100
        arms:
          - {name: polling, transport: interval-polling}
          - {name: push, transport: websocket}
        load: {tasks-per-second: [0, 10]}
        """

    private func scenario() throws -> Scenario {
        try ScenarioReader.parse(Array(Self.text.utf8), file: "two.yaml")
    }

    @Test("is the arm that the objective names, at one load point")
    func arm() throws {
        let found = try CapacityScenario(
            scenario(), objective: ["push.deliveryLatency.p90 < 50ms"], axis: .clients, load: "10")
        #expect(found.base.arms.map(\.name) == ["push"])
        #expect(found.base.baseline == "push")
        #expect(found.start == 100 && found.lowest == 1 && found.quantum == 1)
        #expect(found.load(at: 250) == CapacityScenario.Load(clients: 250, tasksPerSecond: 10))
        #expect(found.scenario(found.load(at: 250)).clients == 250)
        #expect(found.scenario(found.load(at: 250)).thresholds.map(\.expression) == found.objective)
    }

    @Test("is without faults: nobody asks what a server carries while it is killed")
    func faults() throws {
        let text = Self.text + "\nfaults: [{kind: reset, at: 1s, share: 50%}]"
        let scenario = try ScenarioReader.parse(Array(text.utf8), file: "two.yaml")
        #expect {
            try CapacityScenario(
                scenario, objective: ["push.deliveryLatency.p90 < 50ms"], axis: .clients, load: "10")
        } throws: { "\($0)".contains("injects faults") }
    }

    @Test("grows along clients, the rate, or both in proportion")
    func axes() throws {
        let objective = ["push.updateLatency.p50 < 1s"]
        let rate = try CapacityScenario(scenario(), objective: objective, axis: .rate, load: "10")
        #expect(rate.start == 10)
        #expect(rate.load(at: 12.3) == CapacityScenario.Load(clients: 100, tasksPerSecond: 12.3))
        #expect(abs(rate.quantum - 0.01) < 1e-12)
        let both = try CapacityScenario(scenario(), objective: objective, axis: .both, load: "10")
        #expect(both.start == 100)
        #expect(both.load(at: 250) == CapacityScenario.Load(clients: 250, tasksPerSecond: 25))
    }

    @Test(
        "mistakes name the option and the remedy",
        arguments: [
            ([], CapacityReport.Axis.clients, "10", "--slo: there is no condition"),
            (["push.latency < 1s"], .clients, "10", "--slo"),
            (["push.traffic / polling.traffic < 1"], .clients, "10", "compares two figures"),
            (["push.updateLatency.p50@10 < 1s"], .clients, "10", "leave out the @"),
            (["push.updateLatency.p50 > 1s"], .clients, "10", "bounds nothing from above"),
            (["push.lost != 0"], .clients, "10", "ask for < or <= a limit, or for == 0"),
            // The other load point has tasks.
            (["push.submitToSeen.p50 < 1s"], .clients, "0", "--slo: `push` has no `submitToSeen.p50`"),
            (["updateLatency.p50 < 1s"], .clients, "10", "--arm: the scenario `two` has 2 arms"),
            (
                ["push.updateLatency.p50 < 1s", "polling.updateLatency.p50 < 1s"], .clients, "10",
                "about polling and push"
            ),
            (["push.updateLatency.p50 < 1s"], .clients, nil, "--load: the scenario `two` has 2 load points"),
            (["push.updateLatency.p50 < 1s"], .clients, "11", "has no load point `11`"),
            (["push.updateLatency.p50 < 1s"], .rate, "0", "--along: `rate` at 0 tasks/s"),
        ] as [([String], CapacityReport.Axis, String?, String)])
    func mistakes(objective: [String], axis: CapacityReport.Axis, load: String?, mentions: String) throws {
        let whole: Scenario = try scenario()
        let error = #expect(throws: ScenarioError.self) {
            try CapacityScenario(whole, objective: objective, axis: axis, load: load)
        }
        #expect(error?.description.contains(mentions) == true, "\(error?.description ?? "none")")
    }

    @Test("ends where descriptors do, with their reason, and not where the server does")
    func ceiling() throws {
        let scenario = try CapacityScenario(
            scenario(), objective: ["push.updateLatency.p50 < 1s"], axis: .clients, load: "10")
        func processes(_ own: Scenario) throws(LoadError) -> GeneratorProcesses {
            if own.clients > 12_345 {
                throw LoadError(.descriptorLimit, "\(own.clients) clients are too many")
            }
            return .single
        }
        let limited = CapacityCeiling(scenario, asked: nil, processes: processes)
        #expect(limited == CapacityCeiling(highest: 12_345, reason: "12346 clients are too many"))
        let asked = CapacityCeiling(scenario, asked: 500, processes: processes)
        #expect(asked == CapacityCeiling(highest: 500, reason: "--max allows no more"))
        let free = CapacityCeiling(scenario, asked: nil) { _ in .single }
        #expect(free.highest == 1_000_000)
    }
}
