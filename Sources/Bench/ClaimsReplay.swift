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
        var evidence = ClaimEvidence()
        for test in claims.tests {
            let records: [ClaimTestRecord] = stored.tests.filter { $0.name == test.name }
            for record in records { if let run = try run(record, in: folder) { evidence.runs.append(run) } }
            guard !records.contains(where: { $0.folder != nil }) else { continue }
            evidence.missing[test.name] = records.first?.ended ?? "its test was not run"
        }
        return ClaimJudge(claims, evidence).judged(stored)
    }

    /// What a test left behind; nil for one that was not run.
    private func run(_ record: ClaimTestRecord, in folder: String) throws(ClaimsError) -> ClaimRun? {
        guard let own = record.folder else { return nil }
        let place = "\(folder)/\(own)/\(record.kind == .search ? "capacity" : "report").json"
        do throws(ResultsError) {
            let bytes: [UInt8] = try AtomicFile.read(place)
            let left: ClaimRun.Left =
                switch record.kind {
                case .run: .run(try ResultsDocument(json: bytes))
                case .sweep: .sweep(try ResultsDocument(json: bytes))
                case .search: .search(try CapacityReport(json: bytes))
                }
            return ClaimRun(test: record.name, folder: own, left: left, ended: record.ended)
        } catch {
            throw ClaimsError("\(place): \(error.description)")
        }
    }
}
