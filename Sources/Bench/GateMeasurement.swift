import ArgumentParser
import Experiment
import Foundation
import LoadEngine
import Reporting
import Results
import Scenarios

/// Carries out `bench gate` for two builds, or for one against itself.
struct GateMeasurement {
    let command: GateCommand

    func run() async throws {
        let startedAt = Date()
        let plan: Scenario
        let sides: (base: GateSide, head: GateSide)
        let rule: GateRuleRecord
        let generators: GeneratorProcesses
        do {
            plan = try GateScenario.select(
                try ScenarioReader.read(path: command.scenario ?? "").applying(command.place.overrides),
                arm: command.place.arm, load: command.place.load)
            sides = try self.sides()
            rule = try command.limits.rule(isTimed: command.bank == nil, pairs: command.bank)
            try VethNetwork.check(plan.network)
            generators = try GeneratorProcesses(plan, command: GeneratorCommand.command)
        } catch let error as any Error & CustomStringConvertible {
            StandardStreams.error(error.description)
            throw ExitCodes.usage
        }
        let setup = try MeasurementSetup(
            plan, generators: generators, output: command.place.output, startedAt: startedAt, kind: .gate)
        defer { setup.network?.remove() }
        announce(plan, rule)
        let notes: [String] =
            mode == .compare ? [GateBuild.note(base: sides.base, head: sides.head)].compactMap { $0 } : []
        for note in notes { StandardStreams.error("gate: \(note)") }
        let interruption = Interruption()
        let display = ProgressDisplay(quiet: command.place.quiet)
        let signals = InterruptSignal(interruption, display: display)
        var gate = GateRun(
            scenario: plan, base: sides.base, head: sides.head, mode: mode, rule: rule,
            runId: setup.directory.url.lastPathComponent, placement: setup.placement,
            interruption: interruption, startedAt: startedAt)
        gate.network = setup.network
        gate.notes = notes
        gate.processes = generators
        gate.origin = await OriginProbe.read(plan)
        let code: ExitCode = try await execute(gate, setup.directory, display)
        withExtendedLifetime(signals) {}
        throw code
    }

    private var mode: GateReport.Mode { command.bank != nil ? .bank : command.null ? .null : .compare }

    private func sides() throws -> (base: GateSide, head: GateSide) {
        guard mode == .compare else {
            let own: String? = command.base
            let side: GateSide =
                try own.map { try GateBuild.side(option: "--base", $0, variables: command.baseEnv) }
                ?? GateSide(command: try ServerBinary.command(nil))
            return (side, side)
        }
        return (
            try GateBuild.side(option: "--base", command.base ?? "", variables: command.baseEnv),
            try GateBuild.side(option: "--head", command.head ?? "", variables: command.headEnv)
        )
    }

    /// How long it may take, and whether the time allowed is enough for it.
    private func announce(_ plan: Scenario, _ rule: GateRuleRecord) {
        guard !command.place.quiet else { return }
        var one = plan
        one.blocks = 2 * rule.maxPairs
        let seconds: Double = one.estimatedSeconds
        var text: String =
            "up to \(rule.maxPairs) pairs of trials, about \(TimeFormat.length(seconds: seconds)) in all"
        if let limit = rule.maxSeconds, seconds > limit {
            text +=
                "; --max-time ends it after \(TimeFormat.length(seconds: limit)), and a verdict that takes all pairs is "
                + "then not reached"
        }
        StandardStreams.error("gate: \(text)")
    }

    private func execute(
        _ gate: GateRun, _ directory: RunDirectory, _ display: ProgressDisplay
    ) async throws -> ExitCode {
        display.start()
        let isQuiet: Bool = command.place.quiet
        // Measured, and not in any file yet.
        var unwritten: GateReport?
        do {
            let outcome = try await gate.run(progress: { display.show($0) }) { report, looked in
                unwritten = report
                try directory.write(report.json(), to: "gate.json")
                unwritten = nil
                guard looked, !isQuiet else { return }
                display.note("gate: \(GateText.look(report))")
            }
            display.finish()
            // First of all: a disk that is full does not keep the verdict from who waits for it.
            let files: [ReportFile] = handOver(outcome.report, folder: directory.url.path)
            for file in files { try directory.write(file.bytes, to: file.path) }
            StandardStreams.print("report: \(directory.url.path)/gate.md")
            return ExitCodes.code(for: outcome)
        } catch let error as RunDirectoryError {
            display.finish()
            if var lost = unwritten {
                lost.partial = true
                lost.ended = "its results can no longer be written"
                handOver(lost, folder: directory.url.path)
            }
            StandardStreams.error(error.description)
            return ExitCodes.cannotWrite
        } catch {
            display.finish()
            StandardStreams.error("internal error: \(error); what was measured is in \(directory.url.path)")
            return ExitCodes.internalError
        }
    }
}

extension GateMeasurement {
    /// Tells the verdict in every way that needs no file of the gate's folder; its renderings.
    @discardableResult
    private func handOver(_ report: GateReport, folder: String) -> [ReportFile] {
        StandardStreams.print(GateText.render(report))
        if let history = command.history {
            HistoryRecording.record(.pairs(report), folder: folder, in: history)
        }
        let files: [ReportFile] = GateFiles.render(.pairs(report))
        ReportOutput.appendStepSummary(markdown: String(decoding: files[0].bytes, as: UTF8.self))
        return files
    }
}

extension ExitCodes {
    static func code(for outcome: GateRun.Outcome) -> ExitCode {
        switch outcome.failure {
        case .interrupted: return interrupted
        case .server(.cannotStart): return usage
        case .server, .generator: return invalid
        case .threshold, nil: break
        }
        return outcome.report.mode == .bank && outcome.report.ended == nil
            ? ExitCode(0) : code(for: outcome.report)
    }

    static func code(for report: GateReport) -> ExitCode {
        switch report.verdict {
        case .regressed: failed
        case .improved, .noDifference: ExitCode(0)
        case .cannotTell: invalid
        }
    }
}
