import Foundation
import LoadEngine
import Results
import Scenarios
import Statistics

/// Searches for the largest load that holds an objective, trial by trial, each as `bench run` makes them.
package struct CapacityRun: Sendable {
    package let scenario: CapacityScenario
    package let rule: CapacitySearch.Rule
    package let serverCommand: [String]
    package let directory: RunDirectory
    /// What the capacity has to be, in what grows; nil asks for nothing.
    package var need: Double?
    /// Somebody watches: progress comes with live figures, which loops sample for it.
    package var isWatched = false
    /// Every trial's observations are kept beside the report of its load.
    package var keepsObservations = false
    package let placement: CPUPlacement
    package let endpoints: TargetEndpoints
    package var network: VethNetwork?
    /// Starts further generator processes, where descriptors demand them.
    package var generatorCommand: [String] = []
    package var assumptions = CapacityAssumptions()
    /// Ends the search with what it has; nil is no bound.
    package var maxSeconds: Double?
    /// What bounds the time, for those who read that it ran out.
    package var timeBound = "--max-time"
    /// Why a search ended that took longer.
    package var outOfTime: String { "it ran out of time (\(timeBound))" }
    /// Further trials at the smallest load that did not hold, where one did not: one alone does not show that a
    /// server carries less.
    package var trialsAbove = 0
    /// Loads below the edge that are measured for the fan-out model, once there is an answer.
    package var lowerLoads = 0
    /// Saturated loads beyond the edge that are measured for the scalability law then.
    package var saturatedLoads = 0
    package let interruption: Interruption
    package let startedAt: Date

    package init(
        scenario: CapacityScenario, rule: CapacitySearch.Rule, serverCommand: [String],
        directory: RunDirectory, placement: CPUPlacement, endpoints: TargetEndpoints,
        interruption: Interruption, startedAt: Date
    ) {
        self.scenario = scenario
        self.rule = rule
        self.serverCommand = serverCommand
        self.directory = directory
        self.placement = placement
        self.endpoints = endpoints
        self.interruption = interruption
        self.startedAt = startedAt
    }

    /// How a search ended.
    package struct Outcome: Sendable {
        package var report: CapacityReport
        /// Why it ended early, apart from its time; nil when it did not.
        package var failure: ScenarioRun.Failure?

        package init(report: CapacityReport, failure: ScenarioRun.Failure?) {
            self.report = report
            self.failure = failure
        }
    }

    /// - Parameters:
    ///   - progress: called some 50 times a second.
    ///   - checkpoint: called after each trial with the report so far, and at the end.
    /// - Throws: what `checkpoint` throws, and `RunDirectoryError` where a load's report cannot be written.
    package func run(
        progress: @escaping @Sendable (RunProgress) -> Void,
        checkpoint: (_ report: CapacityReport) throws -> Void
    ) async throws -> Outcome {
        var session = CapacitySession(self, progress: progress)
        try await session.run(checkpoint)
        return Outcome(report: session.report, failure: session.failure)
    }

    /// The document before any trial.
    var emptyReport: CapacityReport {
        let base: Scenario = scenario.base
        var environment = EnvironmentProbe.read(
            serverCPUs: placement.server, generatorCPUs: placement.generator, serverCommand: serverCommand,
            phaseSeconds: [
                "warmUp": Double(base.phases.warmUp) / 1e9, "steady": Double(base.phases.steady) / 1e9,
            ])
        environment.network = base.network.rawValue
        environment.targets = TargetFacts.all(base)
        var report = CapacityReport(
            scenario: base.name, arm: base.arms[0].name, transport: base.arms[0].transport.name,
            runId: directory.url.lastPathComponent,
            startedAt: startedAt.formatted(.iso8601), seed: base.seed, environment: environment,
            objective: scenario.objective.map(\.description), axis: scenario.axis,
            rule: CapacityRule(
                start: rule.start, lowest: rule.lowest, highest: rule.highest, limit: rule.limit,
                resolution: rule.resolution, confirmations: rule.confirmations, stepDown: rule.stepDown))
        report.need = need
        return report
    }
}
