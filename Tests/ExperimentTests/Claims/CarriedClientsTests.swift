import Results
import Scenarios
import Statistics
import Testing

@testable import Experiment

@Suite struct CarriedClientsTests {
    private static let claims = """
        tests:
          few: {scenario: few.yaml}
          many: {scenario: many.yaml}
          edge: {scenario: many.yaml, search: {push: updateLatency.mean < 50ms}}
        claims:
          - id: users
            title: Users
            source: S
            tests: [few, many, edge]
            objective:
              - {quantity: updateLatency.mean, stated: {polling: < 1s, push: < 50ms}}
              - {quantity: lost, stated: {polling: == 0, push: == 0}}
            better: higher
            stated: {polling: 50, push: ">= 500", push / polling: x10}
        """

    /// Means of an arm's updates with 50 and with 500 clients.
    private func run(_ arm: String, few: Double?, many: Double?, lost: Int = 0) -> [ClaimRun] {
        [("few", 50, few), ("many", 500, many)].compactMap { test, clients, mean in
            guard let mean else { return nil }
            var document: ResultsDocument = ClaimFixture.document()
            document.cells = [
                ClaimFixture.cell(
                    arm, clients: clients,
                    [-1.0, 0, 1].map { spread in
                        {
                            $0.updateLatencyMs = ThresholdFixture.latency(mean: mean + spread)
                            $0.lost = clients == 500 ? lost : 0
                        }
                    })
            ]
            return ClaimRun(test: test, folder: test, left: .run(document))
        }
    }

    private func judge(_ runs: [ClaimRun]) throws -> [String: ClaimResult] {
        let results: [ClaimResult] = ClaimJudge(
            try ClaimFixture.claims(Self.claims),
            ClaimEvidence(
                runs: runs, missing: runs.contains { $0.test == "edge" } ? [:] : ["edge": "left out"])
        ).results()
        return Dictionary(uniqueKeysWithValues: results.map { ($0.id, $0) })
    }

    @Test("an objective that holds with 500 clients is better than 50, and at least 500")
    func held() throws {
        let push = try judge(run("push", few: 10, many: 20))
        #expect(push["users.push"]?.verdict == .reproduced)
        #expect(push["users.push"]?.bounds == ClaimBounds(atLeast: 500, atMost: nil))
        #expect(
            push["users.push"]?.why.contains("held with 500 clients in 3 trials (many); more were not tried")
                == true)
        #expect(push["users.push"]?.why.contains("edge: left out") == true)
        let polling = try judge(run("polling", few: 500, many: 900))
        #expect(polling["users.polling"]?.verdict == .betterThanClaimed)
        // No test that was run has it.
        #expect(polling["users.push"]?.verdict == .notTested)
    }

    @Test(
        "what only a test could tell that was left out by choice was not tested, and says what is known so far"
    )
    func leftOut() throws {
        let ratio = try #require(
            try judge(run("polling", few: 500, many: 900) + run("push", few: 10, many: 20))[
                "users.push-polling"])
        #expect(ratio.verdict == .notTested)
        #expect(
            ratio.why.hasPrefix(
                "left out was what would decide it; so far, push: the objective held with 500"))
        #expect(ratio.why.contains("more were not tried (edge: left out)"))
        // It should have been run.
        let accident: [ClaimResult] = ClaimJudge(
            try ClaimFixture.claims(Self.claims), ClaimEvidence(runs: run("push", few: 10, many: 20))
        ).results()
        #expect(accident.map(\.verdict) == [.cannotTell, .reproduced, .cannotTell])
        // Nor does what was left out excuse a test that is missing beside it, or one that ended early.
        let alone = try judge(run("push", few: 10, many: nil))
        #expect(alone["users.push"]?.verdict == .cannotTell)
        #expect(alone["users.push"]?.why.contains("many: its test was not run") == true)
        var early: [ClaimRun] = run("polling", few: 500, many: 900)
        if case .run(var document) = early[1].left {
            document.partial = true
            early[1].left = .run(document)
        }
        #expect(try judge(early)["users.push"]?.verdict == .cannotTell)
    }

    @Test("one that holds with 50 and not with 500 reproduces 50, and refutes 500")
    func between() throws {
        let polling = try judge(run("polling", few: 500, many: 2_000))
        #expect(polling["users.polling"]?.verdict == .reproduced)
        #expect(polling["users.polling"]?.bounds == ClaimBounds(atLeast: 50, atMost: 499))
        #expect(
            polling["users.polling"]?.why.contains(
                "with 500 clients it did not: updateLatency.mean < 1s (many)")
                == true)
        let push = try judge(run("push", few: 10, many: 20, lost: 1))
        #expect(push["users.push"]?.verdict == .notReproduced)
        #expect(push["users.push"]?.why.contains("lost == 0") == true)
    }

    @Test("one that fails with 50 already leaves 50 open by its margin, and is no 500")
    func failed() throws {
        let results = try judge(run("polling", few: 2_000, many: 2_000) + run("push", few: 90, many: 90))
        #expect(results["users.polling"]?.verdict == .notTested)
        #expect(results["users.polling"]?.bounds == ClaimBounds(atLeast: 0, atMost: 49))
        #expect(results["users.push"]?.verdict == .notReproduced)
    }

    @Test("the ratio of two arms lies between what their bounds allow")
    func ratio() throws {
        let open = try judge(run("polling", few: 500, many: 900) + run("push", few: 10, many: 20))
        #expect(open["users.push-polling"]?.verdict == .notTested)
        let searches: [ClaimRun] = [("polling", 80), ("push", 1_200)].map { arm, clients in
            ClaimRun(
                test: "edge", folder: "edge-\(arm)",
                left: .search(search(arm, found: clients, failed: clients + 40)))
        }
        let found = try judge(searches)
        #expect(found["users.polling"]?.measured == 80)
        #expect(found["users.polling"]?.bounds == ClaimBounds(atLeast: 80, atMost: 119))
        #expect(found["users.polling"]?.verdict == .betterThanClaimed)
        // 1,200 / 119 to 1,239 / 80: between 10.1 and 15.5 times.
        #expect(found["users.push-polling"]?.verdict == .reproduced)
        #expect(try abs(#require(found["users.push-polling"]?.bounds?.atLeast) - (1_200.0 / 119 - 1)) < 1e-12)
    }

    @Test(
        "trials that tell nothing leave it open, and so does an objective that holds with more and not with fewer"
    )
    func open() throws {
        var starved: [ClaimRun] = run("push", few: nil, many: 20)
        if case .run(var document) = starved[0].left {
            document.cells[0].summary.generator.verdict = .saturated
            document.cells[0].summary.generator.reasons = ["too slow"]
            starved[0].left = .run(document)
        }
        let first = try judge(starved)
        #expect(first["users.push"]?.verdict == .cannotTell)
        #expect(first["users.push"]?.bounds == nil)
        #expect(first["users.push"]?.why.contains("generator saturated: too slow") == true)
        let second = try judge(run("push", few: 90, many: 20))
        #expect(second["users.push"]?.verdict == .cannotTell)
        #expect(second["users.push"]?.why.contains("and with fewer it did not") == true)
    }

    /// Five fresh trials held with `found` clients, and `failures` did not with `failed`.
    private func search(
        _ arm: String, found: Int, failed: Int, failures: Int = 3,
        _ change: (_ position: Int, inout CapacityTrial) -> Void = { _, _ in }
    ) -> CapacityReport {
        var report = CapacityReport(
            scenario: "edge", arm: arm, transport: "websocket", runId: "r", startedAt: "2026-11-23T10:00:00Z",
            seed: 1, environment: ClaimFixture.environment(20),
            objective: ["\(arm).updateLatency.mean < 50ms"],
            axis: .clients,
            rule: CapacityRule(
                start: 50, lowest: 1, highest: 10_000, limit: "l", resolution: 0.05, confirmations: 5,
                stepDown: 0.05))
        report.answer = CapacityAnswer(kind: .found, clients: found, tasksPerSecond: 10)
        report.partial = false
        let places: [(Int, CapacityTrial.Purpose, CapacityTrial.Outcome)] =
            [(found, .approach, .held)] + Array(repeating: (failed, .saturation, .failed), count: failures)
            + Array(repeating: (found, .confirmation, .held), count: 5)
        for (position, (clients, purpose, outcome)) in places.enumerated() {
            let mean: Double = outcome == .held ? 10 + Double(position) : 5_000
            var trial = CapacityTrial(
                position: position, purpose: purpose, clients: clients, tasksPerSecond: 10, outcome: outcome,
                reasons: [], conditions: [],
                figures: ThresholdFixture.figures {
                    $0.updateLatencyMs = ThresholdFixture.latency(mean: mean)
                })
            change(position, &trial)
            report.trials.append(trial)
        }
        return report
    }

    private func run(of report: CapacityReport) -> ClaimRun {
        ClaimRun(test: "edge", folder: "edge-\(report.arm)", left: .search(report))
    }

    @Test("what a search found holds the whole objective, not only the condition that it went by")
    func wholeObjective() throws {
        let whole = try judge([run(of: search("push", found: 1_200, failed: 1_240))])
        #expect(whole["users.push"]?.verdict == .reproduced)
        #expect(whole["users.push"]?.bounds == ClaimBounds(atLeast: 1_200, atMost: 1_239))
        #expect(whole["users.push"]?.measured == 1_200)
        // One update lost in one of the fresh trials, which the search did not ask for.
        let lossy = try judge([
            run(of: search("push", found: 1_200, failed: 1_240) { if $0 == 6 { $1.figures?.lost = 1 } })
        ])
        #expect(lossy["users.push"]?.verdict == .cannotTell)
        #expect(lossy["users.push"]?.bounds == ClaimBounds(atLeast: 0, atMost: 1_239))
        #expect(lossy["users.push"]?.measured == nil)
        #expect(lossy["users.push"]?.why.contains("edge: with 1200 clients lost == 0") == true)
        // Nor does what nobody could count.
        let unknown = try judge([
            run(of: search("push", found: 1_200, failed: 1_240) { $1.figures?.lost = nil })
        ])
        #expect(unknown["users.push"]?.bounds?.atLeast == 0)
    }

    @Test("three trials of a search refute a claim, one or two do not", arguments: [1, 2, 3])
    func fewFailures(count: Int) throws {
        let report = search("push", found: 380, failed: 400, failures: count)
        let result = try #require(try judge([run(of: report)])["users.push"])
        #expect(result.verdict == (count == 3 ? .notReproduced : .cannotTell))
        #expect(result.bounds == ClaimBounds(atLeast: 380, atMost: count == 3 ? 399 : nil))
        let said: String =
            count == 3
            ? "with 400 clients it did not: 3 trials with so many or fewer broke it, one by updateLatency.mean < 50ms"
            : "from 400 clients on broke it (updateLatency.mean < 50ms), and it takes 3"
        #expect(result.why.contains(said), "\(result.why)")
    }

    @Test(
        "trials that tell nothing of the server refute nothing, whatever their figures are",
        arguments: [CapacityTrial.Outcome.disturbed, .untold, .doubtful])
    func invalidFailures(outcome: CapacityTrial.Outcome) throws {
        let report = search("push", found: 380, failed: 400) { if $0 == 2 { $1.outcome = outcome } }
        #expect(try judge([run(of: report)])["users.push"]?.verdict == .cannotTell)
    }

    @Test("neither the order of trials nor that of tests decides")
    func order() throws {
        let edge: CapacityReport = search("push", found: 380, failed: 400, failures: 2)
        var turned: CapacityReport = edge
        turned.trials.reverse()
        let crowd: [ClaimRun] = run("push", few: 10, many: 20)
        let all: [[String: ClaimResult]] = try [
            crowd + [run(of: edge)], [run(of: edge)] + crowd, [run(of: turned)] + crowd,
        ].map(judge)
        for results in all {
            // Two failures at 400 do not speak against three trials that held with 500.
            #expect(results["users.push"]?.verdict == .reproduced)
            #expect(results["users.push"]?.bounds == ClaimBounds(atLeast: 500, atMost: nil))
        }
        let three: CapacityReport = search("push", found: 380, failed: 400)
        for runs in [crowd + [run(of: three)], [run(of: three)] + crowd] {
            #expect(try judge(runs)["users.push"]?.verdict == .cannotTell)
        }
    }

    @Test("a load at which a fresh trial did not hold is none that is carried")
    func fallenConfirmation() throws {
        let report = search("push", found: 600, failed: 700) { position, trial in
            guard position == 4 else { return }
            trial.outcome = .failed
            trial.figures?.updateLatencyMs = ThresholdFixture.latency(mean: 51)
        }
        #expect(try judge([run(of: report)])["users.push"]?.bounds?.atLeast == 0)
    }
}
