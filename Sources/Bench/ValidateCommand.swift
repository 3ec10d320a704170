import ArgumentParser
import Scenarios

/// `bench validate SCENARIO`: says what a scenario would run, or everything that is wrong with it.
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Checks a scenario, or a file of claims, and says what it would run.",
        discussion: """
            Starts nothing. Problems go to standard error, one a line with file, line, column and remedy, \
            and the exit code is 64. docs/scenarios.md explains every key, docs/claims.md those of claims.
            """)

    @Argument(help: "The file, for instance scenarios/polling-vs-push.yaml or scenarios/claims.yaml.")
    var scenario: String

    func run() throws {
        let lines: [String]
        do {
            lines =
                ClaimsReader.recognizes(path: scenario)
                ? Self.summary(try ClaimsReader.read(path: scenario), file: scenario)
                : Self.summary(try ScenarioReader.read(path: scenario), file: scenario)
        } catch {
            StandardStreams.error(error.description)
            throw ExitCodes.usage
        }
        StandardStreams.print(lines.joined(separator: "\n"))
    }
}
