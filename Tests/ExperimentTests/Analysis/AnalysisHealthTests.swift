import Experiment
import LoadEngine
import Results
import Testing

@Suite struct AnalysisHealthTests {
    typealias Fixture = MeasurementFixture

    /// Ten deliveries of 5 ms.
    func healthy() -> Fixture {
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

    func figures(_ fixture: Fixture) -> Figures { Analysis.trial(fixture.measurement()).figures }

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
    func failed(_ fixture: Fixture) -> [String] {
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
        #expect(
            !result.findings.contains { $0.contains("bear their stamp") }, "told once a cell, by the notes")
    }

    @Test(
        "shared reads are listed with their limit, and noted beyond it",
        arguments: [(0, true), (1, true), (2, false)])
    func sharedReadsCheck(shared: Int, passed: Bool) throws {
        var fixture = healthy()
        for index in 0..<shared { fixture.receipts[index].flags = .sharedRead }
        for index in 0..<shared { fixture.receipts[index].stampUncertainty = 2_000_000 }
        let trial = Analysis.trial(fixture.measurement())
        let check = try #require(trial.checks?.first { $0.name == "shared reads" })
        #expect(check.value == Double(10 * shared) && check.limit == 10 && check.unit == "%")
        #expect(check.passed == passed && !check.invalidates)
        #expect(check.sentence.hasPrefix("\(10 * shared).0 % of the updates came in reads with later"))
        #expect(trial.figures.invalidReasons.isEmpty)
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
