import ArgumentParser
import History
import Reporting
import Results

/// `bench history`: past runs.
struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Lists the runs that were made, newest first.",
        discussion: """
            bench run records every run in the history. Exit codes: 0, 64 for a history that is not there or cannot \
            be read, 73 where import cannot write it.
            """,
        subcommands: [HistoryListCommand.self, HistoryImportCommand.self],
        defaultSubcommand: HistoryListCommand.self)
}

/// `bench history`, or `bench history list`.
struct HistoryListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the runs that were made, newest first.")

    @Option(help: ArgumentHelp("Only runs of the scenario of this name.", valueName: "name"))
    var scenario: String?

    @Option(help: ArgumentHelp("At most so many runs.", valueName: "N"))
    var limit: Int = 20

    @Flag(help: "Print the runs as JSON.")
    var json = false

    @OptionGroup var options: HistoryOptions

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit is \(limit): give 1 or more.") }
    }

    func run() throws {
        do {
            let history = try RunHistory.open(toRead: options.history)
            // One more than is shown tells whether there are more.
            let found: [RunSummary] = try history.runs(scenario: scenario, limit: min(limit, .max - 1) + 1)
            guard !found.isEmpty else { throw HistoryError.empty(path: history.path, scenario: scenario) }
            let runs: [RunSummary] = Array(found.prefix(limit))
            StandardStreams.print(
                json ? try RunTable.json(runs) : RunTable.render(runs, style: .standardOutput))
            if !json, found.count > limit { StandardStreams.print("older runs: --limit \(limit &* 2)") }
        } catch let error as HistoryError {
            StandardStreams.error(error.description)
            throw ExitCodes.usage
        }
    }
}

/// `bench history import DIR...`: records runs from their folders.
struct HistoryImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Records runs that were made before, from their folders.",
        discussion: """
            Each DIR is the folder of a run (with report.json), or a folder of such folders, for instance \
            Reports/runs. A run that is there already is recorded anew.
            """)

    @Argument(help: ArgumentHelp("Folders of runs.", valueName: "dir"))
    var folders: [String]

    @OptionGroup var options: HistoryOptions

    func run() throws {
        var failed = false
        var found: [RunFolder] = []
        for path in folders {
            let runs: [RunFolder] = RunFolder.all(at: path)
            if runs.isEmpty {
                StandardStreams.error("there is no report.json in \(path), nor in the folders below it")
                failed = true
            }
            found += runs
        }
        if !found.isEmpty { failed = try record(found) < found.count || failed }
        if failed { throw ExitCodes.usage }
    }

    /// Goes on behind a document that cannot be read: the others are as good as they were.
    private func record(_ found: [RunFolder]) throws -> Int {
        do {
            let history: RunHistory = try HistoryRecording.open(options.history)
            var recorded: Int = 0
            for folder in found {
                let document: ResultsDocument
                do {
                    document = try folder.document()
                } catch {
                    StandardStreams.error("\(folder.report): \(error.description)")
                    continue
                }
                try history.record(document, folder: folder.path)
                recorded += 1
            }
            StandardStreams.print(
                "recorded \(recorded) run\(recorded == 1 ? "" : "s") in \(options.history)")
            return recorded
        } catch {
            StandardStreams.error(error.description)
            throw ExitCodes.cannotWrite
        }
    }
}
