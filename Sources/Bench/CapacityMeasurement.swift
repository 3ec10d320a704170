import ArgumentParser
import Experiment
import Foundation
import LivePage
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
        run.need = command.need
        run.network = setup.network
        run.generatorCommand = GeneratorCommand.command
        run.lowerLoads = command.bounds.below
        run.saturatedLoads = command.bounds.beyond
        run.maxSeconds = try command.bounds.seconds()
        run.assumptions = command.planning.assumptions(
            cores: Double(setup.placement.server?.count ?? plan.base.server.eventLoops))
        let page: LiveSession? = try await startPage(setup.directory, scenario: plan.base.name)
        run.isWatched = display.isLive || page != nil
        let code: ExitCode = try await execute(run, setup.directory, display, page)
        await page?.waitWhileWatched(interruption)
        await page?.stop()
        withExtendedLifetime(signals) {}
        throw code
    }

    /// The page that `--live` asks for; nil without it.
    private func startPage(_ directory: RunDirectory, scenario: String) async throws -> LiveSession? {
        guard let live = command.live else { return nil }
        do {
            let folder = ServedFolder(path: directory.url.path)
            let page = try await LiveSession.start(port: live, folder: folder, scenario: scenario)
            StandardStreams.error("live page: \(page.url)")
            return page
        } catch {
            directory.withdraw()
            StandardStreams.error(error.description)
            throw ExitCodes.usage
        }
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
        _ run: CapacityRun, _ directory: RunDirectory, _ display: ProgressDisplay,
        _ page: LiveSession?
    ) async throws -> ExitCode {
        display.start()
        let isQuiet: Bool = command.quiet
        var latest: CapacityReport?
        var told = 0
        do {
            let outcome = try await run.run(progress: { progress in
                display.show(progress)
                page?.show(progress)
            }) { report in
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
            let code: ExitCode = ExitCodes.code(for: outcome)
            page?.end(
                verdict: CapacitySentence(outcome.report).text,
                outcome: code.isSuccess ? "pass" : code == ExitCodes.failed ? "fail" : "invalid")
            StandardStreams.print("report: \(directory.url.path)/capacity.html")
            return code
        } catch let error as RunDirectoryError {
            display.finish()
            if let latest { StandardStreams.print(CapacityText.render(latest)) }
            StandardStreams.error(error.description)
            page?.end(verdict: error.description, outcome: "none")
            return ExitCodes.cannotWrite
        } catch {
            display.finish()
            let text = "internal error: \(error); what was measured is in \(directory.url.path)"
            StandardStreams.error(text)
            page?.end(verdict: text, outcome: "none")
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
        if outcome.report.meetsNeed == false { return failed }
        switch outcome.report.answer.kind {
        case .found, .atLeast:
            // Less than what is needed, and it was not the server that ended the search.
            return outcome.report.need == nil || outcome.report.meetsNeed == true ? ExitCode(0) : invalid
        case .none: return failed
        case .unknown, .stopped: return invalid
        }
    }
}
