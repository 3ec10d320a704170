import Experiment
import Foundation
import Results
import Testing

@Suite("From a gate's pairs to its verdict")
struct GateJudgeTests {
    struct Row: Sendable {
        var ratios: [Double]
        var verdict: GateVerdict
        /// At which look.
        var pairs: Int
    }

    /// A pair's spread of 1 % is little: the first look tells, except of regressions, which have next to nothing of
    /// the error rate there.
    static let rows: [Row] = [
        Row(ratios: [1, 1, 1, 1], verdict: .noDifference, pairs: 6),
        Row(ratios: [0.8, 1, 1, 1], verdict: .improved, pairs: 6),
        Row(ratios: [1.3, 1, 1, 1], verdict: .regressed, pairs: 6),
        // A sixth of alpha asks for t = 63.1 at 6 pairs (SciPy: t.isf(9.46e-9, 5)) where half of it asks for 31.6.
        // The standard error is 0.00447: log 1.3 is 58.7 of them, log 1.4 is 75.2.
        Row(ratios: [1, 1, 1, 1.3], verdict: .regressed, pairs: 9),
        Row(ratios: [1, 1, 1, 1.4], verdict: .regressed, pairs: 6),
        // What fell does not make up for what grew.
        Row(ratios: [0.5, 1.4, 1, 1], verdict: .regressed, pairs: 6),
        // log 1.1 is 21.3 standard errors: not sure at 6 pairs, but at 9.
        Row(ratios: [1.1, 1, 1, 1], verdict: .regressed, pairs: 9),
    ]

    @Test("is what its metrics say, at the first look that tells", arguments: rows)
    func verdicts(row: Row) throws {
        let report = GateFixture.judged(GateFixture.pairs(20, row.ratios))
        #expect(report.verdict == row.verdict)
        #expect(report.looks.last?.pairs == row.pairs, "\(report.looks)")
        let cpu = try #require(report.metrics.first)
        #expect(cpu.role == .primary)
        // The mean of 9 pairs holds one more of +1 %.
        #expect(abs(try #require(cpu.change) - (row.ratios[0] - 1)) < 0.003)
        #expect(report.reasons.isEmpty)
    }

    @Test("needs enough pairs, and says how many would do")
    func cannotTell() throws {
        let report = GateFixture.judged(GateFixture.pairs(20, [1, 1, 1, 1], spread: 0.15))
        #expect(report.verdict == .cannotTell)
        #expect(report.looks.map(\.pairs) == [6, 9, 12, 16, 20])
        let cpu = try #require(report.metrics.first)
        #expect(cpu.verdict == .open)
        // s = 0.15 x sqrt(20/19) = 0.1539: t(n - 1; 0.99) s / sqrt n is 0.04882 at 57 and 0.04837 at 58 (SciPy),
        // log 1.05 is 0.04879.
        #expect(cpu.pairsNeeded == 58)
        #expect(abs(try #require(cpu.trialSpread) - 0.1539 / 2.0.squareRoot()) < 1e-4)
    }

    @Test("is the same when it is judged again from its document")
    func again() throws {
        let report = GateFixture.judged(GateFixture.pairs(12, [1.02, 1, 0.99, 1.3], spread: 0.04))
        let read = try GateReport(json: try report.json())
        #expect(read == report)
        #expect(GateJudge(read.rule).judged(read) == report)
    }

    @Test("does not look between looks")
    func betweenLooks() {
        let report = GateFixture.judged(GateFixture.pairs(8, [2, 1, 1, 1], spread: 0.2))
        #expect(report.looks.map(\.pairs) == [6])
    }

    @Test("a head that loses what the base does not has regressed, whatever it costs")
    func headLoses() {
        var pairs = GateFixture.pairs(6, [1, 1, 1, 1])
        pairs[2].head.defects = 3
        let report = GateFixture.judged(pairs)
        #expect(report.verdict == .regressed)
        #expect(report.reasons.joined().contains("the head has 3 defects"))
        // So much was lost that there is no median of what came.
        pairs[2].head.values["updateLatency.p50"] = nil
        #expect(GateFixture.judged(pairs).verdict == .regressed)
    }

    @Test("a base that loses is no measure")
    func baseLoses() {
        var pairs = GateFixture.pairs(6, [1, 1, 1, 1])
        pairs[2].base.defects = 3
        let report = GateFixture.judged(pairs)
        #expect(report.verdict == .cannotTell)
        #expect(report.reasons.joined().contains("the base itself has 3 defects"))
    }

    @Test("a gate that ran out of time cannot tell, and says why")
    func outOfTime() {
        var report = GateFixture.report()
        report.pairs = GateFixture.pairs(8, [1.3, 1, 1, 1], spread: 0.2)
        report.ended = "it ran out of time after 8 of 20 pairs (--max-time)"
        let judged = GateJudge(report.rule).judged(report)
        #expect(judged.verdict == .cannotTell)
        #expect(judged.reasons == ["it ran out of time after 8 of 20 pairs (--max-time)"])
    }

    @Test("a bank decides nothing")
    func bank() {
        let report = GateFixture.judged(GateFixture.pairs(30, [1.3, 1, 1, 1]), maxPairs: 30, mode: .bank)
        #expect(report.looks.isEmpty)
        #expect(report.metrics.allSatisfy { $0.verdict == nil })
        #expect(report.metrics[0].trialSpread != nil)
    }

    @Test("wild pairs are written all the same")
    func wild() throws {
        let pairs = (0..<3).map { GateFixture.pair($0, [$0 == 0 ? 1e12 : 1e-12, 1, 1, 1]) }
        let report = GateFixture.judged(pairs, maxPairs: 3)
        #expect(try GateReport(json: try report.json()) == report)
    }

    @Test("ratios alone decide as the pairs they come from")
    func ratios() throws {
        let judge = GateJudge(GateFixture.report().rule)
        var ratios: [String: [Double]] = [:]
        for name in GateFixture.names { ratios[name] = (0..<20).map { $0 % 2 == 0 ? 1.01 : 0.99 } }
        #expect(try judge.decide(ratios) == (.noDifference, 6))
        ratios["traffic"] = (0..<20).map { $0 % 2 == 0 ? 1.41 : 1.39 }
        #expect(try judge.decide(ratios) == (.regressed, 6))
        ratios["traffic"]?[3] = 0
        #expect(throws: GateError.self) { try judge.decide(ratios) }
        ratios["traffic"] = nil
        #expect(throws: GateError.self) { try judge.decide(ratios) }
    }
}

@Suite("A gate's document")
struct GateReportTests {
    @Test("of another kind or layout is refused with a sentence")
    func refused() throws {
        #expect(throws: ResultsError.self) { try GateReport(json: Array("{\"schema\":1}".utf8)) }
        #expect(throws: ResultsError.wrongSchema(found: 9, known: 1)) {
            try GateReport(json: Array("{\"schema\":9,\"kind\":\"gate\"}".utf8))
        }
        #expect(throws: ResultsError.self) { try GateReport(json: Array("[".utf8)) }
    }
}
