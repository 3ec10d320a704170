import ArgumentParser
import History
import Reporting
import Results

/// `bench history`: past runs.
struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Lists the runs that were made and the verdicts of gates, newest first.",
        discussion: """
            bench run records every run in the history, bench gate its verdict. Exit codes: 0, 64 for a history \
            that is not there or cannot be read, 73 where import cannot write it.
            """,
        subcommands: [HistoryListCommand.self, HistoryImportCommand.self],
        defaultSubcommand: HistoryListCommand.self)
}

/// `bench history`, or `bench history list`.
struct HistoryListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the runs that were made and the verdicts of gates, newest first.")

    @Option(help: ArgumentHelp("Only those of the scenario of this name.", valueName: "name"))
    var scenario: String?

    @Option(help: ArgumentHelp("At most so many runs, and as many gates.", valueName: "N"))
    var limit: Int = 20

    @Flag(help: "Only gates.")
    var gates = false

    @Flag(help: "Print the runs as JSON; with --gates, the gates.")
    var json = false

    @OptionGroup var options: HistoryOptions

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit is \(limit): give 1 or more.") }
    }

    func run() throws {
        do {
            let history = try RunHistory.open(toRead: options.history)
            // One more than is shown tells whether there are more.
            let asked: Int = min(limit, .max - 1) + 1
            let runs: [RunSummary] = gates ? [] : try history.runs(scenario: scenario, limit: asked)
            let verdicts: [Judgement] =
                json && !gates ? [] : try history.judgements(scenario: scenario, limit: asked)
            guard !runs.isEmpty || !verdicts.isEmpty else {
                throw gates
                    ? HistoryError.withoutGates(path: history.path, scenario: scenario)
                    : HistoryError.empty(path: history.path, scenario: scenario)
            }
            try json ? printJSON(runs, verdicts) : printTables(runs, verdicts)
        } catch let error as HistoryError {
            StandardStreams.error(error.description)
            throw ExitCodes.usage
        }
    }
}

extension HistoryListCommand {
    private func printJSON(_ runs: [RunSummary], _ verdicts: [Judgement]) throws {
        StandardStreams.print(
            gates
                ? try JudgementTable.json(Array(verdicts.prefix(limit)))
                : try RunTable.json(Array(runs.prefix(limit))))
    }

    private func printTables(_ runs: [RunSummary], _ verdicts: [Judgement]) {
        var tables: [String] = []
        if !runs.isEmpty {
            tables.append(
                RunTable.render(Array(runs.prefix(limit)), style: .standardOutput)
                    + older("runs", than: runs.count))
        }
        if !verdicts.isEmpty {
            tables.append(
                JudgementTable.render(Array(verdicts.prefix(limit)), style: .standardOutput)
                    + older("gates", than: verdicts.count))
        }
        StandardStreams.print(tables.joined(separator: "\n\n"))
    }

    /// What lets more be seen; empty where all are.
    private func older(_ what: String, than count: Int) -> String {
        count > limit ? "\nolder \(what): --limit \(limit &* 2)" : ""
    }
}
