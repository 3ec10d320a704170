import ArgumentParser
import Experiment
import Foundation
import LoadEngine
import Reporting
import Results
import Scenarios

/// Carries out `bench claims`: one run a test, all judged together.
struct ClaimsMeasurement {
    let command: ClaimsCommand

    func run() async throws {
        let startedAt = Date()
        let claims: ClaimsFile
        let plans: [ClaimsSession.Step]
        let server: [String]
        do {
            claims = try command.claims(target: command.target)
            try checkTests(claims)
            plans = try self.plans(claims)
            let needsServer: Bool = plans.contains { $0.scenario.arms.contains { $0.target == nil } }
            server = needsServer ? try ServerBinary.command(command.server) : []
        } catch let error as any Error & CustomStringConvertible {
            StandardStreams.error(error.description)
            throw ExitCodes.usage
        }
        let directory: RunDirectory
        do {
            directory = try RunDirectory.create(
                output: command.output, scenario: claims.name, startedAt: startedAt, kind: .claims)
        } catch {
            StandardStreams.error(error.description)
            throw ExitCodes.cannotWrite
        }
        // Last of all: nothing is installed for what would not be run.
        do {
            try prepare(claims)
        } catch let error as any Error & CustomStringConvertible {
            StandardStreams.error(error.description)
            // Only if it is empty.
            rmdir(directory.url.path)
            throw ExitCodes.usage
        }
        announce(plans)
        let loops: Int = plans.map { $0.loops }.max() ?? 1
        let placement = CPUPlacement(available: CPUPlacement.availableCPUs(), loops: loops)
        placement.pinGenerator()
        let report = ClaimsReport(
            name: claims.name, description: claims.description,
            runId: directory.url.lastPathComponent, startedAt: startedAt.formatted(.iso8601),
            quick: !command.full, target: command.target)
        var session = ClaimsSession(
            claims: claims, report: report, directory: directory, serverCommand: server,
            placement: placement, missing: missing(claims, plans),
            history: command.noHistory ? nil : command.historyOptions.history, isQuiet: command.quiet)
        throw await session.run(plans)
    }

    private func checkTests(_ claims: ClaimsFile) throws(ClaimsError) {
        let names: [String] = claims.tests.map(\.name)
        for name in command.test where !names.contains(name) {
            throw ClaimsError(
                "--test \(name): the claims have no such test; name one of \(names.joined(separator: ", "))")
        }
    }

    private func prepare(_ claims: ClaimsFile) throws {
        guard let name = command.target, let text = claims.preparations[name] else { return }
        if !command.quiet { StandardStreams.error("claims: preparing \(name): \(text)") }
        try TargetPreparation(command: try ShellWords.split(text)).run()
    }

    private func plans(_ claims: ClaimsFile) throws -> [ClaimsSession.Step] {
        var plans: [ClaimsSession.Step] = []
        for test in claims.tests where isWanted(test, in: claims) {
            guard var scenario = command.full ? test.scenario : test.quick else { continue }
            guard scenario.network == .loopback else {
                throw ClaimsError(
                    "the test `\(test.name)` asks for the network path veth, and claims are tested on loopback"
                )
            }
            scenario.seed = command.seed ?? scenario.seed
            // What is wrong with a search is found before hours of other tests.
            for search in test.kind.searches { _ = try search.plan(scenario) }
            plans.append(
                ClaimsSession.Step(
                    test: test, scenario: scenario,
                    endpoints: try TargetEndpoints(scenario, allowRemote: false),
                    loops: scenario.generator.workers
                        * (try GeneratorProcesses(scenario, command: GeneratorCommand.command)).count))
        }
        guard !plans.isEmpty else {
            throw ClaimsError("the quick form has none of these tests: --full runs them")
        }
        return plans
    }

    /// Also what predicts the rates of a sweep that is wanted.
    private func isWanted(_ test: ClaimTest, in claims: ClaimsFile) -> Bool {
        guard !command.test.isEmpty else { return true }
        let predictors: [String] = claims.tests.compactMap { other in
            guard command.full, command.test.contains(other.name), case .sweep(let sweep) = other.kind else {
                return nil
            }
            return sweep.around
        }
        return command.test.contains(test.name) || predictors.contains(test.name)
    }

    private func missing(_ claims: ClaimsFile, _ plans: [ClaimsSession.Step]) -> [String: String] {
        var missing: [String: String] = [:]
        for test in claims.tests where !plans.contains(where: { $0.test.name == test.name }) {
            let isLeftOut: Bool = !command.test.isEmpty && !command.test.contains(test.name)
            missing[test.name] =
                isLeftOut
                ? "its test was not asked for (--test)"
                : "the quick form leaves its test out, which takes \(ClaimsLength.text(test, test.scenario)): --full runs it"
        }
        return missing
    }

    /// How long it may take.
    private func announce(_ plans: [ClaimsSession.Step]) {
        guard !command.quiet else { return }
        let seconds: Double = plans.reduce(0) { $0 + ClaimsLength.seconds($1.test, $1.scenario) }
        let form: String = command.full ? "full" : "quick"
        StandardStreams.error(
            "claims: \(form) form, \(plans.count) test\(plans.count == 1 ? "" : "s"), about "
                + TimeFormat.length(seconds: seconds))
    }
}
