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
            var files: [ReportFile] = ClaimsFiles.render(report)
            files.insert(("claims.json", try report.json()), at: 0)
            guard ReportOutput.write(files, to: output).failures.isEmpty else { throw ExitCodes.cannotWrite }
        }
        throw ExitCodes.code(for: report)
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
