import Experiment
import Foundation
import LoadEngine
import Reporting
import Results
import Scenarios
import Statistics

extension ClaimsSession {
    /// One run, into a folder of its own: the same files as of `bench run`.
    func measure(
        _ step: Step, _ scenario: Scenario, folder name: String
    ) async throws -> (ResultsDocument, Part) {
        let startedAt = Date()
        let folder = try RunDirectory.create(
            output: directory.url.appendingPathComponent(name).path, scenario: scenario.name,
            startedAt: startedAt)
        var run = ScenarioRun(
            scenario: scenario, serverCommand: serverCommand, directory: folder, placement: placement,
            endpoints: step.endpoints, interruption: interruption, startedAt: startedAt)
        run.processes = try GeneratorProcesses(scenario, command: GeneratorCommand.command)
        run.origin = await OriginProbe.read(scenario)
        run.isWatched = display.isLive
        let outcome = try await run.run(progress: { [display] in display.show($0) }) { document in
            try folder.write(document.json(), to: "report.json")
        }
        let files = try RunFiles.write(
            outcome.document, to: folder.url.path, hasDocument: outcome.unwritten == nil)
        if let unwritten = outcome.unwritten, !files.lack(unwritten.path) {
            StandardStreams.error(unwritten.description)
        }
        if let history { _ = HistoryRecording.record(outcome.document, files, in: history) }
        var part = Part(folder: name, failure: outcome.failure)
        part.unwritten = outcome.unwritten?.description ?? files.failures.first?.description
        return (outcome.document, part)
    }

    /// One search, into a folder of its own: the same files as of `bench capacity`.
    func look(
        for search: ClaimSearch, _ step: Step, folder name: String
    ) async throws -> (CapacityReport, Part) {
        let startedAt = Date()
        let folder = try RunDirectory.create(
            output: directory.url.appendingPathComponent(name).path, scenario: step.scenario.name,
            startedAt: startedAt, kind: .capacity)
        let plan = try search.plan(step.scenario)
        let ceiling = CapacityCeiling(plan, asked: nil) { scenario throws(LoadError) in
            try GeneratorProcesses(scenario, command: GeneratorCommand.command)
        }
        let rule = CapacitySearch.Rule(
            start: plan.start, lowest: min(plan.lowest, plan.start),
            highest: max(plan.start, ceiling.highest), limit: ceiling.reason, quantum: plan.quantum)
        var run = CapacityRun(
            scenario: plan, rule: rule, serverCommand: serverCommand, directory: folder, placement: placement,
            endpoints: step.endpoints, interruption: interruption, startedAt: startedAt)
        run.generatorCommand = GeneratorCommand.command
        run.boundAsClaims()
        run.trialsAbove = Self.trialsAbove
        run.assumptions.coresPerServer = Double(
            placement.server?.count ?? step.scenario.server.eventLoops)
        var part = Part(folder: name)
        var latest: CapacityReport?
        let report: CapacityReport
        do {
            let outcome = try await run.run(progress: { [display] in display.show($0) }) { report in
                latest = report
                try folder.write(report.json(), to: "capacity.json")
            }
            report = outcome.report
            part.failure = outcome.failure
        } catch let error as RunDirectoryError {
            // What was measured until then is judged.
            guard let latest else { throw error }
            report = latest
            part.unwritten = error.description
        }
        let files = ReportFolder.write(CapacityFiles.render(report), to: folder.url.path)
        part.unwritten = part.unwritten ?? files.failures.first?.description
        return (report, part)
    }

    /// With the trial that found it there are three at the smallest load that did not hold: as many as an interval takes.
    private static let trialsAbove = PairedRatio.fewestPairsForInterval - 1
}
