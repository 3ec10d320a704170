import ArgumentParser
import Experiment
import Foundation
import Reporting
import Results
import Scenarios

/// Carries out `bench gate --baseline FILE`: a run's ratios against a stored run's.
struct GateBaseline {
    let command: GateCommand
    /// A report.json, or the folder it is in.
    let baseline: String

    func run() async throws {
        let stored: ResultsDocument
        let rule: GateRuleRecord
        do {
            stored = try Self.document(baseline, option: "--baseline")
            rule = try command.limits.rule()
        } catch let error as any Error & CustomStringConvertible {
            StandardStreams.error(error.description)
            throw ExitCodes.usage
        }
        let (current, directory, isWhole) = try await candidate(for: stored)
        var report: BaselineReport
        do {
            report = try BaselineGate.compare(stored: stored, current: current, rule: rule)
            report.comparedAt = Date().formatted(.iso8601)
        } catch {
            StandardStreams.error(error.description)
            throw ExitCodes.usage
        }
        // First of all: a disk that is full does not keep the verdict from who waits for it.
        StandardStreams.print(BaselineText.render(report))
        // Recorded at the end, whatever could be written: where its document is not, no import can make up for it.
        defer {
            if let history = command.history {
                HistoryRecording.record(.ratios(report), folder: directory.url.path, in: history)
            }
        }
        do {
            try write(report, to: directory)
        } catch let error as RunDirectoryError {
            StandardStreams.error(error.description)
            throw ExitCodes.cannotWrite
        }
        guard isWhole else { throw ExitCodes.cannotWrite }
        switch report.verdict {
        case .regressed: throw ExitCodes.failed
        case .cannotTell: throw ExitCodes.invalid
        case .improved, .noDifference: return
        }
    }

    /// The run in question: one that is there, or a scenario's that is run now; whether all of its files are there.
    private func candidate(
        for stored: ResultsDocument
    ) async throws -> (ResultsDocument, RunDirectory, isWhole: Bool) {
        let path: String = command.scenario ?? ""
        if Self.isRun(path) {
            try command.refuse(
                [
                    ("--head", command.head != nil), ("--clients", command.place.clients != nil),
                    ("--steady", command.place.steady != nil), ("--trials", command.place.trials != nil),
                    ("--seed", command.place.seed != nil),
                    ("--network", command.place.network != nil),
                ], because: "\(path) is a run that was measured already; name a scenario to measure one now")
            do {
                let document: ResultsDocument = try Self.document(path, option: "the run")
                let directory = try RunDirectory.create(
                    output: command.place.output, scenario: "baseline", startedAt: Date(), kind: .gate)
                return (document, directory, true)
            } catch let error as RunDirectoryError {
                StandardStreams.error(error.description)
                throw ExitCodes.cannotWrite
            } catch let error as any Error & CustomStringConvertible {
                StandardStreams.error(error.description)
                throw ExitCodes.usage
            }
        }
        do {
            try BaselineGate.check(
                try ScenarioReader.read(path: path).applying(command.place.overrides), against: stored)
        } catch let error as any Error & CustomStringConvertible {
            StandardStreams.error(error.description)
            throw ExitCodes.usage
        }
        return try await measured(path)
    }

    /// Runs the scenario as `bench run` does.
    private func measured(_ path: String) async throws -> (ResultsDocument, RunDirectory, isWhole: Bool) {
        let directory: RunDirectory
        do {
            let name: String = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
            directory = try RunDirectory.create(
                output: command.place.output, scenario: name, startedAt: Date(), kind: .gate)
        } catch {
            StandardStreams.error(error.description)
            throw ExitCodes.cannotWrite
        }
        var arguments: [String] = [path, "--output", directory.url.path]
        if let head = command.head { arguments += ["--server", head] }
        if let clients = command.place.clients { arguments += ["--clients", String(clients)] }
        if let steady = command.place.steady { arguments += ["--steady", steady] }
        if let trials = command.place.trials { arguments += ["--trials", String(trials)] }
        if let seed = command.place.seed { arguments += ["--seed", String(seed)] }
        if let network = command.place.network { arguments += ["--network", network.rawValue] }
        if command.place.quiet { arguments.append("--quiet") }
        arguments += command.history.map { ["--history", $0] } ?? ["--no-history"]
        var isWhole = true
        do {
            try await RunCommand.parse(arguments).run()
        } catch let code as ExitCode
            where [ExitCodes.failed, ExitCodes.invalid, ExitCodes.cannotWrite, .success].contains(code)
        {
            // What failed in the run itself does not keep its ratios from being compared, nor does a lost file.
            isWhole = code != ExitCodes.cannotWrite
        }
        do {
            return (try Self.document(directory.url.path, option: "the run"), directory, isWhole)
        } catch {
            StandardStreams.error(error.description)
            throw isWhole ? ExitCodes.internalError : ExitCodes.cannotWrite
        }
    }

    private func write(_ report: BaselineReport, to directory: RunDirectory) throws {
        try directory.write(report.json(), to: "gate.json")
        let files: [ReportFile] = GateFiles.render(.ratios(report))
        ReportOutput.appendStepSummary(markdown: String(decoding: files[0].bytes, as: UTF8.self))
        for file in files { try directory.write(file.bytes, to: file.path) }
        StandardStreams.print("report: \(directory.url.path)/gate.md")
    }

    private static func isRun(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let exists: Bool = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return path.hasSuffix(".json") || (exists && isFolder.boolValue)
    }

    private static func document(_ path: String, option: String) throws(GateError) -> ResultsDocument {
        do {
            return try ReportSource(path).document
        } catch {
            throw GateError("\(option) \(path): \(error.message)")
        }
    }
}
