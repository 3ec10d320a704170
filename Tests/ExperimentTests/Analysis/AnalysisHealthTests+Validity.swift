import Experiment
import LoadEngine
import Results
import Testing

/// What makes a trial's figures untrue, whatever the generator did.
extension AnalysisHealthTests {
    /// Two completions, a failure, an agent back to idle and one deleted.
    @Test("a final state that is not the log's is lost state, and says in what")
    func finalState() {
        var fixture = Fixture(clients: 1)
        fixture.entry("agent_update", at: 2_000, agent: "x", status: "processing")
        fixture.entry("agent_update", at: 2_001, agent: "y", status: "error")
        fixture.entry("task_completed", at: 2_002, task: "a", agent: "x")
        fixture.entry("task_completed", at: 2_003, task: "b", agent: "x")
        fixture.entry("task_failed", at: 2_004, task: "c", agent: "y")
        fixture.entry("agent_update", at: 2_005, agent: "x", status: "idle")
        fixture.entry("agent_deleted", at: 2_006, agent: "y")
        func check(_ change: (inout FinalState) -> Void) -> Figures {
            var state = FinalState(
                lastSeq: 7, queued: 0, active: 0, completed: 2, failed: 1,
                agentStatuses: ["x": "idle", "z": "idle"])
            change(&state)
            var measurement = fixture.measurement()
            measurement.finalState = state
            return Analysis.trial(measurement).figures
        }
        #expect(check { _ in }.errors.isEmpty)
        let wrong = check {
            $0.completed = 1
            $0.failed = 2
            $0.agentStatuses = ["x": "processing"]
        }
        #expect(wrong.errors == ["state mismatch": 3])
        #expect(wrong.findings.contains("state mismatch: the state has 1 completed tasks, the log 2"))
        #expect(wrong.findings.contains("state mismatch: the state has agent x processing, the log idle"))
        #expect(check { $0.agentStatuses = [:] }.errors == ["state mismatch": 1])
        // Taken in mid-log: compared with what had occurred by then.
        let early = check {
            $0 = FinalState(
                lastSeq: 3, queued: 0, active: 1, completed: 1, failed: 0,
                agentStatuses: ["x": "processing", "y": "error"])
        }
        #expect(early.errors.isEmpty)
        // Beyond the log: nothing can be said.
        #expect(
            check {
                $0.lastSeq = 8
                $0.completed = 9
            }.errors.isEmpty)
    }

    static let invalidities: [Flaw] = [
        Flaw(testDescription: "clock", part: "wall clock was set") { $0.generator.clockStep = 1_000_000 },
        Flaw(testDescription: "clock back", part: "wall clock was set") { $0.generator.clockStep = -200_000 },
        Flaw(testDescription: "before its stamp", part: "arrived before they were stamped") {
            $0.receipts[3].arrival = MeasurementFixture.at(1_999)
        },
        Flaw(testDescription: "restart", part: "log started anew") { $0.serverIDs = ["a", "b"] },
        Flaw(testDescription: "incomplete", part: "does not hold the whole trial") { $0.logComplete = false },
        Flaw(testDescription: "gap", part: "gaps in seq") { $0.log.remove(at: 4) },
        Flaw(testDescription: "stray", part: "belong to no client") { $0.receipts[0].client = 7 },
        Flaw(testDescription: "failure", part: "gave up") { $0.failure = "gave up" },
    ]

    static let machineFlaws: [Flaw] = [
        Flaw(testDescription: "clock there and back", part: "set by 3000 us and back") {
            $0.machine.clocks = MachineFixture.clocks(steps: [0, 3_000_000, 0])
        },
        Flaw(testDescription: "suspended", part: "suspended for 7000 ms") {
            $0.machine.clocks = MachineFixture.clocks(steps: [0, 0], asleep: 7_000_000_000)
        },
        Flaw(testDescription: "steal", part: "the hypervisor took 6.0 % of CPU 1 (limit 5.0 %)") {
            $0.machine = MachineFixture.samples(steal: 0.06)
        },
        Flaw(testDescription: "starved server", part: "waited for its CPU 18.0 % of the steady state") {
            $0.machine = MachineFixture.samples(serverWait: 0.18)
        },
    ]

    @Test("what the machine did to a trial is named", arguments: machineFlaws)
    func machine(flaw: Flaw) {
        var fixture = healthy()
        flaw.harm(&fixture)
        let reasons = figures(fixture).invalidReasons
        #expect(reasons.count == 1)
        #expect(reasons.contains { $0.contains(flaw.part) })
        #expect(failed(fixture) == reasons)
    }

    @Test("a healthy machine condemns nothing")
    func healthyMachine() {
        var fixture = healthy()
        fixture.machine = MachineFixture.samples(steal: 0.009, serverWait: 0.04)
        fixture.machine.clocks = MachineFixture.clocks(steps: [0, 50_000, -50_000], slew: 20)
        let result = figures(fixture)
        #expect(result.invalidReasons.isEmpty)
        #expect(result.findings.isEmpty == figures(healthy()).findings.isEmpty)
    }

    @Test("each sign that the figures are untrue is named", arguments: invalidities)
    func invalid(flaw: Flaw) {
        var fixture = healthy()
        flaw.harm(&fixture)
        let reasons = figures(fixture).invalidReasons
        #expect(reasons.count == 1)
        #expect(reasons.contains { $0.contains(flaw.part) })
        // What the generator says of itself stands beside the checks.
        #expect(failed(fixture) == (flaw.part == "gave up" ? [] : reasons))
    }

    @Test("what was watched is listed with its limits, whatever came of it")
    func checks() throws {
        var fixture = healthy()
        fixture.machine = MachineFixture.samples(steal: 0.009, serverWait: 0.04)
        fixture.machine.clocks = MachineFixture.clocks(steps: [0, 50_000, -50_000], slew: 20)
        fixture.generator.runQueueWait = 490_000_000
        fixture.submission("a", intended: 2_000)
        fixture.log[0].taskID = "a"
        let checks = try #require(Analysis.trial(fixture.measurement()).checks)
        #expect(
            checks.map(\.name) == [
                "generator CPU", "generator's wait for a CPU", "read lag", "generator's longest standstill",
                "late actions", "missed actions", "missing stamps", "absent clients", "shared reads",
                "one server", "server's log", "stray observations", "wall clock", "suspension", "slewing",
                "updates before their stamp", "steal", "server's wait for its CPU", "server's longest stall",
                "server sampled",
            ])
        func check(_ name: String) throws -> ValidityCheck { try #require(checks.first { $0.name == name }) }
        #expect(checks.filter { !$0.passed }.map(\.name) == ["server sampled"])
        let wait = try check("generator's wait for a CPU")
        #expect(wait.value == 4.9 && wait.limit == 5 && wait.unit == "%" && wait.invalidates)
        #expect(wait.sentence == "its loop waited for its CPU 4.9 % of the steady state (limit 5.0 %)")
        let clock = try check("wall clock")
        // Less the readings' own width, 200 ns each.
        #expect(clock.value == 49.6 && clock.limit == 100 && clock.unit == "us")
        #expect(try check("read lag").value.map { abs($0 - 0.1) < 0.001 } == true)
        #expect(try check("steal").value == 0.9)
        #expect(try check("late actions").value.map { abs($0 - 0.05) < 0.001 } == true)
        #expect(try check("server's log").value == nil)
        #expect(try !check("slewing").invalidates)
    }

    @Test(
        "without the whole log nothing is said to be lost, doubled or stale", arguments: [false, true])
    func unknown(gap: Bool) {
        var fixture = healthy()
        fixture.submission("a", intended: 2_000)
        if gap { fixture.log.remove(at: 4) } else { fixture.logComplete = false }
        fixture.receipt(1, at: 2_500)
        let result = figures(fixture)
        #expect(result.updates == nil && result.events == nil && result.lost == nil)
        #expect(result.duplicated == nil && result.reordered == nil && result.coalesced == nil)
        #expect(result.staleShare == nil && result.submitToSeenMs == nil)
        #expect(result.errors.isEmpty)
        // What was measured is kept.
        #expect(result.updateLatencyMs.mean == 5)
    }
}
