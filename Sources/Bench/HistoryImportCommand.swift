import ArgumentParser
import History
import Reporting
import Results

/// `bench history import DIR...`: records runs and gates from their folders.
struct HistoryImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Records runs and gates that were made before, from their folders.",
        discussion: """
            Each DIR is the folder of a run (with report.json) or of a gate (with gate.json), or a folder of such \
            folders, for instance Reports/runs. What is there already is recorded anew.
            """)

    @Argument(help: ArgumentHelp("Folders of runs and gates.", valueName: "dir"))
    var folders: [String]

    @OptionGroup var options: HistoryOptions

    func run() throws {
        var failed = false
        var found: [RunFolder] = []
        for path in folders {
            let runs: [RunFolder] = RunFolder.all(at: path)
            if runs.isEmpty {
                StandardStreams.error(
                    "there is no report.json or gate.json in \(path), nor in the folders below it")
                failed = true
            }
            found += runs
        }
        if !found.isEmpty { failed = try !record(found) || failed }
        if failed { throw ExitCodes.usage }
    }

    /// Goes on behind a document that cannot be read: the others are as good as they were.
    ///
    /// - Returns: whether all were recorded.
    private func record(_ found: [RunFolder]) throws -> Bool {
        var isComplete = true
        var runs: Int = 0
        var gates: Int = 0
        do {
            let history: RunHistory = try HistoryRecording.open(options.history)
            for folder in found {
                do {
                    if folder.holdsRun {
                        try history.record(folder.document(), folder: folder.path)
                        runs += 1
                    }
                    if folder.holdsGate, let verdict = Judgement(try folder.gate(), folder: folder.path) {
                        try history.record(verdict)
                        gates += 1
                    }
                } catch let error as RunFolderError {
                    StandardStreams.error(error.description)
                    isComplete = false
                }
            }
        } catch {
            StandardStreams.error("\(error)")
            throw ExitCodes.cannotWrite
        }
        let counts: [String] = [Self.count(runs, "run"), gates > 0 ? Self.count(gates, "gate") : nil]
            .compactMap(\.self)
        StandardStreams.print("recorded \(counts.joined(separator: " and ")) in \(options.history)")
        return isComplete
    }

    private static func count(_ number: Int, _ what: String) -> String {
        "\(number) \(what)\(number == 1 ? "" : "s")"
    }
}
