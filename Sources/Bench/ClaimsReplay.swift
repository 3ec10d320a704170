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
        var documents: [String: ResultsDocument] = [:]
        var missing: [String: String] = [:]
        for test in claims.tests {
            let record = stored.tests.first { $0.name == test.name }
            guard let own = record?.folder else {
                missing[test.name] = record?.ended ?? "its test was not run"
                continue
            }
            let place = "\(folder)/\(own)/report.json"
            do throws(ResultsError) {
                documents[test.name] = try ResultsDocument(json: AtomicFile.read(place))
            } catch {
                throw ClaimsError("\(place): \(error.description)")
            }
        }
        var failures: [String: String] = [:]
        for record in stored.tests where record.folder != nil { failures[record.name] = record.ended }
        return ClaimJudge(claims, documents: documents, missing: missing).judged(stored, failures: failures)
    }
}
