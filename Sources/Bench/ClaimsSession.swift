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
    /// Where runs are recorded; nil leaves them out.
    let history: String?
    let isQuiet: Bool
    let interruption = Interruption()
    let display: ProgressDisplay
    /// What the tests left behind so far.
    private var evidence: ClaimEvidence
    /// Why nothing more is run; nil while it goes on.
    private var end: ExitCode?

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
        /// All of its files are there.
        var isWritten: Bool
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
        do {
            for step in steps {
                if end == nil {
                    try await take(step)
                } else {
                    evidence.missing[step.test.name] = "its test was not run: the ones before it ended early"
                }
            }
            display.finish()
            return try conclude()
        } catch let error as RunDirectoryError {
            display.finish()
            StandardStreams.error(error.description)
            return ExitCodes.cannotWrite
        } catch {
            display.finish()
            StandardStreams.error("internal error: \(error); what was measured is in \(directory.url.path)")
            return ExitCodes.internalError
        }
    }

    /// All that a test takes, a run at a time.
    private mutating func take(_ step: Step) async throws {
        if !isQuiet { display.note("claims: test \(step.test.name)") }
        switch step.test.kind {
        case .run:
            let (document, part) = try await measure(step, step.scenario, folder: step.test.name)
            add(part, of: step, left: .run(document))
        case .sweep(let sweep):
            let scenarios: [Scenario]
            do throws(ClaimsError) {
                guard let around = evidence.document(sweep.around) else {
                    throw ClaimsError("the test `\(sweep.around)`, which predicts its rates, was not run")
                }
                scenarios = try SweepPlan.scenarios(sweep, step.scenario, around: around)
            } catch {
                evidence.missing[step.test.name] = error.description
                return
            }
            for (place, scenario) in scenarios.enumerated() where end == nil {
                let (document, part) = try await measure(
                    step, scenario, folder: "\(step.test.name)-\(place + 1)")
                add(part, of: step, left: .sweep(document))
            }
        case .search(let searches):
            for search in searches where end == nil {
                let (report, part) = try await look(for: search, step)
                add(part, of: step, left: .search(report))
            }
        }
    }

    private mutating func add(_ part: Part, of step: Step, left: ClaimRun.Left) {
        evidence.runs.append(
            ClaimRun(
                test: step.test.name, folder: part.folder, left: left, ended: part.failure?.description))
        if !part.isWritten { end = ExitCodes.cannotWrite }
        switch part.failure {
        case .interrupted: end = ExitCodes.interrupted
        case .server(.cannotStart): end = ExitCodes.usage
        default: break
        }
        guard end == nil else { return }
        do {
            try directory.write(try judged.json(), to: "claims.json")
        } catch {
            // What was measured so far is judged and printed all the same.
            StandardStreams.error("\(error)")
            end = ExitCodes.cannotWrite
        }
    }

    private var judged: ClaimsReport { ClaimJudge(claims, evidence).judged(report) }

    private func conclude() throws -> ExitCode {
        let final: ClaimsReport = judged
        // First of all: a disk that is full does not keep the verdicts from who waits for them.
        StandardStreams.print(ClaimsText.render(final))
        for run in evidence.runs {
            if let ended = run.ended { StandardStreams.error("\(run.folder): \(ended)") }
        }
        try directory.write(final.json(), to: "claims.json")
        for file in ClaimsFiles.render(final) { try directory.write(file.bytes, to: file.path) }
        ReportOutput.appendStepSummary(markdown: ClaimsMarkdown.render(final))
        StandardStreams.print("report: \(directory.url.path)/claims.html")
        return end ?? ExitCodes.code(for: final)
    }
}
