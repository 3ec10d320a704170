import Foundation
import Results
import TestSupport
import Testing

private let tinyTest = """
    name: tiny
    clients: 10
    arms:
      - {name: polling, transport: interval-polling, interval: 200ms}
      - {name: push, transport: websocket}
    load:
      tasks-per-second: 20
      arrivals: stratified
    phases: {warm-up: 200ms, steady: 20s}
    blocks: 3
    """

private let tinyClaims = """
    name: tiny
    tests:
      tiny: {scenario: tests/tiny.yaml, quick: {steady: 1s}}
      long: {scenario: tests/tiny.yaml, quick: no}
    claims:
      - id: whole
        title: Nothing is lost
        source: this test
        test: tiny
        conditions:
          - {quantity: lost, stated: {polling: == 0, push: == 0}}
          - {quantity: errors, stated: {push: == 0}}
      - {id: slow, title: Within a minute, source: this test, test: tiny, quantity: updateLatency.mean,
         stated: {push: < 1min}}
      - {id: day, title: A day, source: this test, test: long, quantity: lost, stated: {push: == 0}}
      - {id: mood, title: A mood, source: this test, untestable: nobody measures moods}
    """

@Suite("bench claims, from the command line to the verdicts", .serialized)
struct ClaimsTests {
    private let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("swarmbench-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(
            at: directory.appendingPathComponent("tests"), withIntermediateDirectories: true)
        try Data(tinyTest.utf8).write(to: directory.appendingPathComponent("tests/tiny.yaml"))
        try Data(tinyClaims.utf8).write(to: directory.appendingPathComponent("tiny.yaml"))
    }

    private func start(_ arguments: [String]) throws -> RunningProgram {
        try RunningProgram(
            try BuiltProduct.url(named: "bench"),
            arguments: ["claims", directory.appendingPathComponent("tiny.yaml").path] + arguments,
            directory: directory)
    }

    private func stored() throws -> ClaimsReport {
        try ClaimsReport(
            json: Array(try Data(contentsOf: directory.appendingPathComponent("run/claims.json"))))
    }

    @Test("runs the tests, judges every stated value, and judges it the same again from the recorded trials")
    func claims() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        let server = try BuiltProduct.url(named: "swarm-server").path
        let run = try start(["--server", server, "--output", "run", "--quiet"])
        let status = try await run.exitStatus(within: 120)
        let report = try stored()
        // A busy machine may make trials invalid, which is said.
        let isUndecided: Bool = report.count(of: .cannotTell) > 0
        #expect(status == (isUndecided ? 3 : 0), "\(status): \(run.errors.text)")
        #expect(report.quick)
        #expect(
            report.claims.map(\.id) == [
                "whole.polling.lost", "whole.push.lost", "whole.push.errors", "slow", "day", "mood",
            ])
        #expect(report.count(of: .notReproduced) == 0)
        #expect(report.claims[4].verdict == .notTested)
        #expect(report.claims[4].why.contains("--full runs it"))
        #expect(report.claims[5].why == "nobody measures moods")
        if !isUndecided {
            #expect(report.claims[3].verdict == .reproduced)
            #expect(report.claims[3].values.count == 3)
        }
        #expect(report.tests.map(\.trials) == [6, 0])
        for name in ["claims.md", "claims.html", "tiny/report.json", "tiny/report.html"] {
            let path = directory.appendingPathComponent("run/\(name)").path
            #expect(FileManager.default.fileExists(atPath: path), "\(name)")
        }
        let again = try start(["--again", "run"])
        #expect(try await again.exitStatus(within: 30) == status)
        #expect(again.output.text.contains("Claims of tiny"))
        // Without a test's report it is no whole run, and is judged by what is there.
        let place = directory.appendingPathComponent("run/tiny/report.json")
        let kept = try Data(contentsOf: place)
        try FileManager.default.removeItem(at: place)
        let lacking = try start(["--again", "run"])
        #expect(try await lacking.exitStatus(within: 30) == 3)
        #expect(lacking.output.text.contains("slow: not tested: tiny/report.json cannot be read"))
        try kept.write(to: place)
        // A loss that is planted in what was recorded turns the verdict.
        var document = try ResultsDocument(json: Array(kept))
        let found: Int? = document.cells.firstIndex { $0.arm == "push" }
        let cell: Int = try #require(found)
        let counted: Int? = document.cells[cell].trials.firstIndex { $0.counts }
        let trial: Int = try #require(counted)
        document.cells[cell].trials[trial].figures.lost = 1
        try Data(try document.json()).write(to: place)
        let planted = try start(["--again", "run", "--output", "planted"])
        _ = try await planted.exitStatus(within: 30)
        let written = try ClaimsReport(
            json: Array(try Data(contentsOf: directory.appendingPathComponent("planted/claims.json"))))
        #expect(written.claims.map(\.id) == report.claims.map(\.id))
        if !isUndecided { #expect(written.claims[1].verdict == .notReproduced) }
        if !isUndecided { #expect(planted.output.text.contains("whole.push.lost: not reproduced")) }
    }

    @Test(
        "what cannot be right is said before anything runs",
        arguments: [
            (["--target", "flask"], "the claims have no such target"),
            (["--test", "tinny"], "the claims have no such test"),
            (["--test", "long"], "the quick form has none of these tests"),
            (["--again", "nowhere"], "there is no nowhere/claims.json"),
            (["--again", "run", "--full"], "--full has no meaning with --again"),
            (["--again", "run", "--history", "h"], "--history has no meaning with --again"),
            (["--again", "run", "--quiet"], "--quiet has no meaning with --again"),
        ])
    func usage(arguments: [String], message: String) async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        let server = try BuiltProduct.url(named: "swarm-server").path
        let isRun: Bool = !arguments.contains("--again") && !arguments.contains("--target")
        let run = try start(arguments + (isRun ? ["--server", server] : []))
        #expect(try await run.exitStatus(within: 30) == 64)
        #expect(run.errors.text.contains(message), "\(run.errors.text)")
    }
}
