import ArgumentParser
import Experiment
import Foundation
import Reporting
import Results
import Scenarios

/// Claims under way: runs their tests one after another and keeps the report.
struct ClaimsSession {
    let claims: ClaimsFile
    let report: ClaimsReport
    let directory: RunDirectory
    let serverCommand: [String]
    let placement: CPUPlacement
    /// Why tests are not run, by their names.
    let missing: [String: String]
    let isQuiet: Bool

    /// A test as it is run.
    struct Step {
        var test: String
        var scenario: Scenario
        var endpoints: TargetEndpoints
        var generators: GeneratorProcesses

        init(
            _ test: String, _ scenario: Scenario, _ endpoints: TargetEndpoints,
            _ generators: GeneratorProcesses
        ) {
            self.test = test
            self.scenario = scenario
            self.endpoints = endpoints
            self.generators = generators
        }
    }

    /// - Returns: how bench ends.
    func run(_ steps: [Step]) async -> ExitCode {
        let interruption = Interruption()
        let display = ProgressDisplay(quiet: isQuiet)
        let signals = InterruptSignal(interruption, display: display)
        defer { withExtendedLifetime(signals) {} }
        var documents: [String: ResultsDocument] = [:]
        var failures: [String: String] = [:]
        var absent: [String: String] = missing
        var end: ExitCode?
        display.start()
        do {
            for step in steps {
                if end != nil {
                    absent[step.test] = "its test was not run: the ones before it ended early"
                    continue
                }
                let (outcome, isWritten) = try await run(step, interruption, display)
                if !isWritten { end = ExitCodes.cannotWrite }
                documents[step.test] = outcome.document
                if let failure = outcome.failure { failures[step.test] = failure.description }
                switch outcome.failure {
                case .interrupted: end = ExitCodes.interrupted
                case .server(.cannotStart): end = ExitCodes.usage
                default: break
                }
                if end == nil {
                    do {
                        try write(ClaimJudge(claims, documents: documents, missing: absent).judged(report))
                    } catch let error as RunDirectoryError {
                        // What was measured so far is judged and printed all the same.
                        StandardStreams.error(error.description)
                        end = ExitCodes.cannotWrite
                    }
                }
            }
            let final: ClaimsReport = ClaimJudge(claims, documents: documents, missing: absent).judged(
                report, failures: failures)
            display.finish()
            // First of all: a disk that is full does not keep the verdicts from who waits for them.
            StandardStreams.print(ClaimsText.render(final))
            for (test, failure) in failures.sorted(by: { $0.key < $1.key }) {
                StandardStreams.error("\(test): \(failure)")
            }
            try write(final)
            let markdown: String = ClaimsMarkdown.render(final)
            ReportOutput.appendStepSummary(markdown: markdown)
            try directory.write(Array(markdown.utf8), to: "claims.md")
            try directory.write(Array(ClaimsPage.render(final).utf8), to: "claims.html")
            StandardStreams.print("report: \(directory.url.path)/claims.html")
            return end ?? ExitCodes.code(for: final)
        } catch let error as RunDirectoryError {
            display.finish()
            StandardStreams.error(error.description)
            return ExitCodes.cannotWrite
        } catch {
            display.finish()
            StandardStreams.error(
                "internal error: \(error); what was measured is in \(directory.url.path)")
            return ExitCodes.internalError
        }
    }

    private func write(_ report: ClaimsReport) throws {
        try directory.write(report.json(), to: "claims.json")
    }

    /// One test, into a folder of its own: the same files as of `bench run`.
    private func run(
        _ step: Step, _ interruption: Interruption, _ display: ProgressDisplay
    ) async throws -> (outcome: ScenarioRun.Outcome, isWritten: Bool) {
        let startedAt = Date()
        let folder = try RunDirectory.create(
            output: directory.url.appendingPathComponent(step.test).path, scenario: step.scenario.name,
            startedAt: startedAt)
        if !isQuiet { display.note("claims: test \(step.test)") }
        var run = ScenarioRun(
            scenario: step.scenario, serverCommand: serverCommand, directory: folder, placement: placement,
            endpoints: step.endpoints, interruption: interruption, startedAt: startedAt)
        run.processes = step.generators
        run.origin = await OriginProbe.read(step.scenario)
        run.isWatched = display.isLive
        let outcome = try await run.run(progress: { display.show($0) }) { document in
            try folder.write(document.json(), to: "report.json")
        }
        let files = try RunFiles.write(
            outcome.document, to: folder.url.path, hasDocument: outcome.unwritten == nil)
        if let unwritten = outcome.unwritten, !files.lack(unwritten.path) {
            StandardStreams.error(unwritten.description)
        }
        return (outcome, outcome.unwritten == nil && files.failures.isEmpty)
    }
}
