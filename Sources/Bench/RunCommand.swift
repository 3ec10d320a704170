import ArgumentParser
import Experiment
import Foundation
import LivePage
import LoadEngine
import Reporting
import Results
import Scenarios

/// `bench run SCENARIO`: measures, prints the table, writes the report.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Runs a scenario and writes a comparison report.",
        discussion: """
            Starts a fresh server for each trial, drives the simulated clients at it, and writes \
            report.json, report.md and the raw data of each trial, and at the end the same results in other \
            formats (docs/reports.md). Options override the scenario's values.
            """)

    @Argument(help: "The scenario file, for instance scenarios/polling-vs-push.yaml.")
    var scenario: String

    @Option(help: ArgumentHelp("Simulated clients in every arm.", valueName: "N"))
    var clients: Int?

    @Option(help: ArgumentHelp("Length of the steady state, for instance 10s.", valueName: "duration"))
    var steady: String?

    @Option(help: ArgumentHelp("Blocks of trials: every arm at every load once in each.", valueName: "N"))
    var trials: Int?

    @Option(help: ArgumentHelp("Seed of the arrivals, the order of trials and the swarm.", valueName: "N"))
    var seed: UInt64?

    @Option(
        help: ArgumentHelp(
            "Where results go; Reports/runs/<time>-<scenario> unless told.", valueName: "dir"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            """
            The server to measure, a program with arguments; it gets the options of swarm-server. \
            Without it: the swarm-server beside bench.
            """, valueName: "command"))
    var server: String?

    @Flag(help: "Lets load go to targets on other hosts. Only for hosts that you may load.")
    var allowRemote = false

    @Option(
        help: ArgumentHelp(
            """
            Path between clients and server: loopback, or veth, which gives the server a network namespace of \
            its own (needs root).
            """, valueName: "path"))
    var network: NetworkPath?

    @Option(help: ArgumentHelp("Event loops of a generator process, each a thread.", valueName: "N"))
    var workers: Int?

    @Option(
        help: ArgumentHelp(
            "Generator processes that share the clients; as many as descriptors demand unless told.",
            valueName: "N"))
    var processes: Int?

    @OptionGroup var trust: TrustOptions

    @OptionGroup var historyOptions: HistoryOptions

    @Flag(help: "Does not record the run in the history.")
    var noHistory = false

    @OptionGroup var thresholdOptions: ThresholdOptions

    @Flag(help: "No progress display.")
    var quiet = false

    @Option(
        help: ArgumentHelp(
            """
            Shows the run while it goes on as a page at 127.0.0.1:PORT, 0 for any free port, and its report \
            afterwards as long as the page is open.
            """, valueName: "port"))
    var live: UInt16?

    func run() async throws {
        let plan: Scenario
        let command: [String]
        let endpoints: TargetEndpoints
        let generators: GeneratorProcesses
        let startedAt = Date()
        do {
            plan = try ScenarioReader.read(path: scenario).applying(overrides)
            // Not needed where every arm has a target of its own.
            let needsServer: Bool = server != nil || plan.arms.contains { $0.target == nil }
            command = needsServer ? try ServerBinary.command(server) : []
            try trust.trust.check()
            endpoints = try TargetEndpoints(plan, allowRemote: allowRemote, trust: trust.trust)
            try VethNetwork.check(plan.network)
            generators = try GeneratorProcesses(plan, command: GeneratorCommand.command)
        } catch let error as any Error & CustomStringConvertible {
            StandardStreams.error(error.description)
            throw ExitCodes.usage
        }
        let setup = try MeasurementSetup(plan, generators: generators, output: output, startedAt: startedAt)
        defer { setup.network?.remove() }
        let interruption = Interruption()
        let display = ProgressDisplay(quiet: quiet)
        let signals = InterruptSignal(interruption, display: display)
        let page: LiveSession?
        do {
            page = try await startPage(setup.directory, scenario: plan.name)
        } catch {
            setup.directory.withdraw()
            StandardStreams.error(error.description)
            throw ExitCodes.usage
        }
        var run = ScenarioRun(
            scenario: plan, serverCommand: command, directory: setup.directory, placement: setup.placement,
            endpoints: endpoints, network: setup.network, interruption: interruption, startedAt: startedAt)
        run.processes = generators
        run.origin = await OriginProbe.read(plan)
        run.isWatched = display.isLive || page != nil
        let code = try await execute(run, display, page)
        await page?.waitWhileWatched(interruption)
        await page?.stop()
        withExtendedLifetime(signals) {}
        throw code
    }

    private var overrides: ScenarioOverrides {
        var overrides = ScenarioOverrides(
            clients: clients, steady: steady, trials: trials, seed: seed, network: network, workers: workers,
            processes: processes)
        overrides.thresholds = thresholdOptions.conditions
        overrides.dropsThresholds = thresholdOptions.dropsThresholds
        return overrides
    }

    /// The page that `--live` asks for; nil without it.
    private func startPage(
        _ directory: RunDirectory, scenario: String
    ) async throws(PageError) -> LiveSession? {
        guard let live else { return nil }
        let folder = ServedFolder(path: directory.url.path)
        let page = try await LiveSession.start(port: live, folder: folder, scenario: scenario)
        StandardStreams.error("live page: \(page.url)")
        return page
    }

    private func execute(
        _ run: ScenarioRun, _ display: ProgressDisplay, _ page: LiveSession?
    ) async throws -> ExitCode {
        display.start()
        do {
            let outcome: ScenarioRun.Outcome = try await run.run(
                progress: { progress in
                    display.show(progress)
                    page?.show(progress)
                },
                checkpoint: { try Self.write($0, to: run.directory) })
            display.finish()
            return try conclude(outcome, in: run.directory.url.path, page)
        } catch {
            display.finish()
            let text = "internal error: \(error); what was measured is in \(run.directory.url.path)"
            StandardStreams.error(text)
            page?.end(verdict: text, outcome: "none")
            return ExitCodes.internalError
        }
    }

    /// Hands over what was measured in every way there is, whichever of them fail.
    private func conclude(
        _ outcome: ScenarioRun.Outcome, in folder: String, _ page: LiveSession?
    ) throws -> ExitCode {
        let document: ResultsDocument = outcome.document
        // Before anything is printed: nobody may be there to read it.
        let files = try RunFiles.write(document, to: folder, hasDocument: outcome.unwritten == nil)
        if let unwritten = outcome.unwritten, !files.lack(unwritten.path) {
            StandardStreams.error(unwritten.description)
        }
        let isRecorded: Bool =
            !noHistory && HistoryRecording.record(document, files, in: historyOptions.history)
        page?.end(verdict: VerdictSentence(document).text, outcome: document.verdict.rawValue)
        ReportOutput.appendStepSummary(document)
        StandardStreams.print(TerminalReport.render(document))
        if let failure = outcome.failure { StandardStreams.error(failure.description) }
        if !files.lack("\(folder)/report.html") { StandardStreams.print("report: \(folder)/report.html") }
        guard outcome.unwritten != nil || !files.failures.isEmpty else { return ExitCodes.code(for: outcome) }
        StandardStreams.error(files.remark(isRecorded: isRecorded))
        return ExitCodes.cannotWrite
    }

    private static func write(_ document: ResultsDocument, to directory: RunDirectory) throws {
        try directory.write(document.json(), to: "report.json")
        try directory.write(Array(MarkdownReport.render(document).utf8), to: "report.md")
        try directory.write(Array(HTMLReport.render(document).utf8), to: "report.html")
    }
}

extension NetworkPath: ExpressibleByArgument {}
