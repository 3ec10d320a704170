import Results
import Scenarios
import Testing

@testable import Experiment

@Suite struct ClaimExplanationsTests {
    private static let claims = """
        tests:
          calm: {scenario: calm.yaml}
          even: {scenario: even.yaml, sweep: {around: calm}}
        claims: [{id: a, title: A, source: S, test: calm, quantity: server.cpuPercent, stated: {polling: 15%}}]
        """

    @Test("a planted break-even is found over a sweep's documents, each with a steady state of its own")
    func breakEven() throws {
        let claims: ClaimsFile = try ClaimFixture.claims(Self.claims)
        // 200 events at each.
        let rates: [Double] = [1, 2, 5, 20, 50, 100]
        let runs: [ClaimRun] = rates.enumerated().map { place, rate in
            ClaimRun(
                test: "even", folder: "even-\(place + 1)",
                left: .sweep(ClaimFixture.crossing(rate: rate, steady: 200 / rate)))
        }
        let all = ClaimExplanations.all(claims, ClaimEvidence(runs: runs)).filter { $0.kind == "breakEven" }
        let traffic = try #require(all.first)
        // Both curves are straight on logarithms.
        #expect(try abs(#require(traffic.values["eventsPerSecond"]) - 10) < 1e-9)
        #expect(try abs(#require(traffic.values["low95"]) - 10) < 1e-6)
        #expect(traffic.values["rates"] == 6)
        #expect(traffic.text.contains("push costs as much traffic as polling at 10 events a second"))
        #expect(traffic.text.contains("between the measured 5 and 20, of 6 rates"))
        #expect(all.count == 1)
    }

    @Test("without a sweep a test's own load points tell, and it is said that they are few")
    func coarse() throws {
        let claims: ClaimsFile = try ClaimFixture.claims(Self.claims)
        var run: ResultsDocument = ClaimFixture.document()
        for rate in [2.0, 50] { run.cells += ClaimFixture.crossing(rate: rate, steady: 20).cells }
        let evidence = ClaimEvidence(runs: [ClaimRun(test: "calm", folder: "calm", left: .run(run))])
        let found = try #require(
            ClaimExplanations.all(claims, evidence).first { $0.kind == "breakEven" })
        #expect(found.test == "calm")
        #expect(found.values["rates"] == 2)
        #expect(found.text.hasSuffix("; the sweep of more rates (even): its test was not run"))
        var other: ClaimEvidence = evidence
        other.missing["even"] = "the quick form leaves it out"
        let quick = try #require(
            ClaimExplanations.all(claims, other).first { $0.kind == "breakEven" })
        #expect(quick.text.hasSuffix("; the sweep of more rates (even): the quick form leaves it out"))
        // Claims without a sweep promise none.
        let without: ClaimsFile = try ClaimFixture.claims(
            Self.claims.split(separator: "\n").filter { !$0.contains("sweep") }.joined(separator: "\n"))
        let alone = try #require(
            ClaimExplanations.all(without, evidence).first { $0.kind == "breakEven" })
        #expect(!alone.text.contains("sweep"))
    }

    @Test("invalid trials explain nothing")
    func invalid() throws {
        let claims: ClaimsFile = try ClaimFixture.claims(Self.claims)
        func kinds(_ change: (inout Cell) -> Void) -> [String] {
            var run: ResultsDocument = ClaimFixture.document()
            for rate in [2.0, 50] { run.cells += ClaimFixture.crossing(rate: rate, steady: 20).cells }
            for clients in [100, 500] {
                run.cells.append(
                    ClaimFixture.cell(
                        "push", load: 0, clients: clients,
                        Array(repeating: { $0.server.cpuPercent = Double(clients) / 20 }, count: 3)))
            }
            for place in run.cells.indices {
                run.cells[place].summary.serverDelayMs = nil
                change(&run.cells[place])
            }
            return ClaimExplanations.all(
                claims, ClaimEvidence(runs: [ClaimRun(test: "calm", folder: "calm", left: .run(run))])
            ).map(\.kind)
        }
        #expect(kinds { _ in } == ["breakEven", "clients"])
        // Of two rates one is left, and of two numbers of clients.
        #expect(kinds { if $0.load.name == "50" { $0.summary.invalidReasons = ["so"] } } == ["clients"])
        #expect(
            kinds {
                if $0.clients == 500 {
                    $0.summary.generator.verdict = .saturated; $0.summary.generator.reasons = ["so"]
                }
            } == ["breakEven"])
        let delayed: (inout Cell) -> Void = { cell in
            cell.summary.updateLatencyMs = ThresholdFixture.latency(mean: 50)
            cell.summary.serverDelayMs = cell.load.name == "2" ? ThresholdFixture.latency(mean: 40) : nil
        }
        #expect(kinds(delayed).contains("batchDelay"))
        #expect(
            !kinds { cell in
                delayed(&cell)
                if cell.load.name == "2" { cell.summary.invalidReasons = ["so"] }
            }.contains("batchDelay"))
    }

    @Test("the batch windows' share of the latency stands beside its replay and its closed form")
    func windows() throws {
        var run: ResultsDocument = ClaimFixture.document()
        run.cells = [ClaimFixture.cell("push", [{ _ in }, { _ in }, { _ in }])]
        run.cells[0].summary.updateLatencyMs = ThresholdFixture.latency(mean: 50)
        run.cells[0].summary.serverDelayMs = ThresholdFixture.latency(mean: 40)
        let name = "serverDelay.mean of task_update"
        run.predictions = [
            Prediction(
                quantity: name, cell: "push@10", unit: "ms", predicted: 41, measured: 42, formula: "replay"),
            Prediction(
                quantity: name, cell: "push@10", unit: "ms", predicted: 60, measured: 42, formula: "closed",
                checked: false),
        ]
        let found = try #require(
            ClaimExplanations.all(
                try ClaimFixture.claims(Self.claims),
                ClaimEvidence(runs: [ClaimRun(test: "calm", folder: "calm", left: .run(run))])
            ).first)
        #expect(found.kind == "batchDelay")
        #expect(found.values["share"] == 0.8)
        #expect(
            found.text
                == "push@10: of a mean update latency of 50 ms the server held updates back for 40 ms in its batch "
                + "windows (80 %); task_update 42 ms, its events replayed through the window 41 ms, by the closed form "
                + "60 ms")
    }

    @Test("that more clients are too many is told with the trials that it rests on")
    func saturation() {
        var report = CapacityReport(
            scenario: "edge", arm: "push", transport: "websocket", runId: "r",
            startedAt: "2026-11-23T10:00:00Z", seed: 1, environment: ClaimFixture.environment(20),
            objective: ["push.lost < 1"], axis: .clients,
            rule: CapacityRule(
                start: 50, lowest: 1, highest: 10_000, limit: "l", resolution: 0.05, confirmations: 5,
                stepDown: 0.05))
        report.answer = CapacityAnswer(kind: .found, clients: 380, tasksPerSecond: 10)
        let outcomes: [(Int, CapacityTrial.Outcome)] = [
            (800, .failed), (400, .failed), (400, .disturbed), (400, .failed), (380, .held), (300, .failed),
        ]
        report.trials = outcomes.enumerated().map { position, trial in
            CapacityTrial(
                position: position, purpose: .approach, clients: trial.0, tasksPerSecond: 10,
                outcome: trial.1, reasons: [], conditions: [], figures: nil)
        }
        #expect(
            ClaimExplanations.saturation(report, test: "edge").text
                == "push: push.lost < 1 holds with 380 clients in 5 fresh trials, and not with more: 3 trials with 400 to "
                + "800 clients did not hold it")
        report.trials.removeFirst(3)
        #expect(
            ClaimExplanations.saturation(report, test: "edge").text.hasSuffix(
                "and not with more: 1 trial with 400 clients did not hold it"))
    }

    @Test("an idle swarm's CPU stands against the clients, with where the stated value would be")
    func clients() throws {
        var evidence = ClaimEvidence(
            runs: [(100, 5.0), (500, 25.0)].map { clients, cpu in
                var run: ResultsDocument = ClaimFixture.document()
                run.cells = [
                    ClaimFixture.cell(
                        "polling", load: 0, clients: clients,
                        Array(repeating: { $0.server.cpuPercent = cpu }, count: 3))
                ]
                return ClaimRun(test: "calm", folder: "c\(clients)", left: .run(run))
            })
        // Clients that submit tasks themselves: no idle swarm, whatever the load is.
        var busy: ResultsDocument = ClaimFixture.document()
        busy.cells = [ClaimFixture.cell("polling", load: 0, clients: 100, [{ $0.server.cpuPercent = 90 }])]
        busy.cells[0].summary.behaviours = [
            BehaviourFigures(
                name: "operator", kind: "operator", clients: 1, isSummarised: true,
                updateLatencyMs: ThresholdFixture.latency(), updates: nil, lost: nil, duplicated: nil,
                reordered: nil)
        ]
        evidence.runs.append(ClaimRun(test: "calm", folder: "busy", left: .run(busy)))
        let found = try #require(
            ClaimExplanations.all(try ClaimFixture.claims(Self.claims), evidence).first)
        #expect(found.kind == "clients")
        // 5 % at 100 and 25 % at 500: 15 % is half way.
        #expect(found.values["clientsAtStated"] == 300)
        #expect(found.text.contains("5 % (5 to 5) with 100 clients, 25 % (25 to 25) with 500 clients"))
        #expect(found.text.contains("the stated 15% would be at 300 clients"))
    }
}
