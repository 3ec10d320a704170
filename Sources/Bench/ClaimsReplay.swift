import ArgumentParser
import Experiment
import Foundation
import Reporting
import Results
import Scenarios

/// `bench claims FILE --again DIR`: what the claims' rule says of trials that are there.
struct ClaimsReplay {
    let command: ClaimsCommand

    func run() throws {
        let report: ClaimsReport
        do {
            report = try judged(command.again ?? "")
        } catch let error as any Error & CustomStringConvertible {
            StandardStreams.error(error.description)
            throw ExitCodes.usage
        }
        StandardStreams.print(ClaimsText.render(report))
        if let output = command.output {
            try copyTests(of: report, to: output)
            var files: [ReportFile] = ClaimsFiles.render(report)
            files.insert(("claims.json", try report.json()), at: 0)
            guard ReportOutput.write(files, to: output).failures.isEmpty else { throw ExitCodes.cannotWrite }
        }
        throw ExitCodes.code(for: report)
    }

    /// What the verdicts rest on, and the report's links lead to, comes along: the new folder can be judged again, too.
    /// A folder that is judged into itself has it already.
    private func copyTests(of report: ClaimsReport, to output: String) throws {
        let from = URL(fileURLWithPath: command.again ?? "").resolvingSymlinksInPath()
        let target = URL(fileURLWithPath: output).resolvingSymlinksInPath()
        guard from.path != target.path else { return }
        // One that leads elsewhere is none that bench claims wrote.
        let folders: [String] = report.tests.compactMap(\.folder).filter {
            !$0.contains("/") && $0 != ".." && $0 != "."
        }
        for name in folders {
            let place: URL = target.appendingPathComponent(name)
            guard !FileManager.default.fileExists(atPath: place.path) else {
                StandardStreams.error(
                    "cannot write results to \(output): it has a folder `\(name)`, where a test's trials go; name a "
                        + "new folder with --output")
                throw ExitCodes.cannotWrite
            }
        }
        do {
            try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
            for name in folders {
                try FileManager.default.copyItem(
                    at: from.appendingPathComponent(name), to: target.appendingPathComponent(name))
            }
        } catch {
            StandardStreams.error(
                "cannot write results to \(output): copying the tests failed: \(error.localizedDescription)")
            throw ExitCodes.cannotWrite
        }
    }

    private func judged(_ folder: String) throws -> ClaimsReport {
        let path = "\(folder)/claims.json"
        guard FileManager.default.fileExists(atPath: path) else {
            throw ClaimsError("there is no \(path): name a folder that bench claims wrote")
        }
        let stored: ClaimsReport
        do throws(ResultsError) {
            stored = try ClaimsReport(json: AtomicFile.read(path))
        } catch {
            throw ClaimsError("\(path): \(error.description)")
        }
        let claims: ClaimsFile = try command.claims(target: stored.target)
        return ClaimJudge(claims, ClaimEvidence(stored: stored, in: folder, of: claims)).judged(stored)
    }
}
