import Results
import Scenarios
import Testing

@testable import Experiment

@Suite struct ThresholdEvaluationTests {
    private typealias Fixture = ThresholdFixture

    @Test(
        "a figure of one cell is held against its limit, in its unit",
        arguments: [
            ("push.updateLatency.p50 < 10ms", 9, true, 10, "ms"),
            ("push.updateLatency.p50 < 9ms", 9, false, 9, "ms"),
            ("push.updateLatency.p50 <= 9ms", 9, true, 9, "ms"),
            ("push.updateLatency.mean@10 == 10000us", 10, true, 10, "ms"),
            ("push.deliveryLatency.p99 < 0.03s", 40, false, 30, "ms"),
            ("push.traffic < 11kB", 10_600, true, 11_000, "bytes/client/h"),
            ("push.traffic.up >= 1kB", 1_000, true, 1_000, "bytes/client/h"),
            ("push.traffic.down < 9kB", 9_000, false, 9_000, "bytes/client/h"),
            ("push.server.cpuPercent < 30%", 20, true, 30, "%"),
            ("push.server.cpuMicrosecondsPerUpdate < 9us", 0.0085, true, 0.009, "ms"),
            ("push.staleShare < 5%", 0.25, false, 0.05, ""),
            ("push.errors == 0", 5, false, 0, ""), ("push.errors.timeout <= 3", 3, true, 3, ""),
            ("push.errors.'http 500' == 0", 0, true, 0, ""),
            ("push.submissions.acceptedPerSecond > 9", 9.5, true, 9, "/s"),
            ("push.submissions.responseTime.p50 < 1s", 9, true, 1_000, "ms"),
            ("updates != 0", 5_000, true, 0, ""),
        ] as [(String, Double, Bool, Double, String)])
    func single(text: String, value: Double, passed: Bool, limit: Double, unit: String) throws {
        let cell = Fixture.cell {
            $0.traffic.heartbeatBytesPerClientHour = 600
            $0.server.cpuMicrosecondsPerUpdate = 8.5
            $0.staleShare = 0.25
            $0.errors = ["timeout": 3, "reset": 2]
            $0.submissions = SubmissionFigures(
                acceptedPerSecond: 9.5, responseMs: Fixture.latency(), serviceMs: Fixture.latency())
        }
        let result = try Fixture.result(text, [cell])
        #expect(result.value == value)
        #expect(result.passed == passed)
        #expect(result.limit == limit)
        #expect(result.unit == unit)
        #expect(result.cell == "push@10")
        #expect(result.outcome == (passed ? .held : .failed))
        #expect(result.undecided == nil && result.windows == nil && result.confidence95 == nil)
    }

    @Test("of several cells the worst decides, by the comparison's own direction")
    func worst() throws {
        let cells = [
            Fixture.cell("polling", load: 0) { $0.updateLatencyMs = Fixture.latency(p50: 500) },
            Fixture.cell("polling", load: 10) { $0.updateLatencyMs = Fixture.latency(p50: 520) },
            Fixture.cell("push", load: 0) { $0.updateLatencyMs = Fixture.latency(p50: 30) },
            Fixture.cell("push", load: 10) { $0.updateLatencyMs = Fixture.latency(p50: 3) },
        ]
        func decides(_ text: String) throws -> String {
            let result = try Fixture.result(text, cells)
            return "\(result.cell ?? "-") \(result.value ?? -1) \(result.outcome.rawValue)"
        }
        #expect(try decides("updateLatency.p50 < 600ms") == "polling@10 520.0 held")
        #expect(try decides("updateLatency.p50 < 510ms") == "polling@10 520.0 failed")
        #expect(try decides("updateLatency.p50 > 1ms") == "push@10 3.0 held")
        #expect(try decides("push.updateLatency.p50 < 20ms") == "push@0 30.0 failed")
        #expect(try decides("updateLatency.p50@0 < 600ms") == "polling@0 500.0 held")
        #expect(try decides("push.updateLatency.p50 == 30ms") == "push@10 3.0 failed")
        #expect(try decides("push.updateLatency.p50 != 30ms") == "push@0 30.0 failed")
    }

    @Test("a cell of which no trial was completed is held to nothing, except to counts that only grow")
    func uncompleted() throws {
        for trials in [[Fixture.trial(discarded: true)], [Fixture.trial(partial: true)], []] {
            let cell = Fixture.cell(trials: trials) { $0.disconnects = 3 }
            for text in [
                "traffic < 1MB", "shed == 0", "updateLatency.p50 < 1s", "messages < 5", "traffic > 1GB",
            ] {
                let result = try Fixture.result(text, [cell])
                #expect(result.outcome == .undecided)
                #expect(result.undecided == "no trial of it was completed" && result.value == nil)
            }
            #expect(try Fixture.result("disconnects < 3", [cell]).outcome == .failed)
            let pair = try Fixture.result(
                "push.traffic / polling.traffic < 2", [cell, Fixture.cell("polling")])
            #expect(pair.undecided == "push@10: no trial of it was completed")
        }
    }

    @Test("a percentile that the events do not carry is undecided, and says how many it takes")
    func tooFewEvents() throws {
        let cell = Fixture.cell(trials: [Fixture.trial(), Fixture.trial(block: 1)]) {
            $0.updateLatencyMs = Fixture.latency(p99: nil, events: 130)
        }
        let result = try Fixture.result("push.updateLatency.p99 < 50ms", [cell])
        #expect(result.outcome == .undecided && !result.passed)
        #expect(result.value == nil)
        #expect(result.cell == "push@10")
        #expect(
            result.undecided
                == "p99 needs 1000 distinct events and there were 130: measure 8 times as long, with "
                + "a longer steady state or 16 blocks in place of 2, or ask for a lower percentile")
        #expect(try Fixture.result("push.updateLatency.p50 < 50ms", [cell]).passed)
    }

    @Test("what is known to fail fails, whatever else is unknown")
    func failureBeatsUnknown() throws {
        let cells = [
            Fixture.cell(load: 0) { $0.updateLatencyMs = Fixture.latency(p99: nil, events: 5) },
            Fixture.cell(load: 10),
        ]
        #expect(try Fixture.result("push.updateLatency.p99 < 30ms", cells).outcome == .failed)
        #expect(try Fixture.result("push.updateLatency.p99 < 50ms", cells).outcome == .undecided)
        #expect(try Fixture.result("push.updateLatency.p99@10 < 50ms", cells).outcome == .held)
    }

    @Test(
        "what was not measured is undecided and says why",
        arguments: [
            ("push.lost == 0", "the server's log does not tell"),
            ("push.server.residentBytes < 1GB", "the server was not sampled"),
            ("push.server.userPercent < 50%", "the server used too little CPU time to tell its parts"),
            ("push.submitToSeen.p50 < 1s", "nothing of it was measured"),
            ("polling.lost == 0", "no trial that could tell was completed"),
            ("push.lost@3 == 0", "no trial that could tell was completed"),
        ])
    func unknown(text: String, reason: String) throws {
        let cell = Fixture.cell {
            $0.updates = nil
            $0.lost = nil
        }
        let result = try Fixture.result(text, [cell])
        #expect(result.outcome == .undecided)
        #expect(result.undecided == reason)
    }

    @Test("what never arrived is beyond every limit: means and maxima fail, percentiles count it")
    func neverArrived() throws {
        let cell = Fixture.cell { $0.updateLatencyMs = Fixture.latency(p99: nil, infinite: 60) }
        for statistic in ["mean", "max", "p99"] {
            let result = try Fixture.result("push.updateLatency.\(statistic) < 1h", [cell])
            #expect(result.outcome == .failed)
            #expect(result.value == nil)
            #expect(result.note == "60 of 5000 samples never arrived")
        }
        #expect(try Fixture.result("push.updateLatency.p50 < 1h", [cell]).outcome == .held)
        #expect(try Fixture.result("push.updateLatency.mean > 1h", [cell]).outcome == .held)
    }

    @Test("cells that cannot have a figure are left out, not undecided")
    func absent() throws {
        let polling = Fixture.cell("polling") {
            $0.serverDelayMs = nil
            $0.pollWaitMs = Fixture.latency(p50: 500)
        }
        let cells = [polling, Fixture.cell("push")]
        #expect(try Fixture.result("serverDelay.p50 < 10ms", cells).cell == "push@10")
        #expect(try Fixture.result("pollWait.p50 < 1s", cells).cell == "polling@10")
        let idle = Fixture.cell("push", load: 0)
        let busy = Fixture.cell("push") { $0.submitToSeenMs = Fixture.latency(p50: 70) }
        #expect(try Fixture.result("submitToSeen.p50 < 80ms", [idle, busy]).outcome == .held)
        let unnumbered = Fixture.cell("push") { $0.duplicated = nil }
        #expect(
            try Fixture.result("duplicated == 0", [unnumbered, Fixture.cell("other")]).cell == "other@10")
    }
}
