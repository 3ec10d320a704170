import ArgumentParser
import Experiment
import Foundation
import Results
import Scenarios

/// `bench claims FILE`: do published claims hold?
struct ClaimsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claims", abstract: "Tests published claims, and says which of them hold.",
        discussion: """
            Runs the tests that a file of claims names, each as bench run does, and says of every stated value whether it \
            was reproduced, better than claimed, not reproduced, cannot be told, was not tested or is not testable here. \
            Without --full in a quick form, which the report is marked with. Results go to claims.json, claims.md and claims.html, the \
            tests' own reports to folders beside them. Exit codes: 0 every tested value was reproduced or better; 99 one \
            was not; 3 one cannot be told, or a test did not come to its end; docs/claims.md explains the rule.

            bench claims scenarios/claims.yaml                   the quick form, under ten minutes
            bench claims scenarios/claims.yaml --target flask    the same on a target of the file
            bench claims scenarios/claims.yaml --again DIR       judges the trials in a folder again, runs nothing
            """)

    @Argument(help: "The file of claims, for instance scenarios/claims.yaml.")
    var file: String

    @Option(
        help: ArgumentHelp(
            "What the claims are tested on, a target of the file; the swarm-server beside bench unless told.",
            valueName: "name"))
    var target: String?

    @Flag(help: "Runs every test in full length, also those that the quick form leaves out.")
    var full = false

    @Option(
        help: ArgumentHelp(
            "Runs this test only; give it several times for several. Claims of the others are then not tested.",
            valueName: "name"))
    var test: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            Judges the trials of a folder that bench claims wrote again; runs nothing. With --output DIR it writes \
            claims.json and its renderings there, and copies what the tests left behind.
            """, valueName: "dir"))
    var again: String?

    @Option(help: ArgumentHelp("Seed of the arrivals, the order of trials and the swarm.", valueName: "N"))
    var seed: UInt64?

    @Option(
        help: ArgumentHelp(
            "Where results go; Reports/claims/<time>-<name> unless told.", valueName: "dir"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            """
            The server to measure, a program with arguments; it gets the options of swarm-server. \
            Without it: the swarm-server beside bench.
            """, valueName: "command"))
    var server: String?

    @OptionGroup var historyOptions: HistoryOptions

    @Flag(help: "Does not record the tests' runs in the history.")
    var noHistory = false

    @Flag(help: "No progress display.")
    var quiet = false

    func run() async throws {
        if again != nil { return try ClaimsReplay(command: self).run() }
        try await ClaimsMeasurement(command: self).run()
    }

    func validate() throws {
        guard target == nil || server == nil else {
            throw ValidationError("--target and --server name two servers: give one of them.")
        }
        let running: [(String, Bool)] = [
            ("--full", full), ("--test", !test.isEmpty), ("--seed", seed != nil),
            ("--server", server != nil), ("--target", target != nil), ("--no-history", noHistory),
            ("--history", historyOptions.file != nil), ("--quiet", quiet),
        ]
        if again != nil, let wrong = running.first(where: \.1) {
            throw ValidationError("\(wrong.0) has no meaning with --again, which runs nothing.")
        }
    }

    /// The claims, as they are tested on the target.
    func claims(target: String?) throws(ScenarioError) -> ClaimsFile {
        let claims: ClaimsFile = try ClaimsReader.read(path: file)
        guard let target else { return claims }
        return try claims.measuring(target: target)
    }
}

extension ExitCodes {
    /// 3 beats 99, and what was left out or is not testable decides nothing.
    static func code(for report: ClaimsReport) -> ExitCode {
        if report.partial || report.count(of: .cannotTell) > 0 { return invalid }
        return report.count(of: .notReproduced) > 0 ? failed : ExitCode(0)
    }
}
