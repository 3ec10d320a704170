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
            try prepare(claims)
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
        announce(plans)
        let loops: Int =
            plans.map { $0.scenario.generator.workers * $0.generators.count }.max() ?? 1
        let placement = CPUPlacement(available: CPUPlacement.availableCPUs(), loops: loops)
        placement.pinGenerator()
        let report = ClaimsReport(
            name: claims.name, description: claims.description,
            runId: directory.url.lastPathComponent, startedAt: startedAt.formatted(.iso8601),
            quick: !command.full, target: command.target)
        let session = ClaimsSession(
            claims: claims, report: report, directory: directory, serverCommand: server,
            placement: placement, missing: missing(claims, plans), isQuiet: command.quiet)
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
        for test in claims.tests where command.test.isEmpty || command.test.contains(test.name) {
            guard var scenario = command.full ? test.scenario : test.quick else { continue }
            guard scenario.network == .loopback else {
                throw ClaimsError(
                    "the test `\(test.name)` asks for the network path veth, and claims are tested on loopback"
                )
            }
            scenario.seed = command.seed ?? scenario.seed
            plans.append(
                ClaimsSession.Step(
                    test.name, scenario, try TargetEndpoints(scenario, allowRemote: false),
                    try GeneratorProcesses(scenario, command: GeneratorCommand.command)))
        }
        guard !plans.isEmpty else {
            throw ClaimsError("the quick form has none of these tests: --full runs them")
        }
        return plans
    }

    private func missing(_ claims: ClaimsFile, _ plans: [ClaimsSession.Step]) -> [String: String] {
        var missing: [String: String] = [:]
        for test in claims.tests where !plans.contains(where: { $0.test == test.name }) {
            let isLeftOut: Bool = !command.test.isEmpty && !command.test.contains(test.name)
            let length: String = TimeFormat.length(seconds: test.scenario.estimatedSeconds)
            missing[test.name] =
                isLeftOut
                ? "its test was not asked for (--test)"
                : "the quick form leaves its test out, which takes \(length): --full runs it"
        }
        return missing
    }

    /// How long it may take.
    private func announce(_ plans: [ClaimsSession.Step]) {
        guard !command.quiet else { return }
        let seconds: Double = plans.reduce(0) { $0 + $1.scenario.estimatedSeconds }
        let form: String = command.full ? "full" : "quick"
        StandardStreams.error(
            "claims: \(form) form, \(plans.count) test\(plans.count == 1 ? "" : "s"), about "
                + TimeFormat.length(seconds: seconds))
    }
}
