import ArgumentParser
import Scenarios

/// `bench validate SCENARIO`: says what a scenario would run, or everything that is wrong with it.
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Checks a scenario and says what it would run.",
        discussion: """
            Starts nothing. Problems go to standard error, one a line with file, line, column and remedy, \
            and the exit code is 64. docs/scenarios.md explains every key.
            """)

    @Argument(help: "The scenario file, for instance scenarios/polling-vs-push.yaml.")
    var scenario: String

    func run() throws {
        let plan: Scenario
        do {
            plan = try ScenarioReader.read(path: scenario)
        } catch {
            StandardStreams.error(error.description)
            throw ExitCodes.usage
        }
        StandardStreams.print(Self.summary(plan, file: scenario).joined(separator: "\n"))
    }
}
