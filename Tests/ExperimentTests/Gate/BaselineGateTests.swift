import Experiment
import Foundation
import Results
import Testing

@Suite("A run against a stored one")
struct BaselineGateTests {
    private static let rule = GateRuleRecord(maxPairs: 20, smallestEffect: 0.05, maxSeconds: nil)

    /// A run of two arms at one load; push costs `ratio` times polling's CPU, with a little spread between blocks.
    private func run(_ ratio: Double, blocks: Int = 6, cpu: String = "CPU", factor: Double = 1)
        -> ResultsDocument
    {
        var document = ResultsDocument(
            scenario: "two", runId: "run", startedAt: "2026-11-23T03:00:00Z", seed: 1,
            environment: GateFixture.report().environment)
        document.environment.cpuModel = cpu
        let load = LoadPoint(tasksPerSecond: 10)
        document.cells = [("polling", 1.0), ("push", ratio)].map { arm, times in
            let trials: [Trial] = (0..<blocks).map { block in
                var figures = Figures.empty
                let sign: Double = block.isMultiple(of: 2) ? 0.01 : -0.01
                figures.server.cpuPercent = 10 * factor * times * (arm == "push" ? exp(sign) : 1)
                return Trial(
                    block: block, position: block, discarded: false, partial: false, figures: figures,
                    histograms: [:])
            }
            return Cell(
                arm: arm, transport: arm, load: load, clients: 100, summary: trials[0].figures, trials: trials
            )
        }
        document.comparisons = [
            Comparison(
                metric: "server.cpuPercent", load: load, baseline: "polling", candidate: "push", ratio: ratio,
                difference: 1, unit: "%", confidence95: nil, bootstrap95: nil, pairs: blocks)
        ]
        return document
    }

    @Test(
        "finds what the ratios say",
        arguments: [(2.0, GateVerdict.noDifference), (2.4, .regressed), (1.7, .improved)])
    func verdicts(ratio: Double, verdict: GateVerdict) throws {
        let report = try BaselineGate.compare(stored: run(2), current: run(ratio), rule: Self.rule)
        #expect(report.verdict == verdict)
        #expect(report.rows.count == 1)
        #expect(abs(report.rows[0].change - (ratio / 2 - 1)) < 1e-9)
    }

    @Test("does not mind a machine of half the speed, and says which values it used")
    func otherMachine() throws {
        let report = try BaselineGate.compare(
            stored: run(2, cpu: "slow", factor: 2), current: run(2), rule: Self.rule)
        #expect(report.verdict == .noDifference)
        let notes = report.notes.joined(separator: " ")
        #expect(
            notes.contains("ratios of arms") && notes.contains("absolute values") && notes.contains("slow"))
    }

    @Test("cannot tell from two blocks, or from an invalid run")
    func cannotTell() throws {
        let few = try BaselineGate.compare(stored: run(2, blocks: 2), current: run(2), rule: Self.rule)
        #expect(few.verdict == .cannotTell)
        #expect(few.rows[0].lower == nil)
        var invalid = run(2)
        invalid.verdict = .invalid
        #expect(
            try BaselineGate.compare(stored: run(2), current: invalid, rule: Self.rule).verdict == .cannotTell
        )
    }

    /// What a run can have lost, in one trial that counts.
    private static let defects: [(name: String, spoil: @Sendable (inout Figures) -> Void)] = [
        ("lost", { $0.lost = 3 }), ("duplicated", { $0.duplicated = 3 }), ("reordered", { $0.reordered = 3 }),
        ("errors", { $0.errors = ["http 503": 2, "timeout": 1] }),
    ]

    @Test(
        "a run that loses what the stored one did not has regressed, whatever its ratios", arguments: defects)
    func losses(defect: (name: String, spoil: @Sendable (inout Figures) -> Void)) throws {
        var lossy = run(2)
        defect.spoil(&lossy.cells[1].trials[2].figures)
        let report = try BaselineGate.compare(stored: run(2), current: lossy, rule: Self.rule)
        #expect(report.verdict == .regressed)
        #expect(report.rows[0].state == .noDifference)
        #expect(report.currentDefects == 3 && report.storedDefects == 0)
        #expect(report.reasons.joined().contains("the new run has 3 defects"), "\(report.reasons)")
    }

    @Test("a stored run that lost any is no measure", arguments: defects)
    func lossyBaseline(defect: (name: String, spoil: @Sendable (inout Figures) -> Void)) throws {
        var lossy = run(2)
        defect.spoil(&lossy.cells[0].trials[1].figures)
        for current in [run(2), run(1.7), lossy] {
            let report = try BaselineGate.compare(stored: lossy, current: current, rule: Self.rule)
            #expect(report.verdict == .cannotTell)
            #expect(report.reasons.joined().contains("the stored run itself has 3 defects"))
        }
        // What grew is no less for it.
        let grown = try BaselineGate.compare(stored: lossy, current: run(2.4), rule: Self.rule)
        #expect(grown.verdict == .regressed)
    }

    @Test("what a discarded trial lost does not count, nor what is missing in one that was cut short")
    func uncounted() throws {
        var document = run(2)
        document.cells[0].trials[0].discarded = true
        document.cells[0].trials[0].figures.errors = ["timeout": 1]
        document.cells[0].trials[1].partial = true
        document.cells[0].trials[1].figures.lost = 7
        let report = try BaselineGate.compare(stored: run(2), current: document, rule: Self.rule)
        #expect(report.verdict == .noDifference)
        document.cells[0].trials[1].figures.errors = ["timeout": 1]
        let failing = try BaselineGate.compare(stored: run(2), current: document, rule: Self.rule)
        #expect(failing.verdict == .regressed)
    }

    @Test("an invalid run tells nothing, even where it lost updates")
    func invalidAndLossy() throws {
        var lossy = run(2)
        lossy.cells[1].trials[2].figures.lost = 3
        lossy.verdict = .invalid
        let report = try BaselineGate.compare(stored: run(2), current: lossy, rule: Self.rule)
        #expect(report.verdict == .cannotTell)
        #expect(!report.reasons.isEmpty)
    }

    @Test("a run that ended before it had a ratio is told with its own reason")
    func noRatios() throws {
        var dead = run(2)
        dead.cells = []
        dead.comparisons = []
        dead.partial = true
        dead.verdict = .invalid
        dead.reasons = ["the server ended with status 1", "nothing was measured"]
        for (stored, current, name) in [(run(2), dead, "new"), (dead, run(2), "stored")] {
            let report = try BaselineGate.compare(stored: stored, current: current, rule: Self.rule)
            #expect(report.verdict == .cannotTell)
            #expect(report.rows.isEmpty && report.notes.isEmpty)
            #expect(report.invalid == "the \(name) run is invalid: the server ended with status 1")
        }
    }

    @Test("a run that a threshold of its own ended early is no pass, and what it lost until then counts")
    func abortedRun() throws {
        var short = run(2)
        short.partial = true
        short.verdict = .fail
        short.reasons = ["the threshold errors == 0 ended the run"]
        let some = try BaselineGate.compare(stored: run(2), current: short, rule: Self.rule)
        #expect(some.verdict == .cannotTell)
        #expect(some.invalid == "the new run ended early: the threshold errors == 0 ended the run")
        let slower = try BaselineGate.compare(stored: short, current: run(2.4), rule: Self.rule)
        #expect(slower.verdict == .regressed)
        short.comparisons = []
        let none = try BaselineGate.compare(stored: run(2), current: short, rule: Self.rule)
        #expect(none.verdict == .cannotTell && none.rows.isEmpty)
        short.cells[0].trials[0].partial = true
        short.cells[0].trials[0].figures.errors = ["http 503": 2]
        let failing = try BaselineGate.compare(stored: run(2), current: short, rule: Self.rule)
        #expect(failing.verdict == .regressed)
    }

    @Test("says how many blocks would settle what is open")
    func blocksNeeded() throws {
        // Three blocks whose logarithms are +-0.01: an interval of a few degrees of freedom.
        let report = try BaselineGate.compare(
            stored: run(2, blocks: 40), current: run(2.03, blocks: 3), rule: Self.rule)
        #expect(report.verdict == .cannotTell)
        let row = try #require(report.undecided.first)
        #expect(row.role == .primary)
        let blocks = try #require(row.blocksNeeded)
        #expect(blocks > 3)
        let enough = try BaselineGate.compare(
            stored: run(2, blocks: 40), current: run(2.03, blocks: blocks + 1), rule: Self.rule)
        #expect(enough.verdict == .noDifference)
        #expect(enough.rows[0].blocksNeeded == nil && enough.undecided.isEmpty)
    }

    @Test("without server CPU in common the next metric has to be settled in its place")
    func otherPrimary() throws {
        // Latency by a machine so noisy that its ratio could be anything; its mean is the stored one.
        func latencyRun(spread: Double) -> ResultsDocument {
            var document = run(1)
            for cell in document.cells.indices {
                for trial in document.cells[cell].trials.indices {
                    document.cells[cell].trials[trial].figures.server.cpuPercent = nil
                    let sign: Double = trial.isMultiple(of: 2) ? spread : -spread
                    document.cells[cell].trials[trial].figures.updateLatencyMs.p50 =
                        50 * exp(cell == 0 ? 0 : sign)
                }
            }
            document.comparisons[0].metric = "updateLatency.p50"
            return document
        }
        let quiet = try BaselineGate.compare(
            stored: latencyRun(spread: 0.01), current: latencyRun(spread: 0.01), rule: Self.rule)
        #expect(quiet.verdict == .noDifference)
        let noisy = try BaselineGate.compare(
            stored: latencyRun(spread: 0.5), current: latencyRun(spread: 0.5), rule: Self.rule)
        #expect(noisy.verdict == .cannotTell)
        #expect(noisy.notes.contains { $0.contains("updateLatency.p50 decides in its place") })
    }

    @Test("runs without a common ratio are refused")
    func nothingCommon() {
        var other = run(2)
        other.comparisons = []
        #expect(throws: GateError.self) {
            try BaselineGate.compare(stored: other, current: run(2), rule: Self.rule)
        }
    }
}
