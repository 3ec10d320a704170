import ArgumentParser
import Foundation
import History
import Reporting
import Results

/// `bench compare A B`: two runs, figure by figure.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Compares two runs, figure by figure.",
        discussion: """
            A and B are ids of runs in the history, the begin of one, last, last~1 (the run before) and so on, or \
            folders of runs. Ratios are B/A with Welch's 95 % interval where both sides have 3 trials. \
            A comparison is no gate: the exit code is 0 whatever it says, 64 when a run is not found or the two have \
            nothing in common.
            """)

    @Argument(help: "The run to compare with.")
    var a: String

    @Argument(help: "The run that is compared.")
    var b: String

    @OptionGroup var options: HistoryOptions

    func run() throws {
        do {
            let comparison = RunComparison(try document(a), try document(b))
            guard !comparison.isEmpty else {
                StandardStreams.error(Self.nothingInCommon(comparison))
                throw ExitCodes.usage
            }
            StandardStreams.print(RunComparisonReport.render(comparison, style: .standardOutput))
        } catch let error as HistoryError {
            StandardStreams.error(error.description)
            throw ExitCodes.usage
        } catch let error as ReportSourceError {
            StandardStreams.error(error.description)
            throw ExitCodes.usage
        }
    }

    private static func nothingInCommon(_ comparison: RunComparison) -> String {
        let scenarios: [String] = [comparison.a.scenario, comparison.b.scenario]
        let names: String =
            scenarios[0] == scenarios[1] ? "both of \(scenarios[0])" : scenarios.joined(separator: " and ")
        let shown: [String] = Array(
            comparison.unmatched.prefix(2) + comparison.unmatched.dropFirst(2).suffix(2))
        let others: Int = comparison.unmatched.count - shown.count
        return """
            the two runs (\(names)) have no cell in common (arm, load and clients), so there is nothing to compare: \
            \(shown.joined(separator: "; "))\(others > 0 ? "; and \(others) more" : "")
            """
    }

    /// A folder is read as it is; anything else is looked up.
    private func document(_ text: String) throws -> ResultsDocument {
        let reference = RunReference(text)
        if reference.stepsBack == nil, RunFolder.at(text) != nil { return try ReportSource(text).document }
        do {
            return try recorded(reference)
        } catch HistoryError.noSuchRun where FileManager.default.fileExists(atPath: text) {
            // A document under another name, or what says why there is none.
            return try ReportSource(text).document
        }
    }

    private func recorded(_ reference: RunReference) throws -> ResultsDocument {
        let history: RunHistory
        do {
            history = try RunHistory.open(toRead: options.history)
        } catch HistoryError.absent where reference.stepsBack == nil {
            throw HistoryError.noSuchRun(reference.text, close: [])
        }
        return try history.document(of: history.run(reference))
    }
}
