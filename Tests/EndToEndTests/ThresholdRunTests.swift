import Foundation
import Results
import TestSupport
import Testing

/// A busy machine may make any run invalid (3), whatever its thresholds say: the status follows the document.
private func expectedStatus(_ document: ResultsDocument) -> Int32 {
    switch document.verdict {
    case .pass: 0
    case .fail: 99
    case .invalid: 3
    }
}

@Suite("Thresholds, from the scenario to the exit status", .serialized)
struct ThresholdRunTests {
    @Test("hold, fail and stay undecided, over the run and over windows")
    func outcomes() async throws {
        let scenario =
            smallScenario + """

                thresholds:
                  - push.updateLatency.mean / polling.updateLatency.mean < 1000
                  - updateLatency.p50 < 1h every 1s
                  - push.updates > 100000000
                  - push.updateLatency.p999 < 1h
                """
        let run = try BenchRun(
            scenario, ["--quiet", "--threshold", "push.lost@20 <= 1000000", "--threshold", "events > 1"])
        let status = try await run.exitStatus()
        let document = try run.document()
        #expect(document.verdict == .invalid && status == 3, "what is undecided is no pass")
        let own = document.thresholds.filter { !$0.isByDefault }
        #expect(own.map(\.outcome) == [.held, .held, .failed, .undecided, .held, .held])
        #expect(own[0].cell == "push@20 / polling@20")
        let windows = try #require(own[1].windows)
        // Two arms, one trial each, two windows of a second each.
        #expect(windows.checked == 4 && windows.failed == 0 && windows.undecided == 0)
        #expect(document.reasons.contains { $0.contains("p999 needs 10000 distinct events") })
        // The condition on losses takes the place of the one that every run has, in push's cell.
        let others = document.thresholds.filter(\.isByDefault).map(\.expression)
        #expect(others.contains("polling.lost@20 == 0") && !others.contains("push.lost@20 == 0"))
        #expect(run.program.output.text.contains("FAILED     push.updates > 100000000"))
        #expect(try run.markdown().contains("| `push.updates > 100000000` |"))
    }

    @Test("one that fails makes the status 99; those of the file can be left out")
    func failure() async throws {
        let run = try BenchRun(
            smallScenario + "\nthresholds: [lost == 5]\n",
            ["--quiet", "--no-thresholds", "--threshold", "push.updates < 1"])
        let status = try await run.exitStatus()
        let document = try run.document()
        #expect(
            document.thresholds.filter { !$0.isByDefault }.map(\.expression) == ["push.updates < 1"])
        #expect(document.thresholds[0].outcome == .failed)
        #expect(document.verdict != .pass && status == expectedStatus(document))
    }

    @Test("one that aborts ends the run after the trial that violates it, and keeps what was measured")
    func abortAfterTrial() async throws {
        let scenario =
            smallScenario.replacingOccurrences(of: "blocks: 1", with: "blocks: 50")
            + "\nthresholds: [{check: updates < 1, abort: true}]\n"
        let run = try BenchRun(scenario, ["--quiet"])
        let status = try await run.exitStatus()
        let document = try run.document()
        #expect(document.partial)
        #expect(document.thresholds[0].aborted == ThresholdResult.Abort(trial: 1, second: nil))
        #expect(document.cells.flatMap(\.trials).filter(\.counts).count == 1)
        #expect(document.verdict != .pass && status == expectedStatus(document))
        #expect(run.program.errors.text.contains("the threshold updates < 1 ended the run after trial 1"))
    }

    @Test("errors end a trial while it runs")
    func abortInTrial() async throws {
        let peer = try PythonPeer.start("any_peer.py", arguments: ["--format", "epoch-s", "--every", "50"])
        let url = try await peer.line(startingWith: "listening on ").dropFirst("listening on ".count)
        let run = try BenchRun(
            """
            target:
              url: \(url)
              updates: {timestamp: meta.at, format: epoch-s}
              trigger: {post: /nowhere}
            arms:
              - {name: push, transport: websocket}
            load: {tasks-per-second: 20, arrivals: uniform}
            clients: 5
            phases: {warm-up: 200ms, steady: 60s}
            blocks: 1
            thresholds: [{check: errors <= 5, abort: true}]
            """, ["--quiet"])
        let status = try await run.exitStatus()
        let document = try run.document()
        let threshold = document.thresholds[0]
        #expect(threshold.outcome == .failed)
        #expect((threshold.value ?? 0) >= 6)
        let second = try #require(threshold.aborted?.second)
        #expect(second < 60)
        #expect(document.partial && document.cells[0].trials.last?.partial == true)
        #expect((document.cells[0].summary.errors["submit http 404"] ?? 0) >= 6)
        #expect(document.verdict != .pass && status == expectedStatus(document))
    }

    @Test("a mistake is pointed at before anything starts, in the file and on the command line")
    func mistakes() async throws {
        let wrong = try BenchRun(smallScenario + "\nthresholds:\n  - push.trafik < 5kB\n")
        #expect(try await wrong.exitStatus() == 64)
        #expect(
            wrong.program.errors.text.contains(
                "`trafik` is no figure; did you mean `traffic`?\n    push.trafik < 5kB\n         ^^^^^^"))
        let option = try BenchRun(smallScenario, ["--threshold", "push.lost@7 == 0"])
        #expect(try await option.exitStatus() == 64)
        #expect(
            option.program.errors.text.contains(
                "--threshold: `7` is no load point; write one of 20\n    push.lost@7 == 0\n             ^^"))
    }
}
