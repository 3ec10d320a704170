import Results
import Scenarios
import Testing

@testable import Experiment

/// Two operands: paired within blocks, as the report's comparisons are.
@Suite struct ThresholdPairsTests {
    private typealias Fixture = ThresholdFixture

    /// Trials of one arm, a block each, with this traffic or latency.
    private static func trials(_ values: [Double], _ set: (inout Figures, Double) -> Void) -> [Trial] {
        values.enumerated().map { block, value in Fixture.trial(block: block) { set(&$0, value) } }
    }

    private static func traffic(_ arm: String, load: Double = 10, _ values: [Double]) -> Cell {
        let set: (inout Figures, Double) -> Void = {
            $0.traffic.wireBytesPerClientHour = Directions(up: 0, down: $1)
        }
        let mean: Double = values.reduce(0, +) / Double(values.count)
        return Fixture.cell(arm, load: load, trials: trials(values, set)) { set(&$0, mean) }
    }

    @Test("a ratio is the geometric mean of the blocks' ratios, with its interval")
    func ratio() throws {
        // Ratios 1/10, 1/10, 1/10 whatever the blocks' level: no spread at all.
        let cells = [
            Self.traffic("polling", [10_000, 20_000, 40_000]), Self.traffic("push", [1_000, 2_000, 4_000]),
        ]
        let result = try Fixture.result("push.traffic / polling.traffic < 0.2", cells)
        #expect(result.passed)
        #expect(abs(try #require(result.value) - 0.1) < 1e-12)
        #expect(result.unit == "" && result.limit == 0.2)
        #expect(result.cell == "push@10 / polling@10")
        let bounds = try #require(result.confidence95)
        #expect(abs(bounds[0] - 0.1) < 1e-9 && abs(bounds[1] - 0.1) < 1e-9)
        #expect(try Fixture.result("polling/push traffic < 9", cells).outcome == .failed)
    }

    @Test("the same estimate and interval as the report's comparison")
    func comparison() throws {
        let cells = [
            Self.traffic("polling", [11_000, 19_000, 30_000]), Self.traffic("push", [2_000, 3_000, 7_000]),
        ]
        let compared = try #require(
            ArmComparison(cells, baseline: "polling", seed: 1).comparisons.first { $0.metric == "traffic" })
        let result = try Fixture.result("push.traffic / polling.traffic < 0.5", cells)
        #expect(result.value == compared.ratio)
        #expect(result.confidence95 == compared.confidence95)
    }

    @Test("a difference is the mean of the blocks' differences")
    func difference() throws {
        let cells = [
            Self.traffic("polling", [10_000, 20_000, 40_000]), Self.traffic("push", [9_000, 18_000, 40_000]),
        ]
        let result = try Fixture.result("push.traffic - polling.traffic <= -1kB", cells)
        #expect(result.value == -1_000)
        #expect(result.passed)
        #expect(result.unit == "bytes/client/h")
        // Standard error 1000 / sqrt 3 and t(2) = 4.3027: 2484.
        let bounds = try #require(result.confidence95)
        #expect(abs(bounds[0] + 3_484.1) < 0.1 && abs(bounds[1] - 1_484.1) < 0.1)
    }

    @Test("every load point that both have is compared, and the worst decides; @ picks one, or two")
    func loads() throws {
        let cells = [
            Self.traffic("polling", load: 0, [10_000, 10_000, 10_000]),
            Self.traffic("polling", load: 10, [10_000, 10_000, 10_000]),
            Self.traffic("push", load: 0, [1_000, 1_000, 1_000]),
            Self.traffic("push", load: 10, [50_000, 50_000, 50_000]),
            Self.traffic("push", load: 99, [90_000, 90_000, 90_000]),
        ]
        let all = try Fixture.result("push.traffic / polling.traffic < 0.2", cells)
        #expect(all.outcome == .failed && all.cell == "push@10 / polling@10")
        #expect(try Fixture.result("push.traffic@0 / polling.traffic < 0.2", cells).outcome == .held)
        let across = try Fixture.result("push.traffic@10 / push.traffic@0 < 60", cells)
        #expect(across.cell == "push@10 / push@0")
        #expect(abs(try #require(across.value) - 50) < 1e-9)
    }

    @Test("counts are compared as they add up, and not divided by 0")
    func counts() throws {
        let cells = [
            Fixture.cell("polling") { $0.messages = 40 }, Fixture.cell("push") { $0.messages = 10 },
        ]
        #expect(try Fixture.result("push.messages / polling.messages < 0.3", cells).value == 0.25)
        #expect(try Fixture.result("push.messages - polling.messages < 0", cells).value == -30)
        let division = try Fixture.result("push.messages / polling.lost < 1", cells)
        #expect(division.undecided == "polling@10: `lost` is 0, and divides")
    }

    @Test("ratios of what is near zero, of few events and of what never arrived are undecided")
    func withheld() throws {
        let idle = [Self.traffic("polling", [10_000, 10_000]), Self.traffic("push", [900, 1_200])]
        #expect(
            try Fixture.result("push.traffic / polling.traffic < 1", idle).undecided
                == "push@10: `traffic` is near zero, where a ratio means nothing; compare by a difference ( - )"
        )
        #expect(try Fixture.result("push.traffic - polling.traffic < 0", idle).passed)
        let few = [
            Fixture.cell("polling") { $0.updateLatencyMs = Fixture.latency(events: 19) },
            Fixture.cell("push"),
        ]
        #expect(
            try Fixture.result("push.updateLatency.mean / polling.updateLatency.mean < 1", few).undecided
                == "polling@10: a comparison needs 20 distinct events and there were 19")
        let lossy = [
            Fixture.cell("polling") { $0.updateLatencyMs = Fixture.latency(infinite: 2) },
            Fixture.cell("push"),
        ]
        #expect(
            try Fixture.result("push/polling updateLatency.mean < 1", lossy).undecided
                == "polling@10: 2 of 5000 samples never arrived")
        #expect(try Fixture.result("polling/push updateLatency.mean < 100", lossy).outcome == .failed)
    }

    @Test("a trial whose percentile lies among what never arrived is not left out of a comparison")
    func unboundedTrial() throws {
        // Block 2 of push lost so much that its p99 is no number; the pooled one, 900 ms, still is.
        let push = Fixture.cell(
            trials: [
                Fixture.trial(), Fixture.trial(block: 2),
                Fixture.trial(block: 1) { $0.updateLatencyMs = Fixture.latency(p99: nil, infinite: 100) },
            ]
        ) { $0.updateLatencyMs = Fixture.latency(p99: 900, infinite: 100) }
        let cells = [push, Fixture.cell("polling", trials: (0..<3).map { Fixture.trial(block: $0) })]
        let ratio = try Fixture.result("push/polling updateLatency.p99 < 2", cells)
        #expect(ratio.value == 22.5)
        #expect(ratio.outcome == .failed)
        #expect(ratio.note == "of the pooled values: not every trial has one")
        let difference = try Fixture.result("push.updateLatency.p99 - polling.updateLatency.p99 < 1ms", cells)
        #expect(difference.value == 860)
        #expect(difference.outcome == .failed)
    }

    @Test("a block in which an arm has no value is left out, and the result says so")
    func omittedBlock() throws {
        let push = Fixture.cell(
            trials: [Fixture.trial(), Fixture.trial(block: 1) { $0.server.cpuPercent = nil }])
        let cells = [push, Fixture.cell("polling", trials: (0..<2).map { Fixture.trial(block: $0) })]
        let result = try Fixture.result("push/polling server.cpuPercent <= 1", cells)
        #expect(result.value == 1 && result.passed)
        #expect(result.note == "without block 2, where an arm has no value")
    }

    @Test("percentiles that only the pooled trials have are compared without an interval, and say so")
    func pooled() throws {
        func cell(_ arm: String, _ p99: Double) -> Cell {
            let trials = (0..<3).map { block in
                Fixture.trial(block: block) { $0.updateLatencyMs = Fixture.latency(p99: nil, events: 400) }
            }
            return Fixture.cell(arm, trials: trials) {
                $0.updateLatencyMs = Fixture.latency(p99: p99, events: 1_200)
            }
        }
        let result = try Fixture.result(
            "push/polling updateLatency.p99 < 0.5", [cell("polling", 1_000), cell("push", 40)])
        #expect(result.value == 0.04)
        #expect(result.confidence95 == nil)
        #expect(result.note == "of the pooled values: no single trial has both")
    }
}
