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
        let isWritten: Bool = outcome.unwritten == nil && files.failures.isEmpty
        return (outcome.document, Part(folder: name, failure: outcome.failure, isWritten: isWritten))
    }

    /// One search, into a folder of its own: the same files as of `bench capacity`.
    func look(for search: ClaimSearch, _ step: Step) async throws -> (CapacityReport, Part) {
        let startedAt = Date()
        let name = "\(step.test.name)-\(search.arm)"
        let folder = try RunDirectory.create(
            output: directory.url.appendingPathComponent(name).path, scenario: step.scenario.name,
            startedAt: startedAt, kind: .capacity)
        let plan = try CapacityScenario(
            step.scenario, objective: [search.condition], axis: .clients, arm: search.arm)
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
        run.maxSeconds = Self.searchSeconds
        run.assumptions.coresPerServer = Double(
            placement.server?.count ?? step.scenario.server.eventLoops)
        let outcome = try await run.run(progress: { [display] in display.show($0) }) { report in
            try folder.write(report.json(), to: "capacity.json")
        }
        for file in CapacityFiles.render(outcome.report) { try folder.write(file.bytes, to: file.path) }
        return (outcome.report, Part(folder: name, failure: outcome.failure, isWritten: true))
    }

    /// A search for one arm ends with what it has.
    static let searchSeconds: Double = 1_800
}
