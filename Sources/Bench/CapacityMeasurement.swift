import ArgumentParser
import Experiment
import Foundation
import LoadEngine
import Reporting
import Results
import Scenarios
import Statistics

/// Carries out `bench capacity`.
struct CapacityMeasurement {
    let command: CapacityCommand

    func run() async throws {
        let startedAt = Date()
        let plan: CapacityScenario
        let server: [String]
        let endpoints: TargetEndpoints
        let rule: CapacitySearch.Rule
        let generators: GeneratorProcesses
        do {
            plan = try CapacityScenario(
                try ScenarioReader.read(path: command.scenario).applying(command.overrides),
                objective: command.objective, axis: command.along, arm: command.arm, load: command.load)
            let needsServer: Bool = command.server != nil || plan.base.arms[0].target == nil
            server = needsServer ? try ServerBinary.command(command.server) : []
            try command.trust.trust.check()
            endpoints = try TargetEndpoints(
                plan.base, allowRemote: command.allowRemote, trust: command.trust.trust)
            try VethNetwork.check(plan.base.network)
            generators = try GeneratorProcesses(plan.base, command: GeneratorCommand.command)
            rule = try self.rule(plan)
        } catch let error as any Error & CustomStringConvertible {
            StandardStreams.error(error.description)
            throw ExitCodes.usage
        }
        let setup = try MeasurementSetup(
            plan.base, generators: generators, output: command.output, startedAt: startedAt, kind: .capacity)
        defer { setup.network?.remove() }
        let interruption = Interruption()
        let display = ProgressDisplay(quiet: command.quiet)
        let signals = InterruptSignal(interruption, display: display)
        var run = CapacityRun(
            scenario: plan, rule: rule, serverCommand: server, directory: setup.directory,
            placement: setup.placement, endpoints: endpoints, interruption: interruption, startedAt: startedAt
        )
        run.keepsObservations = command.raw
        run.network = setup.network
        run.generatorCommand = GeneratorCommand.command
        run.lowerLoads = command.bounds.below
        run.saturatedLoads = command.bounds.beyond
        run.maxSeconds = try command.bounds.seconds()
        run.assumptions = command.planning.assumptions(
            cores: Double(setup.placement.server?.count ?? plan.base.server.eventLoops))
        let code: ExitCode = try await execute(run, setup.directory, display)
        withExtendedLifetime(signals) {}
        throw code
    }

    private func rule(_ plan: CapacityScenario) throws(ScenarioError) -> CapacitySearch.Rule {
        let ceiling = CapacityCeiling(plan, asked: command.bounds.max) { scenario throws(LoadError) in
            try GeneratorProcesses(scenario, command: GeneratorCommand.command)
        }
        guard ceiling.highest >= plan.start else {
            let what: String = plan.axis == .rate ? "tasks/s" : "clients"
            throw ScenarioError([
                ScenarioProblem(
                    place: .option("--max"),
                    complaint: Complaint(
                        "the search begins with \(NumberFormat.chosen(plan.start)) \(what), and "
                            + "\(NumberFormat.chosen(ceiling.highest)) is the most (\(ceiling.reason))",
                        remedy: "begin with less: --clients, or the scenario's rate"))
            ])
        }
        var rule = CapacitySearch.Rule(
            start: plan.start, lowest: min(plan.lowest, plan.start), highest: ceiling.highest,
            limit: ceiling.reason, quantum: plan.quantum)
        rule.confirmations = command.bounds.confirmations
        rule.resolution = command.bounds.resolution.value / 100
        return rule
    }

    private func execute(
        _ run: CapacityRun, _ directory: RunDirectory, _ display: ProgressDisplay
    ) async throws -> ExitCode {
        display.start()
        let isQuiet: Bool = command.quiet
        var latest: CapacityReport?
        var told = 0
        do {
            let outcome = try await run.run(progress: { display.show($0) }) { report in
                latest = report
                try directory.write(report.json(), to: "capacity.json")
                guard !isQuiet, report.trials.count > told, let trial = report.trials.last else { return }
                told = report.trials.count
                display.note("capacity: \(CapacityText.line(trial, report))")
            }
            display.finish()
            // First of all: a disk that is full does not keep the answer from who waits for it.
            StandardStreams.print(CapacityText.render(outcome.report))
            latest = nil
            let markdown: String = CapacityMarkdown.render(outcome.report)
            ReportOutput.appendStepSummary(markdown: markdown)
            for file in CapacityFiles.render(outcome.report) {
                try directory.write(file.bytes, to: file.path)
            }
            StandardStreams.print("report: \(directory.url.path)/capacity.html")
            return ExitCodes.code(for: outcome)
        } catch let error as RunDirectoryError {
            display.finish()
            if let latest { StandardStreams.print(CapacityText.render(latest)) }
            StandardStreams.error(error.description)
            return ExitCodes.cannotWrite
        } catch {
            display.finish()
            StandardStreams.error("internal error: \(error); what was measured is in \(directory.url.path)")
            return ExitCodes.internalError
        }
    }
}

extension ExitCodes {
    static func code(for outcome: CapacityRun.Outcome) -> ExitCode {
        switch outcome.failure {
        case .interrupted: return interrupted
        case .server(.cannotStart): return usage
        case .server, .generator: return invalid
        case .threshold, nil: break
        }
        switch outcome.report.answer.kind {
        case .found, .atLeast: return ExitCode(0)
        case .none: return failed
        case .unknown, .stopped: return invalid
        }
    }
}
