import Foundation
import Results
import Scenarios
import TestSupport
import Testing

@testable import Experiment

/// `Reports/reference/claims*`: what is said of shipped claims follows from the trials beside them.
@Suite("Reference claims") struct ReferenceClaimsTests {
    private static let folder: URL = RepositoryRoot.url.appendingPathComponent("Reports/reference")

    private static let runs: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter {
            FileManager.default.fileExists(atPath: folder.appendingPathComponent("\($0)/claims.json").path)
        }.sorted()

    @Test("its verdicts are those of the shipped claims by the trials in its folders", arguments: runs)
    func judgedAgain(run: String) throws {
        let folder: URL = Self.folder.appendingPathComponent(run)
        let stored = try ClaimsReport(
            json: Array(Data(contentsOf: folder.appendingPathComponent("claims.json"))))
        var claims: ClaimsFile = try ClaimsReader.read(
            path: RepositoryRoot.url.appendingPathComponent("scenarios/claims.yaml").path)
        if let target = stored.target { claims = try claims.measuring(target: target) }
        // As `bench claims --again` does.
        let evidence = ClaimEvidence(stored: stored, in: folder.path, of: claims)
        #expect(ClaimJudge(claims, evidence).judged(stored) == stored)
        #expect(!stored.partial)
    }
}
