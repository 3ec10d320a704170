import Foundation
import Results
import TestSupport
import Testing

private let scenario = """
    clients: 4
    arms:
      - {name: polling, transport: interval-polling, interval: 200ms}
      - {name: push, transport: websocket}
    load: {tasks-per-second: 20, arrivals: stratified}
    phases: {warm-up: 100ms, steady: 1s}
    blocks: 1
    """

private let claims = """
    name: forms
    tests:
      calm: {scenario: tests/calm.yaml}
      even: {scenario: tests/calm.yaml, sweep: {around: calm, rates: 2, events: 1}}
      edge: {scenario: tests/calm.yaml, search: {push: updateLatency.mean < 1ms}}
    targets:
      own: {command: SERVER, api: swarmbot}
    prepare:
      own: touch prepared
    claims:
      - {id: slow, title: Within a minute, source: this test, test: calm, quantity: updateLatency.mean,
         stated: {push: < 1min}}
      - id: users
        title: So many without any delay
        source: this test
        tests: [edge]
        objective: [{quantity: updateLatency.mean, stated: {push: < 1ms}}]
        better: higher
        stated: {push: ">= 50"}
    """

@Suite("bench claims: sweeps, searches, targets, and runs that come to no good end", .serialized)
struct ClaimsFormsTests {
    private let directory: URL
    private let server: String

    init() throws {
        server = try BuiltProduct.url(named: "swarm-server").path
        directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("swarmbench-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(
            at: directory.appendingPathComponent("tests"), withIntermediateDirectories: true)
        try Data(scenario.utf8).write(to: directory.appendingPathComponent("tests/calm.yaml"))
        try Data(claims.replacing("SERVER", with: server).utf8)
            .write(to: directory.appendingPathComponent("forms.yaml"))
    }

    private func start(_ arguments: [String], _ command: String = "claims") throws -> RunningProgram {
        try RunningProgram(
            try BuiltProduct.url(named: "bench"), arguments: [command, "forms.yaml"] + arguments,
            directory: directory)
    }

    private func document<T>(_ path: String, _ read: ([UInt8]) throws -> T) throws -> T {
        try read(Array(try Data(contentsOf: directory.appendingPathComponent(path))))
    }

    @Test("--full runs a sweep and a search on a target that it prepares, and judges what they left")
    func full() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        let run = try start([
            "--full", "--target", "own", "--output", "run", "--history", "history.sqlite", "--seed", "3",
        ])
        let status = try await run.exitStatus(within: 240)
        let report: ClaimsReport = try document("run/claims.json") { try ClaimsReport(json: $0) }
        #expect(FileManager.default.fileExists(atPath: directory.appendingPathComponent("prepared").path))
        #expect(report.target == "own" && !report.quick)
        #expect(
            report.tests.map(\.folder) == ["calm", "even-1", "even-2", "edge-push"], "\(run.errors.text)")
        #expect(report.tests.map(\.kind) == [.run, .sweep, .sweep, .search])
        let rates: [ResultsDocument] = try ["even-1", "even-2"].map { name in
            try document("run/\(name)/report.json") { try ResultsDocument(json: $0) }
        }
        // A tenth of the predicted rate and ten times it, both written with three digits.
        let tasks: [Double] = rates.compactMap { $0.cells.first?.load.tasksPerSecond }
        #expect(tasks.count == 2 && abs(tasks[1] / tasks[0] - 100) < 2, "\(tasks)")
        #expect(rates.allSatisfy { $0.seed == 3 && $0.environment.targets?.first?.name == "own" })
        let search: CapacityReport = try document("run/edge-push/capacity.json") {
            try CapacityReport(json: $0)
        }
        #expect(search.trials.first?.clients == 4)
        #expect(
            FileManager.default.fileExists(
                atPath: directory.appendingPathComponent("run/edge-push/capacity.html").path))
        // Not even one client gets updates within a millisecond, which four clients, two and one did not.
        let users: ClaimResult = try #require(report.claims.first { $0.id == "users" })
        let isTold: Bool = search.trials.count { $0.outcome == .failed } >= 3
        #expect(users.verdict == (isTold ? .notReproduced : .cannotTell), "\(users.why)")
        let isOpen: Bool = report.partial || report.count(of: .cannotTell) > 0
        #expect(status == (isOpen ? 3 : 99), "\(run.errors.text)")
        let again = try start(["--again", "run", "--output", "again"])
        #expect(try await again.exitStatus(within: 30) == status)
        #expect(try document("again/claims.json") { try ClaimsReport(json: $0) } == report)
        // What its links lead to came along, so that it can be judged as well as the first; nothing is written over.
        for path in ["calm/report.html", "even-2/report.json", "edge-push/capacity.json"] {
            let place = directory.appendingPathComponent("again/\(path)").path
            #expect(FileManager.default.fileExists(atPath: place), "\(path)")
        }
        let third = try start(["--again", "again", "--output", "again"])
        #expect(try await third.exitStatus(within: 30) == status)
        #expect(try document("again/claims.json") { try ClaimsReport(json: $0) } == report)
        let over = try start(["--again", "run", "--output", "again"])
        #expect(try await over.exitStatus(within: 30) == 73)
        #expect(over.errors.text.contains("it has a folder `calm`"), "\(over.errors.text)")
    }

    @Test("what the quick form leaves out decides nothing, not even where other tests of the claim are run")
    func leftOut() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        let text: String = claims.replacing("SERVER", with: server).replacing("[edge]", with: "[calm, edge]")
            .replacing("stated: {push: < 1ms}}]", with: "stated: {push: < 1min}}]")
        try Data(text.utf8).write(to: directory.appendingPathComponent("forms.yaml"))
        try Data(scenario.replacing("blocks: 1", with: "blocks: 3").utf8)
            .write(to: directory.appendingPathComponent("tests/calm.yaml"))
        let run = try start(["--server", server, "--output", "run", "--no-history", "--quiet"])
        let status = try await run.exitStatus(within: 120)
        let report: ClaimsReport = try document("run/claims.json") { try ClaimsReport(json: $0) }
        // A busy machine may make trials invalid, which decides: they were to tell.
        guard report.tests.first?.verdict != .invalid else {
            #expect(status == 3)
            return
        }
        #expect(report.claims.map(\.verdict) == [.reproduced, .notTested])
        #expect(report.claims[1].bounds == ClaimBounds(atLeast: 4, atMost: nil))
        #expect(status == 0, "\(run.errors.text)")
    }

    @Test("nothing is prepared for tests that are not run")
    func unprepared() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        let run = try start(["--target", "own", "--test", "edge"])
        #expect(try await run.exitStatus(within: 30) == 64)
        #expect(run.errors.text.contains("the quick form has none of these tests"), "\(run.errors.text)")
        #expect(!FileManager.default.fileExists(atPath: directory.appendingPathComponent("prepared").path))
        // Nor is a folder left where preparing fails.
        let text: String = claims.replacing("SERVER", with: server).replacing("touch prepared", with: "false")
        try Data(text.utf8).write(to: directory.appendingPathComponent("forms.yaml"))
        let failing = try start(["--target", "own", "--output", "run"])
        #expect(try await failing.exitStatus(within: 30) == 64)
        #expect(failing.errors.text.contains("cannot prepare the target"), "\(failing.errors.text)")
        #expect(!FileManager.default.fileExists(atPath: directory.appendingPathComponent("run").path))
    }

    @Test("a run that is killed leaves a report that says what is missing, and is no success judged again")
    func killed() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        let run = try start(["--server", server, "--output", "run", "--no-history"])
        try await eventually(within: 60, "the test begins", else: { run.errors.text }) {
            run.errors.text.contains("claims: test calm")
        }
        run.send(SIGKILL)
        _ = try await run.exitStatus(within: 30)
        let again = try start(["--again", "run"])
        #expect(try await again.exitStatus(within: 30) == 3)
        let text: String = again.output.text.replacing("\n", with: " ")
        #expect(text.contains("Incomplete: not everything that was planned came to its end"), "\(text)")
        #expect(text.contains("slow: not tested: its test was not run"), "\(text)")
    }

    @Test("what was measured is judged and printed where a later test cannot be written, which ends with 73")
    func unwritable() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        // A file in the place of the second test's folder.
        try FileManager.default.createDirectory(
            at: directory.appendingPathComponent("run"), withIntermediateDirectories: true)
        try Data().write(to: directory.appendingPathComponent("run/more"))
        let text: String = claims.replacing("SERVER", with: server)
            .replacing("  even: {", with: "  more: {scenario: tests/calm.yaml}\n  even: {")
        try Data(text.utf8).write(to: directory.appendingPathComponent("forms.yaml"))
        let run = try start(["--server", server, "--output", "run", "--no-history", "--quiet"])
        #expect(try await run.exitStatus(within: 120) == 73)
        let errors: String = run.errors.text
        #expect(errors.contains("more: cannot write results to"), "\(errors)")
        #expect(run.output.text.contains("Claims of forms"), "\(run.output.text)")
        let report: ClaimsReport = try document("run/claims.json") { try ClaimsReport(json: $0) }
        #expect(report.partial)
        #expect(report.tests.map(\.trials).first == 2)
        #expect(report.tests[1].missing == true && report.tests[1].ended?.contains("cannot write") == true)
        #expect(
            FileManager.default.fileExists(atPath: directory.appendingPathComponent("run/claims.html").path))
    }

    @Test("a search that can no longer be written is judged by the trials that it had, and ends with 73")
    func lostSearch() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        // A file in the place of the folder of its loads.
        let folder = directory.appendingPathComponent("run/edge-push")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data().write(to: folder.appendingPathComponent("loads"))
        let run = try start([
            "--full", "--test", "edge", "--server", server, "--output", "run", "--no-history", "--quiet",
        ])
        #expect(try await run.exitStatus(within: 120) == 73)
        #expect(run.errors.text.contains("edge-push: cannot write results to"), "\(run.errors.text)")
        #expect(run.output.text.contains("Claims of forms"), "\(run.output.text)")
        let report: ClaimsReport = try document("run/claims.json") { try ClaimsReport(json: $0) }
        #expect(report.partial)
        #expect(report.tests.first { $0.folder == "edge-push" }?.trials == 1)
        #expect(report.claims.map(\.verdict) == [.notTested, .cannotTell])
    }

    @Test("bench validate says what a file of claims would test, and what is wrong with one")
    func validate() async throws {
        defer { try? FileManager.default.removeItem(at: directory) }
        let right = try start([], "validate")
        #expect(try await right.exitStatus(within: 30) == 0, "\(right.errors.text)")
        let lines: [String] = right.output.lines
        #expect(lines.first == "forms.yaml: valid, claims of forms")
        #expect(lines.contains("claims    2, which state 2 values"))
        #expect(
            lines.contains {
                $0.hasPrefix("test      edge (tests/calm.yaml): up to 30 min 00 s, with --full only")
            })
        #expect(lines.contains("target    own, prepared by touch prepared"))
        try Data(claims.replacing("mean < 1ms}}\n", with: "meen < 1ms}}\n").utf8)
            .write(to: directory.appendingPathComponent("forms.yaml"))
        let wrong = try start([], "validate")
        #expect(try await wrong.exitStatus(within: 30) == 64)
        #expect(wrong.errors.text.contains("forms.yaml:5:"), "\(wrong.errors.text)")
        let scenario = try start([], "run")
        #expect(try await scenario.exitStatus(within: 30) == 64)
        #expect(scenario.errors.text.contains("`claims` makes this a file of claims"))
    }
}
