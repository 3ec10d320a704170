import Experiment
import LoadEngine
import Results
import Testing

@Suite struct AnalysisHealthTests {
    typealias Fixture = MeasurementFixture

    /// Ten deliveries of 5 ms.
    private func healthy() -> Fixture {
        var fixture = Fixture(clients: 1)
        for step in 0..<10 {
            fixture.entry(at: 2_000 + Double(step))
            fixture.receipt(UInt64(step + 1), at: 2_005 + Double(step), lag: 100_000)
        }
        fixture.generator.cpuNanoseconds = 3_000_000_000
        fixture.generator.actionLateness = Array(repeating: 50_000, count: 100)
        fixture.generator.reads = 1_000
        return fixture
    }

    private func figures(_ fixture: Fixture) -> Figures { Analysis.trial(fixture.measurement()).figures }

    @Test("a generator that kept up is valid")
    func valid() {
        let result = figures(healthy())
        #expect(result.generator.verdict == .valid)
        #expect(result.generator.reasons.isEmpty)
        #expect(result.generator.cpuPercent == 30)
        #expect(result.invalidReasons.isEmpty)
    }

    @Test("one late submission of a few, or one lost stamp of many, condemns nothing")
    func tolerated() {
        var fixture = healthy()
        fixture.generator.actionLateness = [80_000_000] + Array(repeating: 50_000, count: 90)
        fixture.generator.unusableStamps = 9
        fixture.generator.runQueueWait = 490_000_000
        fixture.generator.longestStall = 99_000_000
        fixture.clients[0].bytesDown = 1_000_000
        fixture.generator.queueLooks = 100
        fixture.generator.unreadBytes = 490_000
        // Kernel stamps keep the read lag out of the latencies.
        for index in fixture.receipts.indices { fixture.receipts[index].lag = 40_000_000 }
        #expect(figures(fixture).generator.verdict == .valid)
    }

    struct Flaw: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var part: String
        var harm: @Sendable (inout Fixture) -> Void
    }

    static let saturations: [Flaw] = [
        Flaw(testDescription: "CPU", part: "busiest loop used 91.0 % of its CPU (limit 90.0 %)") {
            $0.generator.cpuNanoseconds = 9_100_000_000
        },
        Flaw(testDescription: "one loop of two", part: "busiest loop used 92.0 % of its CPU") {
            $0.generator.cpuNanoseconds = 9_300_000_000
            $0.generator.busiestLoopNanoseconds = 9_200_000_000
        },
        Flaw(testDescription: "wait", part: "waited for its CPU 5.1 % of the steady state (limit 5.0 %)") {
            $0.generator.runQueueWait = 510_000_000
        },
        Flaw(testDescription: "standstill", part: "stood still for 101.0 ms once (limit 100.0 ms)") {
            $0.generator.longestStall = 101_000_000
        },
        // 51 ms of the 10 s that its 1,000,000 bytes took to come.
        Flaw(testDescription: "queues", part: "held what takes 51.0 ms to come, unread (limit 50.0 ms)") {
            $0.clients[0].bytesDown = 1_000_000
            $0.generator.queueLooks = 100
            $0.generator.unreadBytes = 510_000
        },
        Flaw(testDescription: "lag", part: "read messages 52.0 ms late") {
            for index in $0.receipts.indices { $0.receipts[index].lag = 52_000_000 }
        },
        Flaw(testDescription: "lateness", part: "acted 1.2 ms late on average (limit 1.0 ms, from a mean") {
            $0.submission("a", intended: 2_000)
            $0.log[0].taskID = "a"
            $0.generator.actionLateness = Array(repeating: 1_200_000, count: 100)
        },
        Flaw(testDescription: "missed", part: "2 of 102 scheduled") { $0.generator.missedIntended = 2 },
        Flaw(testDescription: "stamps", part: "11 of 1000 reads") { $0.generator.unusableStamps = 11 },
        Flaw(testDescription: "absent", part: "1 of 2 clients") { $0.clients.append(ClientRecord()) },
    ]

    @Test("each sign of a saturated generator is named", arguments: saturations)
    func saturated(flaw: Flaw) {
        var fixture = healthy()
        flaw.harm(&fixture)
        let result = figures(fixture)
        #expect(result.generator.verdict == .saturated)
        #expect(result.generator.reasons.count == 1)
        #expect(result.generator.reasons[0].contains(flaw.part))
        #expect(failed(fixture) == result.generator.reasons)
    }

    /// Sentences of the checks that failed and make the trial invalid.
    private func failed(_ fixture: Fixture) -> [String] {
        (Analysis.trial(fixture.measurement()).checks ?? [])
            .filter { !$0.passed && $0.invalidates }.map(\.sentence)
    }

    @Test("loops that share a CPU are judged by what they use of it, not by their wait for one another")
    func sharedCPU() {
        var fixture = healthy()
        fixture.workers = 2
        fixture.machine.generatorCPUs = [1]
        fixture.generator.runQueueWait = 2_000_000_000
        fixture.generator.cpuNanoseconds = 8_900_000_000
        fixture.generator.busiestLoopNanoseconds = 4_500_000_000
        #expect(figures(fixture).generator.verdict == .valid)
        fixture.generator.cpuNanoseconds = 9_100_000_000
        #expect(figures(fixture).generator.reasons.count == 1)
        #expect(
            figures(fixture).generator.reasons.contains { $0.contains("its 2 loops used 91.0 % of a CPU") })
        fixture.machine.generatorCPUs = [1, 2]
        #expect(figures(fixture).generator.reasons.contains { $0.contains("waited for its CPU 20.0 %") })
    }

    /// Polling whose updates take 500 ms: a twentieth are 25 ms.
    @Test("late polls count against the update latency that they are in", arguments: [20.0, 30])
    func latePolls(late: Double) {
        var fixture = Fixture(transport: .intervalPolling(intervalNanoseconds: 1_000_000_000), clients: 1)
        for step in 0..<9 {
            let instant: Double = 1_500 + Double(step) * 1_000
            fixture.entry(at: instant)
            fixture.poll(intended: instant + 450, arrival: instant + 500, seq: UInt64(step + 1))
        }
        fixture.generator.actionLateness = Array(repeating: Int64(late * 1e6), count: 20)
        let result = figures(fixture)
        #expect((result.generator.verdict == .saturated) == (late > 25))
        // Responses take 50 ms, a quarter of which is 12.5 ms.
        #expect(result.findings.contains { $0.contains("\(late) ms of the mean response time of 50.0 ms") })
        // A mean of few actions is one stall's.
        fixture.generator.actionLateness.removeLast()
        #expect(figures(fixture).generator.verdict == .valid)
        fixture.generator.actionLateness = Array(repeating: 12_000_000, count: 20)
        #expect(!figures(fixture).findings.contains { $0.contains("mean response time") })
    }

    @Test("polls that are late at p99 count against the p99 that is reported", arguments: [45, 55])
    func lateTail(late: Int64) {
        var fixture = Fixture(transport: .intervalPolling(intervalNanoseconds: 1_000_000_000), clients: 1)
        for step in 0..<1_000 {
            let instant: Double = 1_000 + Double(step) * 9
            fixture.entry(at: instant)
            fixture.poll(intended: instant + 499, arrival: instant + 500, seq: UInt64(step + 1))
        }
        fixture.generator.actionLateness =
            Array(repeating: 0, count: 98) + Array(repeating: late * 1_000_000, count: 2)
        let reasons = figures(fixture).generator.reasons
        #expect(reasons.contains { $0.contains("acted 55.0 ms late at p99") } == (late > 50))
        #expect(reasons.count == (late > 50 ? 1 : 0))
    }

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
                "late actions", "missed actions", "missing stamps", "absent clients", "one server",
                "server's log", "stray observations", "wall clock", "suspension", "slewing",
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

    @Test("a latency that rises through the steady state is a finding")
    func drift() {
        var fixture = Fixture(clients: 1)
        var steady = Fixture(clients: 1)
        for step in 0..<100 {
            let instant: Double = 1_000 + Double(step) * 100
            fixture.entry(at: instant)
            steady.entry(at: instant)
            fixture.receipt(UInt64(step + 1), at: instant + 10 + Double(step) / 10)
            steady.receipt(UInt64(step + 1), at: instant + 10 + Double(step % 10) / 10)
        }
        #expect(figures(fixture).findings.contains { $0.hasPrefix("update latency rose by") })
        let trends = [fixture, steady].map { fixture in
            Analysis.trial(fixture.measurement()).checks?.first { $0.name == "trend of update latency" }
        }
        #expect(trends.map { $0?.passed } == [false, true])
        #expect(trends.allSatisfy { $0?.invalidates == false && $0?.limit == 10 })
        #expect(!figures(steady).findings.contains { $0.hasPrefix("update latency") })
    }

    @Test("server CPU that rises through the steady state is a finding")
    func cpuDrift() {
        var fixture = healthy()
        for step in 0...40 {
            let cpu: Double = Double(step * step)
            fixture.sample(
                at: 1_000 + Double(step) * 250, cpu: cpu, user: cpu, system: 0, resident: 1_000_000)
        }
        #expect(figures(fixture).findings.contains { $0.hasPrefix("server CPU rose by") })
    }

    @Test("receipts under a later message's stamp bound the mean delivery, not below the flush")
    func shared() throws {
        var fixture = healthy()
        for (index, uncertainty) in [2_000_000, 2_000_000, 9_000_000].enumerated() {
            fixture.receipts[index].flags = .sharedRead
            fixture.receipts[index].stampUncertainty = UInt32(uncertainty)
        }
        // Outside the steady state: in neither figure.
        fixture.entry(at: 500)
        fixture.receipt(11, at: 501, uncertainty: 1_000_000)
        fixture.generator.sharedReads = 3
        let result = figures(fixture)
        #expect(result.sharedReceiptShare == 0.3)
        // Ten of 5 ms, 2 + 2 + 5 of which are uncertain.
        #expect(abs(try #require(result.deliveryLowerBoundMs) - 4.1) < 1e-9)
        #expect(result.generator.sharedReads == 3)
    }

    @Test("a trial that never reached its steady state is an empty trial that says so")
    func unmeasured() {
        var measurement = healthy().measurement()
        measurement.record.timeline = Timeline()
        measurement.record.failure = "only 3 of 500 clients connected"
        let trial = Analysis.trial(measurement)
        #expect(trial.partial)
        #expect(trial.figures.updates == nil)
        #expect(trial.figures.lost == nil)
        #expect(trial.figures.invalidReasons.count == 2)
        #expect(trial.figures.updateLatencyMs.mean == nil)
    }

    @Test("a trial cut short does not call lost what was still on its way")
    func cutShort() {
        var fixture = Fixture(clients: 1)
        fixture.partial = true
        fixture.clients[0].sessionEnd = MeasurementFixture.at(6_000)
        fixture.entry(at: 2_000)
        fixture.entry(at: 5_990)
        fixture.receipt(1, at: 2_010)
        let result = figures(fixture)
        #expect(result.updates == 1)
        #expect(result.lost == 0)
    }
}
