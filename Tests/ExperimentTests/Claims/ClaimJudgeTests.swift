import Results
import Scenarios
import Testing

@testable import Experiment

/// Claims of a test with polling and push at 10 tasks a second.
private func claims(_ text: String) throws -> ClaimsFile {
    let scenario = """
        arms:
          - {name: polling, transport: interval-polling}
          - {name: push, transport: websocket}
        load: {tasks-per-second: 10}
        phases: {steady: 20s}
        """
    let head = "tests: {calm: {scenario: calm.yaml}}\nclaims:\n  - {id: a, title: A, source: S, "
    return try ClaimsReader.parse(Array((head + text + "}").utf8), file: "x") { path throws(ScenarioError) in
        try ScenarioReader.parse(Array(scenario.utf8), file: path)
    }
}

/// A run of these arms, block by block; the first trial of all is discarded and as wrong as can be.
private func document(
    polling: [(inout Figures) -> Void] = [], push: [(inout Figures) -> Void] = []
) -> ResultsDocument {
    var document = ResultsDocument(
        scenario: "calm", runId: "r", startedAt: "2026-11-23T10:00:00Z", seed: 1,
        environment: Environment(
            hostname: "h", kernel: "k", cpuModel: "c", cpus: 2, memoryBytes: 1, clockSource: "tsc",
            descriptorLimit: 1, network: "loopback", serverCPUs: nil, generatorCPUs: nil, benchVersion: "1",
            serverCommand: ["s"], phaseSeconds: ["warmUp": 1, "steady": 20]))
    for (arm, changes) in [("polling", polling), ("push", push)] where !changes.isEmpty {
        var trials: [Trial] = [
            ThresholdFixture.trial(discarded: true) {
                $0.updateLatencyMs = ThresholdFixture.latency(mean: 1e9)
            }
        ]
        trials += changes.enumerated().map { block, change in
            ThresholdFixture.trial(block: block, position: block + 1, change)
        }
        document.cells.append(ThresholdFixture.cell(arm, trials: trials))
    }
    return document
}

private func mean(_ value: Double) -> (inout Figures) -> Void {
    { $0.updateLatencyMs = ThresholdFixture.latency(mean: value) }
}

private func judge(_ text: String, _ document: ResultsDocument?) throws -> [ClaimResult] {
    ClaimJudge(
        try claims(text),
        ClaimEvidence(
            runs: document.map { [ClaimRun(test: "calm", folder: "calm", left: .run($0))] } ?? [],
            missing: ["calm": "left out"])
    ).results()
}

@Suite struct ClaimJudgeTests {
    private static let latency = "test: calm, quantity: updateLatency.mean, better: lower, stated: "

    @Test("three trials about the stated value reproduce it, with Student's interval")
    func reproduced() throws {
        let result = try #require(
            try judge(Self.latency + "{push: 100ms}", document(push: [99, 100, 101].map(mean))).first)
        #expect(result.id == "a")
        #expect(result.verdict == .reproduced)
        #expect(result.measured == 100)
        #expect(result.values == [99, 100, 101])
        let interval = try #require(result.confidence95)
        #expect(abs(interval[1] - 102.4841377118376) < 1e-9)
        #expect(result.why == "the whole interval lies within 10 % of what is stated")
        #expect(result.clients == 5)
    }

    @Test(
        "verdicts of a value",
        arguments: [
            (
                [50.0, 51, 52], ClaimVerdict.betterThanClaimed,
                "better than stated by more than 10 %: 0.51 times"
            ),
            (
                [399, 400, 401], .notReproduced,
                "further than 10 % from what is stated: 4.0 times the stated value"
            ),
            ([80, 100, 120], .cannotTell, "more or longer trials than these 3 would narrow it"),
            ([85, 88, 91], .reproduced, "no worse than stated by more than 10 %"),
            ([100, 100], .cannotTell, "2 trials give no interval, which takes 3"),
        ])
    func verdicts(values: [Double], verdict: ClaimVerdict, why: String) throws {
        let result = try #require(
            try judge(Self.latency + "{push: 100ms}", document(push: values.map(mean))).first)
        #expect(result.verdict == verdict)
        #expect(result.why.contains(why), "\(result.why)")
    }

    @Test("a change is one of ratios within blocks, whatever blocks have in common")
    func change() throws {
        let results = try judge(
            Self.latency + "{polling: 500ms, push / polling: -95%}",
            document(polling: [400, 800, 1_600].map(mean), push: [20, 40, 80].map(mean)))
        #expect(results.map(\.id) == ["a.polling", "a.push-polling"])
        #expect(results.map(\.verdict) == [.cannotTell, .reproduced])
        #expect(results[1].unit == "change")
        #expect(try abs(#require(results[1].measured) + 0.95) < 1e-12)
        #expect(results[1].values.allSatisfy { abs($0 + 0.95) < 1e-12 })
    }

    @Test("a planted loss refutes that nothing is lost, and three trials without one hold it")
    func loss() throws {
        let stated = "test: calm, quantity: lost, stated: {push: == 0}"
        let whole = try #require(
            try judge(stated, document(push: [{ _ in }, { _ in }, { _ in }])).first)
        #expect(whole.verdict == .reproduced)
        #expect(whole.why == "each of 3 trials has 0")
        let lossy = try #require(
            try judge(stated, document(push: [{ _ in }, { $0.lost = 1 }, { _ in }])).first)
        #expect(lossy.verdict == .notReproduced)
        #expect(lossy.why == "1 of 3 trials has another value, and one refutes it")
    }

    @Test("events a second come from the log's events and the steady state")
    func events() throws {
        let result = try #require(
            try judge(
                "test: calm, quantity: eventsPerSecond, stated: {push: '>= 1000/s'}",
                document(push: [20_400, 20_600, 20_500].map { count in { $0.events = count } })
            ).first)
        #expect(result.measured == 1_025)
        #expect(result.verdict == .reproduced)
    }

    @Test("memory that grows along a line does so by as much a day, for certain")
    func growth() throws {
        var run = document(push: [{ _ in }])
        // 100 bytes a second over sixty thousand seconds.
        let slices: [TrialSeries.Slice] = (-3..<62).map { slice in
            TrialSeries.Slice(
                second: 1_000 * Double(slice), phase: slice < 0 ? "warmUp" : slice < 60 ? "steady" : "drain",
                updateLatencyMs: nil, deliveryLatencyMs: nil, messages: 0, submissions: 0, clients: 1,
                errors: 0,
                serverCPUPercent: 1, residentBytes: 5e7 + 1e5 * Double(slice))
        }
        run.cells[0].trials[1].series = TrialSeries(sliceSeconds: 1_000, slices: slices)
        let stated = "test: calm, quantity: server.residentGrowth, stated: {push: < 10MB/day}"
        let result = try #require(try judge(stated, run).first)
        #expect(try abs(#require(result.measured) / 8_640_000 - 1) < 1e-6)
        #expect(result.verdict == .reproduced)
        // Six blocks of 9 of the 59 whole readings; 256 KiB may hide in them.
        let reach: Double = 262_144 / 54_000 * 86_400
        let interval = try #require(result.confidence95)
        #expect(abs(interval[1] - 8_640_000 - reach) < 1)
        #expect(
            result.why == "no growth above 9.06 MB a day, if it is linear: the whole interval keeps the limit"
        )
        let less = "test: calm, quantity: server.residentGrowth, stated: {push: < 8MB/day}"
        #expect(try judge(less, run).first?.verdict == .notReproduced)
        run.cells[0].trials[1].series?.slices.removeSubrange(20...)
        let short = try #require(try judge(stated, run).first)
        #expect(short.verdict == .cannotTell)
        #expect(short.why.contains("growth takes 30"))
    }

    @Test("what never arrives leaves a limit open, or breaks it when it happens in every trial")
    func infinite() throws {
        func endless(_ figures: inout Figures) {
            figures.updateLatencyMs = ThresholdFixture.latency(mean: 10, infinite: 3)
        }
        let stated = "test: calm, quantity: updateLatency.mean, stated: {push: < 50ms}"
        let once = try #require(try judge(stated, document(push: [mean(9), mean(10), endless])).first)
        #expect(once.verdict == .cannotTell)
        #expect(once.why.contains("in 1 of 3 trials updates never arrived"))
        let always = try #require(try judge(stated, document(push: [endless, endless, endless])).first)
        #expect(always.verdict == .notReproduced)
        #expect(always.values.isEmpty)
    }

    @Test("a percentile of too few events is not known, whatever was lost")
    func fewEventsAndLosses() throws {
        let stated = "test: calm, quantity: updateLatency.p99, stated: {push: < 1s}"
        func trials(_ events: Int) -> ResultsDocument {
            document(
                push: Array(
                    repeating: { figures in
                        figures.updateLatencyMs = ThresholdFixture.latency(
                            p99: nil, events: events, infinite: 100)
                    }, count: 3))
        }
        let few = try #require(try judge(stated, trials(300)).first)
        #expect(few.verdict == .cannotTell)
        #expect(few.why.contains("too few events for its p99: 300 distinct ones"))
        // Of enough events, the percentile is among those that never came.
        #expect(try judge(stated, trials(1_000)).first?.verdict == .notReproduced)
    }

    @Test("a pair with what never ended is counted, and its change has no end")
    func infinitePairs() throws {
        func endless(_ figures: inout Figures) {
            figures.updateLatencyMs = ThresholdFixture.latency(mean: 10, infinite: 3)
        }
        let stated = Self.latency + "{push / polling: -95%}"
        let polling: [(inout Figures) -> Void] = [400, 800, 1_600].map(mean)
        let once = try #require(
            try judge(stated, document(polling: polling, push: [mean(20), mean(40), endless])).first)
        #expect(once.verdict == .cannotTell)
        #expect(once.why == "in 1 of 3 trials updates never arrived, so that it has no end")
        #expect(once.values.count == 2)
        let always = try #require(
            try judge(stated, document(polling: polling, push: [endless, endless, endless])).first)
        #expect(always.verdict == .notReproduced)
        #expect(always.values.isEmpty)
        // Where the baseline has no end, what is less than it by how much is not known.
        let other = try #require(
            try judge(
                stated, document(polling: [endless, endless, endless], push: [20, 40, 80].map(mean))
            ).first)
        #expect(other.verdict == .cannotTell)
    }

    @Test("late stamps speak against latencies, and not against what is counted")
    func lateStamps() throws {
        func late(_ name: String) -> ResultsDocument {
            var document = document(push: [mean(99), mean(100), mean(101)])
            let check = ValidityCheck(
                name: name, passed: false, value: 30, limit: 10, unit: "ms", sentence: "it was stalled")
            document.cells[0].trials[1].checks = [check]
            document.cells[0].summary.invalidReasons = ["trial 2: it was stalled"]
            return document
        }
        func verdict(_ claim: String, _ document: ResultsDocument) throws -> ClaimVerdict {
            try #require(try judge(claim, document).first).verdict
        }
        let lost = "test: calm, quantity: lost, stated: {push: == 0}"
        #expect(try verdict(Self.latency + "{push: 100ms}", late("late stamps")) == .cannotTell)
        #expect(try verdict(lost, late("late stamps")) == .reproduced)
        #expect(try verdict(lost, late("wall clock")) == .cannotTell)
    }

    @Test(
        "nothing is told by a saturated generator, few events, values near zero, or a test that was not run")
    func absent() throws {
        var starved = document(push: [99, 100, 101].map(mean))
        starved.cells[0].summary.generator.verdict = .saturated
        starved.cells[0].summary.generator.reasons = ["too slow"]
        let first = try #require(try judge(Self.latency + "{push: 100ms}", starved).first)
        #expect(first.verdict == .cannotTell)
        #expect(first.why == "the trials of push@10 are invalid: generator saturated: too slow")

        let few = document(
            push: Array(
                repeating: { $0.updateLatencyMs = ThresholdFixture.latency(p99: nil, events: 300) }, count: 3)
        )
        let second = try #require(
            try judge("test: calm, quantity: updateLatency.p99, stated: {push: < 1s}", few).first)
        #expect(second.verdict == .cannotTell)
        #expect(second.why.contains("too few events for its p99: 300 distinct ones"))

        let idle = document(
            polling: [2, 2, 2].map { cpu in { $0.server.cpuPercent = cpu } },
            push: [0.1, 0.1, 0.1].map { cpu in { $0.server.cpuPercent = cpu } })
        let third = try #require(
            try judge("test: calm, quantity: server.cpuPercent, stated: {push / polling: -87%}", idle).first)
        #expect(third.verdict == .cannotTell)
        #expect(third.why.contains("near zero"))

        let fourth = try #require(try judge(Self.latency + "{push: 100ms}", nil).first)
        #expect(fourth.verdict == .notTested)
        #expect(fourth.why == "left out")

        let fifth = try #require(try judge("untestable: nobody says how", nil).first)
        #expect(fifth.verdict == .notTestable)
        #expect(fifth.why == "nobody says how")
        #expect(fifth.quantity == nil)
    }

    /// What is said of push's CPU against polling's.
    private func cpu(_ polling: [Double], _ push: [Double], stated: String = "-87%") throws -> ClaimResult {
        func trials(_ values: [Double]) -> [(inout Figures) -> Void] {
            values.map { cpu in { $0.server.cpuPercent = cpu } }
        }
        let claim =
            "test: calm, quantity: server.cpuPercent, better: lower, stated: {push / polling: '\(stated)'}"
        return try #require(
            try judge(claim, document(polling: trials(polling), push: trials(push))).first)
    }

    @Test("a change of what is near zero on one side is bounded by that being anything up to half a percent")
    func nearZero() throws {
        // Half a percent of twenty is a fortieth: so much is left at the most.
        let less = try cpu([20, 20, 20], [0.1, 0, 0.2])
        #expect(less.verdict == .betterThanClaimed)
        #expect(less.measured == nil && less.confidence95 == nil)
        #expect(less.bounds?.atLeast == -1)
        #expect(try abs(#require(less.bounds?.atMost) + 0.975) < 1e-12)
        #expect(
            less.why.hasPrefix(
                "push has less than 0.5 %, so near zero that it may be anything from 0 to that: "))
        // Student's t on the logarithms of 1/20, 1/40 and 1/80, whatever the small values are.
        let spread = try cpu([10, 20, 40], [0.3, 0.1, 0])
        #expect(try abs(#require(spread.bounds?.atMost) - -0.8601250406674632) < 1e-9)
        #expect(spread.verdict == .reproduced)
        // One trial of three that is near zero: it is half a percent at the most, and the others are what they are.
        let mixed = try cpu([20, 20, 20], [0.4, 2, 2])
        #expect(mixed.bounds?.atLeast == -1 && mixed.verdict == .cannotTell)
        #expect(mixed.why.hasSuffix("more load than in these 3 trials would narrow it"))
        // As of a light server: half a percent is more than 13 % of 1.3 %.
        #expect(try cpu([1.3, 1.3, 1.3], [0.08, 0.08, 0.09]).verdict == .cannotTell)
        #expect(try cpu([1.3, 1.3, 1.3], [0.08, 0.08, 0.09], stated: "< -50%").verdict == .reproduced)
        #expect(try cpu([20, 20], [0.1, 0.1]).bounds == nil)
    }

    @Test("a change from what is near zero has no end, and one between two such means nothing")
    func fromNearZero() throws {
        let more = try cpu([0.1, 0, 0.2], [20, 20, 20])
        #expect(try abs(#require(more.bounds?.atLeast) - 39) < 1e-9)
        #expect(more.bounds?.atMost == nil)
        #expect(more.verdict == .notReproduced)
        #expect(more.values.allSatisfy { $0.isFinite })
        let neither = try cpu([0.4, 0.4, 0.4], [0.1, 0.1, 0.1])
        #expect(neither.verdict == .cannotTell && neither.bounds == nil && neither.values.isEmpty)
        #expect(neither.why.contains("a change between what is near zero means nothing"))
        // Each side is near zero in some trials.
        #expect(try cpu([0.4, 5, 5], [5, 5, 0.4]).bounds == nil)
    }

    @Test("the report counts its tests' trials, and is the same when it is judged again from its own JSON")
    func report() throws {
        let file = try claims(Self.latency + "{push: 100ms}")
        let run = document(push: [99, 100, 101].map(mean))
        let empty = ClaimsReport(
            name: "n", description: "", runId: "r", startedAt: "2026-11-23T10:00:00Z", quick: true,
            target: nil)
        func evidence(_ run: ResultsDocument) -> ClaimEvidence {
            ClaimEvidence(runs: [ClaimRun(test: "calm", folder: "calm", left: .run(run))])
        }
        let judged = ClaimJudge(file, evidence(run)).judged(empty)
        #expect(judged.tests.map(\.trials) == [3])
        #expect(judged.tests[0].folder == "calm")
        let read = try ClaimsReport(json: try judged.json())
        #expect(read == judged)
        let stored = try ResultsDocument(json: try run.json())
        #expect(ClaimJudge(file, evidence(stored)).judged(read) == judged)
        #expect(throws: ResultsError.self) { try ClaimsReport(json: try run.json()) }
    }
}
