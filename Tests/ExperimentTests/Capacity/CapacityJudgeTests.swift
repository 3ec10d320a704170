import Results
import Scenarios
import Testing

@testable import Experiment

@Suite("Whether a trial held its objective") struct CapacityJudgeTests {
    private func judge(
        p90: Double? = 10, lost: Int? = 0, checks: [ValidityCheck] = [],
        objective: String = "push.updateLatency.p90 < 20ms", change: (inout Figures) -> Void = { _ in }
    ) throws -> CapacityJudge {
        var figures: Figures = .empty
        figures.updateLatencyMs = LatencySummary(
            mean: 5, p50: 5, p90: p90, p99: nil, p999: nil, max: 50, count: 6_000, events: 600, infinite: 0)
        (figures.lost, figures.duplicated, figures.reordered) = (lost, 0, 0)
        figures.invalidReasons = checks.filter { !$0.passed && $0.name != "absent clients" }.map(\.sentence)
        change(&figures)
        var trial = Trial(
            block: 0, position: 1, discarded: false, partial: false, figures: figures, histograms: [:])
        trial.checks = checks
        var cell = Cell(
            arm: "push", transport: "websocket", load: LoadPoint(tasksPerSecond: 10), clients: 10,
            summary: figures, trials: [trial])
        cell.summary = figures
        return CapacityJudge(trial, cell: cell, objective: [try ThresholdParser.parse(objective)])
    }

    private func failed(_ name: String, _ sentence: String) -> ValidityCheck {
        ValidityCheck(name: name, passed: false, value: 2, limit: 1, unit: "", sentence: sentence)
    }

    @Test("one within it did, one beyond it did not")
    func objective() throws {
        #expect(try judge().outcome == .held)
        let slow = try judge(p90: 25)
        #expect(slow.outcome == .failed)
        #expect(slow.search == .failed)
        #expect(slow.reasons == ["threshold push.updateLatency.p90 < 20ms: measured 25 ms at push@10"])
        #expect(slow.conditions.first?.expression == "push.updateLatency.p90 < 20ms")
    }

    @Test("one that lost updates did not, fast as it was")
    func lost() throws {
        let judge = try judge(lost: 3)
        #expect(judge.outcome == .failed)
        #expect(judge.reasons.contains { $0.contains("lost") })
    }

    @Test("a saturated generator tells nothing, however slow the updates were")
    func saturated() throws {
        let judge = try judge(p90: 500) {
            $0.generator.verdict = .saturated
            $0.generator.reasons = ["its busiest loop used 97 % of its CPU"]
        }
        #expect(judge.outcome == .untold)
        #expect(judge.search == .untold("generator saturated: its busiest loop used 97 % of its CPU"))
    }

    @Test(
        "a machine that was taken away tells nothing of any load, nor of the generator that it made late",
        arguments: [
            ["steal"], ["server's longest stall"],
            ["generator's longest standstill", "read lag", "late actions"],
            ["generator's wait for a CPU", "missed actions"],
        ])
    func disturbed(names: [String]) throws {
        let judge = try judge(p90: 500, checks: names.map { failed($0, "flaw") })
        #expect(judge.outcome == .disturbed)
        #expect(
            judge.search == .disturbed(Array(repeating: "flaw", count: names.count).joined(separator: "; ")))
    }

    @Test(
        "a generator at its limit is no disturbance",
        arguments: [["read lag"], ["unread input", "late actions"], ["steal", "generator CPU"]])
    func limit(names: [String]) throws {
        #expect(try judge(checks: names.map { failed($0, "flaw") }).outcome == .untold)
    }

    @Test("a server that stamps late is in doubt where it seemed to hold, and failed where it did not")
    func late() throws {
        let checks = [failed("late stamps", "the server stamps 9 ms late")]
        let held = try judge(checks: checks)
        #expect(held.outcome == .doubtful)
        #expect(held.search == .doubtful("the server stamps 9 ms late"))
        #expect(try judge(p90: 25, checks: checks).outcome == .failed)
    }

    @Test("clients that the server did not let join are its own failure, not the generator's")
    func absent() throws {
        let judge = try judge(checks: [failed("absent clients", "9 of 10 clients never joined")]) {
            $0.generator.verdict = .saturated
            $0.generator.reasons = ["9 of 10 clients never joined"]
            $0.errors = ["connect": 9]
        }
        #expect(judge.outcome == .failed)
    }

    @Test("a log that was made too short for the trial is not what the server carries")
    func shortLog() throws {
        #expect(
            try judge(checks: [failed("server's log", "it no longer holds its first entries")]).outcome
                == .untold)
    }

    @Test("a percentile that the events cannot carry is told at once")
    func undecidable() throws {
        let judge = try judge(objective: "push.updateLatency.p99 < 20ms")
        #expect(judge.undecidable?.contains("p99 needs 1000 distinct events and there were 600") == true)
        #expect(try self.judge().undecidable == nil)
    }
}
