import Results
import Scenarios

@testable import Experiment

/// Documents and claims for the tests of claims.
enum ClaimFixture {
    /// A run without cells.
    static func document(steady: Double = 20) -> ResultsDocument {
        ResultsDocument(
            scenario: "calm", runId: "r", startedAt: "2026-11-23T10:00:00Z", seed: 1,
            environment: environment(steady))
    }

    static func environment(_ steady: Double) -> Environment {
        Environment(
            hostname: "h", kernel: "k", cpuModel: "c", cpus: 2, memoryBytes: 1, clockSource: "tsc",
            descriptorLimit: 1, network: "loopback", serverCPUs: nil, generatorCPUs: nil, benchVersion: "1",
            serverCommand: ["s"], phaseSeconds: ["warmUp": 1, "steady": steady])
    }

    /// A test's trials of one arm, changed one by one.
    static func cell(
        _ arm: String, load: Double = 10, clients: Int = 5, _ changes: [(inout Figures) -> Void]
    ) -> Cell {
        var cell = ThresholdFixture.cell(
            arm, load: load,
            trials: changes.enumerated().map { block, change in
                ThresholdFixture.trial(block: block, position: block + 1, change)
            })
        cell.clients = clients
        return cell
    }

    /// Polling costs 1,000 at any rate, push 100 an event a second: they meet at 10. Server CPU is equal everywhere.
    static func crossing(rate: Double, steady: Double) -> ResultsDocument {
        var run: ResultsDocument = document(steady: steady)
        for arm in ["polling", "push"] {
            run.cells.append(
                cell(
                    arm, load: rate,
                    Array(
                        repeating: { figures in
                            figures.events = Int(rate * steady)
                            let bytes: Double = arm == "polling" ? 1_000 : 100 * rate
                            figures.traffic.wireBytesPerClientHour = Directions(up: 0, down: bytes)
                        }, count: 3)))
        }
        return run
    }

    /// Reads claims whose tests all have these arms at one load point.
    static func claims(_ text: String) throws -> ClaimsFile {
        let scenario = """
            arms:
              - {name: polling, transport: interval-polling}
              - {name: push, transport: websocket}
            load: {tasks-per-second: 10}
            phases: {steady: 20s}
            """
        return try ClaimsReader.parse(Array(text.utf8), file: "x") { path throws(ScenarioError) in
            try ScenarioReader.parse(Array(scenario.utf8), file: path)
        }
    }
}
