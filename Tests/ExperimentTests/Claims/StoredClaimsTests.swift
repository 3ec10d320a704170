import Foundation
import Results
import Scenarios
import Testing

@testable import Experiment

@Suite("Claims judged again from a folder", .serialized) struct StoredClaimsTests {
    private static let text = """
        tests:
          calm: {scenario: calm.yaml}
          busy: {scenario: busy.yaml}
          even: {scenario: even.yaml, sweep: {around: calm, rates: 3}}
          long: {scenario: long.yaml, quick: no}
        claims:
          - {id: a, title: A, source: S, test: calm, quantity: lost, stated: {push: == 0}}
          - {id: b, title: B, source: S, test: busy, quantity: lost, stated: {push: == 0}}
          - {id: c, title: C, source: S, test: long, quantity: lost, stated: {push: == 0}}
        """

    private let folder: URL
    private let claims: ClaimsFile

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("swarmbench-\(UUID().uuidString)")
        claims = try ClaimFixture.claims(Self.text)
    }

    private var empty: ClaimsReport {
        ClaimsReport(
            name: "n", description: "", runId: "r", startedAt: "2026-11-23T10:00:00Z", quick: true,
            target: nil)
    }

    /// What `bench claims` has after these runs, its files included.
    private func stored(_ folders: [String], broken: Set<String> = []) throws -> ClaimsReport {
        var evidence = ClaimEvidence(missing: ["long": "left out"])
        for name in folders {
            var run: ResultsDocument = ClaimFixture.document()
            run.cells = [ClaimFixture.cell("push", [{ _ in }, { _ in }, { _ in }])]
            let test: String = String(name.split(separator: "-")[0])
            evidence.runs.append(
                ClaimRun(test: test, folder: name, left: test == "even" ? .sweep(run) : .run(run)))
            let place: URL = folder.appendingPathComponent(name)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            guard !broken.contains(name) else { continue }
            try Data(try run.json()).write(to: place.appendingPathComponent("report.json"))
        }
        return try ClaimsReport(json: try ClaimJudge(claims, evidence).judged(empty).json())
    }

    private func again(_ stored: ClaimsReport) -> ClaimsReport {
        ClaimJudge(claims, ClaimEvidence(stored: stored, in: folder.path, of: claims)).judged(stored)
    }

    @Test("what is whole is judged the same again, and what was left out on purpose lacks nothing")
    func whole() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let stored: ClaimsReport = try stored(["calm", "busy", "even-1", "even-2", "even-3"])
        #expect(!stored.partial)
        #expect(stored.claims.map(\.verdict) == [.reproduced, .reproduced, .notTested])
        #expect(stored.tests.last?.ended == "left out")
        #expect(stored.tests.allSatisfy { $0.missing == nil })
        #expect(again(stored) == stored)
    }

    @Test(
        "a run that was killed is incomplete, with tests that were not run, and so is a sweep with rates missing"
    )
    func killed() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let nothing: ClaimsReport = try stored([])
        #expect(nothing.partial)
        #expect(again(nothing) == nothing)
        let early: ClaimsReport = try stored(["calm"])
        #expect(early.partial)
        #expect(early.claims.map(\.verdict) == [.reproduced, .notTested, .notTested])
        #expect(early.claims[1].why == "its test was not run")
        #expect(early.tests.map(\.missing) == [nil, true, true, nil])
        #expect(again(early) == early)
        // As a bench wrote it that did not know of the mark.
        var old: ClaimsReport = early
        for place in old.tests.indices where old.tests[place].missing == true {
            old.tests[place].missing = nil
            old.tests[place].ended = nil
        }
        old.partial = false
        #expect(again(old) == early)
        let late: ClaimsReport = try stored(["calm", "busy", "even-1", "even-2"])
        #expect(late.partial)
        #expect(late.tests.map(\.name) == ["calm", "busy", "even", "even", "even", "long"])
        #expect(late.tests[4].ended == "1 of its 3 runs did not come about")
        #expect(again(late) == late)
    }

    @Test("a report that is missing, or is none, leaves its test untested and the others judged")
    func unreadable() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let stored: ClaimsReport = try stored(
            ["calm", "busy", "even-1", "even-2", "even-3"], broken: ["calm"])
        let judged: ClaimsReport = again(stored)
        #expect(judged.partial)
        #expect(judged.claims.map(\.verdict) == [.notTested, .reproduced, .notTested])
        #expect(judged.claims[0].why == "calm/report.json cannot be read: No such file or directory")
        #expect(judged.tests[0].missing == true)
        try Data("no JSON".utf8).write(to: folder.appendingPathComponent("calm/report.json"))
        #expect(
            again(stored).claims[0].why.hasPrefix("calm/report.json cannot be read: not a results document"))
        #expect(again(stored).claims[1].verdict == .reproduced)
    }

    @Test("a test that the folder's run did not have is not tested, and nothing of that run is missing")
    func otherClaims() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var stored: ClaimsReport = try stored(["calm", "busy", "even-1", "even-2", "even-3"])
        stored.tests.removeAll { $0.name == "busy" }
        let judged: ClaimsReport = again(stored)
        #expect(judged.claims[1].verdict == .notTested)
        #expect(judged.claims[1].why == "it was not run with these claims")
        #expect(!judged.partial)
    }
}
