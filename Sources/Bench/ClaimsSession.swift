import ArgumentParser
import Experiment
import Foundation
import LoadEngine
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
    /// Where runs are recorded; nil leaves them out.
    let history: String?
    let isQuiet: Bool
    let interruption = Interruption()
    let display: ProgressDisplay
    /// What the tests left behind so far.
    private var evidence: ClaimEvidence
    /// Why nothing more is run; nil while it goes on.
    private var end: ExitCode?
    /// What to say once the display is away.
    private var problems: [String] = []

    /// A test as it is run.
    struct Step {
        var test: ClaimTest
        /// In the length that was asked for.
        var scenario: Scenario
        var endpoints: TargetEndpoints
        /// Event loops of the generator.
        var loops: Int
    }

    /// What came of one run for a test.
    struct Part {
        /// Below the claims' folder.
        var folder: String
        var failure: ScenarioRun.Failure?
        /// Why a file of it could not be written; nil when all are there.
        var unwritten: String?
    }

    /// - Parameter missing: why tests are not run, by their names.
    init(
        claims: ClaimsFile, report: ClaimsReport, directory: RunDirectory, serverCommand: [String],
        placement: CPUPlacement, missing: [String: String], history: String?, isQuiet: Bool
    ) {
        self.claims = claims
        self.report = report
        self.directory = directory
        self.serverCommand = serverCommand
        self.placement = placement
        self.history = history
        self.isQuiet = isQuiet
        display = ProgressDisplay(quiet: isQuiet)
        evidence = ClaimEvidence(missing: missing)
    }

    /// - Returns: how bench ends.
    mutating func run(_ steps: [Step]) async -> ExitCode {
        let signals = InterruptSignal(interruption, display: display)
        defer { withExtendedLifetime(signals) {} }
        display.start()
        // Whoever kills it before its first test is through finds a report that says so.
        keep()
        for step in steps where end == nil {
            do {
                try await take(step)
            } catch {
                stop(step.test, error)
            }
        }
        display.finish()
        return conclude()
    }

    /// What keeps one test from being run ends the others, and not the report of what was measured.
    private mutating func stop(_ test: ClaimTest, _ error: any Error) {
        evidence.unfinished[test.name] = "\(error)"
        switch error {
        case is RunDirectoryError: end = ExitCodes.cannotWrite
        case is ScenarioError, is ClaimsError, is LoadError: end = ExitCodes.usage
        default: end = ExitCodes.internalError
        }
        problems.append(
            end == ExitCodes.internalError
                ? "internal error in the test \(test.name): \(error)" : "\(test.name): \(error)")
    }

    /// All that a test takes, a run at a time.
    private mutating func take(_ step: Step) async throws {
        if !isQuiet { display.note("claims: test \(step.test.name)") }
        switch step.test.kind {
        case .run:
            let (document, part) = try await measure(step, step.scenario, folder: step.test.folders[0])
            add(part, of: step, left: .run(document))
        case .sweep(let sweep):
            let scenarios: [Scenario]
            do throws(ClaimsError) {
                guard let around = evidence.document(sweep.around) else {
                    throw ClaimsError("the test `\(sweep.around)`, which predicts its rates, was not run")
                }
                scenarios = try SweepPlan.scenarios(sweep, step.scenario, around: around)
            } catch {
                evidence.unfinished[step.test.name] = error.description
                return
            }
            for (folder, scenario) in zip(step.test.folders, scenarios) where end == nil {
                let (document, part) = try await measure(step, scenario, folder: folder)
                add(part, of: step, left: .sweep(document))
            }
        case .search(let searches):
            for (folder, search) in zip(step.test.folders, searches) where end == nil {
                let (report, part) = try await look(for: search, step, folder: folder)
                add(part, of: step, left: .search(report))
            }
        }
    }

    private mutating func add(_ part: Part, of step: Step, left: ClaimRun.Left) {
        evidence.runs.append(
            ClaimRun(
                test: step.test.name, folder: part.folder, left: left, ended: part.failure?.description))
        if let ended = part.failure?.description { problems.append("\(part.folder): \(ended)") }
        if let unwritten = part.unwritten {
            problems.append("\(part.folder): \(unwritten)")
            end = ExitCodes.cannotWrite
        }
        switch part.failure {
        case .interrupted: end = ExitCodes.interrupted
        case .server(.cannotStart): end = ExitCodes.usage
        default: break
        }
        if end == nil { keep() }
    }

    /// Writes the report as it stands. Where that fails nothing more is measured; what was is judged all the same.
    private mutating func keep() {
        do {
            try directory.write(try judged.json(), to: "claims.json")
        } catch {
            problems.append("\(error)")
            end = ExitCodes.cannotWrite
        }
    }

    private var judged: ClaimsReport { ClaimJudge(claims, evidence).judged(report) }

    private func conclude() -> ExitCode {
        let final: ClaimsReport = judged
        // First of all: a disk that is full does not keep the verdicts from who waits for them.
        StandardStreams.print(ClaimsText.render(final))
        for problem in problems { StandardStreams.error(problem) }
        ReportOutput.appendStepSummary(markdown: ClaimsMarkdown.render(final))
        var files: [ReportFile] = ClaimsFiles.render(final)
        do throws(ResultsError) {
            files.insert(("claims.json", try final.json()), at: 0)
        } catch {
            StandardStreams.error(error.description)
            return ExitCodes.internalError
        }
        guard ReportOutput.write(files, to: directory.url.path).failures.isEmpty else {
            return ExitCodes.cannotWrite
        }
        StandardStreams.print("report: \(directory.url.path)/claims.html")
        return end ?? ExitCodes.code(for: final)
    }
}
