import Foundation
import LoadEngine
import Results
import Scenarios
import Statistics

/// Compares two builds of the server in one run on one machine: pairs of short trials in blocks, judged at planned
/// looks, until the rule has a verdict.
package struct GateRun: Sendable {
    /// Of one arm and one load point (``GateScenario``).
    package let scenario: Scenario
    /// What starts each build; the options of swarm-server come on top.
    package let base: GateSide
    package let head: GateSide
    package let mode: GateReport.Mode
    package let rule: GateRuleRecord
    /// Of the run's folder.
    package let runId: String
    package let placement: CPUPlacement
    package var network: VethNetwork?
    package var processes = GeneratorProcesses.single
    /// What a reader of the verdict should know, before anything is measured.
    package var notes: [String] = []
    /// Where the gate comes from; nil where nobody looked.
    package var origin: RunOrigin?
    package let interruption: Interruption
    package let startedAt: Date

    /// A trial that told nothing is repeated so often: beyond that the machine is not fit, or the build does not let
    /// itself be measured.
    static let repeatsOfATrial = 5

    /// In a gate of so many pairs, so many trials are repeated: three in ten.
    static func repeatsInAll(pairs: Int) -> Int { max(repeatsOfATrial, pairs * 6 / 10) }

    package init(
        scenario: Scenario, base: GateSide, head: GateSide, mode: GateReport.Mode, rule: GateRuleRecord,
        runId: String, placement: CPUPlacement, interruption: Interruption, startedAt: Date
    ) {
        self.scenario = scenario
        self.base = base
        self.head = head
        self.mode = mode
        self.rule = rule
        self.runId = runId
        self.placement = placement
        self.interruption = interruption
        self.startedAt = startedAt
    }

    /// How a gate ended.
    package struct Outcome: Sendable {
        package var report: GateReport
        /// Why it ended early, apart from its time; nil when it did not.
        package var failure: ScenarioRun.Failure?
    }

    /// - Parameters:
    ///   - progress: called some 50 times a second.
    ///   - checkpoint: called after each pair with the report so far and whether a look was made.
    /// - Throws: what `checkpoint` throws.
    package func run(
        progress: @escaping @Sendable (RunProgress) -> Void,
        checkpoint: (_ report: GateReport, _ looked: Bool) throws -> Void
    ) async throws -> Outcome {
        var session = GateSession(self, progress: progress)
        try await session.run(checkpoint)
        return Outcome(report: session.report, failure: session.failure)
    }

    /// The scenario as one side runs it: its arm bears the side's name.
    func scenario(of side: GateSideName) -> Scenario {
        var own = scenario
        own.arms[0].name = side.rawValue
        own.baseline = side.rawValue
        own.blocks = rule.maxPairs
        return own
    }

    /// The document before any pair.
    var emptyReport: GateReport {
        var environment = EnvironmentProbe.read(
            serverCPUs: placement.server, generatorCPUs: placement.generator, serverCommand: base.command,
            phaseSeconds: [
                "warmUp": Double(scenario.phases.warmUp) / 1e9,
                "steady": Double(scenario.phases.steady) / 1e9,
            ])
        environment.network = scenario.network.rawValue
        var report = GateReport(
            mode: mode, scenario: scenario.name, runId: runId, startedAt: startedAt.formatted(.iso8601),
            seed: scenario.seed, environment: environment, base: Self.recorded(base),
            head: Self.recorded(head), rule: rule)
        report.notes = notes
        report.origin = origin
        report.transport = scenario.arms.first?.transport.name
        report.clients = scenario.clients
        report.load = scenario.load.points.first.map { LoadPoint($0, steady: scenario.phases.steady) }
        return report
    }

    private static func recorded(_ side: GateSide) -> GateSide {
        var side = side
        side.command = RecordedCommand.words(side.command)
        return side
    }
}

/// The two builds of a gate.
enum GateSideName: String, Sendable { case base, head }
