import Results
import Scenarios
import Testing

@testable import Experiment

@Suite("What a gate runs")
struct GateScenarioTests {
    private func scenario(arms: [String], loads: [Double]) -> Scenario {
        Scenario(
            name: "s", description: "", clients: 10, connectRate: 100,
            arms: arms.map { Arm(name: $0, transport: .webSocket) },
            load: Load(tasksPerSecond: loads, arrivals: .stratified),
            phases: Phases(warmUp: 0, steady: 1_000_000_000), blocks: 1, seed: 1,
            server: ServerSettings(
                teams: 1, eventLoops: 1, pingInterval: 1, pingTimeout: 1, batchWindows: [:]),
            baseline: arms[0])
    }

    @Test("is the only arm and the only load point of its scenario")
    func only() throws {
        let chosen = try GateScenario.select(scenario(arms: ["push"], loads: [60]), arm: nil, load: nil)
        #expect(chosen.arms.map(\.name) == ["push"])
    }

    @Test("has to be named where there are several, and the choice is listed")
    func several() throws {
        let many = scenario(arms: ["polling", "push"], loads: [0, 10])
        func message(_ arm: String?, _ load: String?) -> String? {
            do {
                _ = try GateScenario.select(many, arm: arm, load: load)
                return nil
            } catch {
                return error.message
            }
        }
        #expect(message(nil, "10")?.contains("--arm, one of polling, push") == true)
        #expect(message("push", nil)?.contains("--load, one of 0, 10") == true)
        #expect(message("pull", "10")?.contains("polling, push") == true)
        #expect(message("push", "11")?.contains("0, 10") == true)
        let chosen = try GateScenario.select(many, arm: "push", load: "10")
        #expect(chosen.arms.map(\.name) == ["push"])
        #expect(chosen.load.points.map(\.label) == ["10"])
        #expect(chosen.baseline == "push")
    }

    @Test("is without faults: what they cost is no message's cost")
    func faults() {
        var faulty = scenario(arms: ["push"], loads: [60])
        faulty.faults = [Fault(name: "stop", timing: .at([1]), kind: .stop(length: 1))]
        #expect { try GateScenario.select(faulty, arm: nil, load: nil) } throws: { error in
            (error as? GateError)?.message.contains("injects faults") == true
        }
    }

    @Test("is no target of its own")
    func target() {
        var own = scenario(arms: ["push"], loads: [1])
        own.arms[0].target = Target(name: "other", api: .swarmbot)
        #expect(throws: GateError.self) { try GateScenario.select(own, arm: nil, load: nil) }
    }

    @Test("blocks of two pairs read ABBA or BAAB, after one discarded trial", arguments: UInt64(0)..<20)
    func order(seed: UInt64) {
        let order = GateSession.order(pairs: 20, seed: seed)
        #expect(order.count == 41)
        #expect(order.map(\.discarded) == [true] + Array(repeating: false, count: 40))
        #expect(order == GateSession.order(pairs: 20, seed: seed))
        for block in stride(from: 1, to: 41, by: 4) {
            let four = order[block..<block + 4].map(GateSession.side)
            #expect(four == [.base, .head, .head, .base] || four == [.head, .base, .base, .head])
            // Both trials of a pair have the same block, from which the arrivals' seed is made.
            #expect(order[block].block == order[block + 1].block)
            #expect(order[block + 2].block == order[block].block + 1)
        }
    }

    @Test("both orders come up, so that neither build always goes first")
    func bothOrders() {
        let first = (UInt64(0)..<200).map { GateSession.side(GateSession.order(pairs: 2, seed: $0)[1]) }
        let share = Double(first.count { $0 == .base }) / 200
        // Binomial(200, 1/2) lies outside this with probability below 1e-4.
        #expect(abs(share - 0.5) < 0.14)
    }
}

@Suite("What a trial gives a gate")
struct GateTrialTests {
    private func figures() -> Figures {
        var figures = Figures.empty
        figures.server.cpuMicrosecondsPerMessage = 8
        figures.server.residentBytes = 4e7
        figures.updateLatencyMs.p50 = 60
        figures.traffic.wireBytesPerClientHour = Directions(up: 1, down: 2)
        return figures
    }

    private func trial(_ figures: Figures) -> Trial {
        Trial(block: 0, position: 1, discarded: false, partial: false, figures: figures, histograms: [:])
    }

    @Test("are its four deciding figures")
    func values() {
        let values = GateTrial(figures()).values
        #expect(Set(values.keys) == Set(GateFixture.names))
        #expect(values["traffic"] == 3)
        #expect(GateTrial.obstacles(trial(figures())).isEmpty)
    }

    @Test("is nothing when the generator was saturated, the trial invalid, or a figure is missing")
    func obstacles() {
        var saturated = figures()
        saturated.generator.verdict = .saturated
        saturated.generator.reasons = ["its loop waited"]
        #expect(GateTrial.obstacles(trial(saturated)) == ["generator saturated: its loop waited"])
        var invalid = figures()
        invalid.invalidReasons = ["the clock stepped"]
        #expect(GateTrial.obstacles(trial(invalid)) == ["the clock stepped"])
        var blind = figures()
        blind.server.cpuMicrosecondsPerMessage = nil
        #expect(GateTrial.obstacles(trial(blind)) == ["it has no CPU per message"])
    }

    @Test("is a trial all the same where its server lost updates: repeating it would hide that")
    func losses() {
        var lossy = figures()
        lossy.lost = 1
        lossy.updateLatencyMs.infinite = 1
        #expect(GateTrial.obstacles(trial(lossy)).isEmpty)
        // The median stands, the lost one above it.
        #expect(GateTrial(lossy).values["updateLatency.p50"] == 60)
        // More than half were lost: there is no median.
        lossy.updateLatencyMs.p50 = nil
        #expect(GateTrial.obstacles(trial(lossy)).isEmpty)
        // What makes any trial worthless still does.
        lossy.invalidReasons = ["the clock stepped"]
        #expect(GateTrial.obstacles(trial(lossy)) == ["the clock stepped"])
    }

    @Test("counts what was lost, doubled, out of order and in error")
    func defects() {
        var broken = figures()
        broken.lost = 1
        broken.duplicated = 2
        broken.reordered = 3
        broken.errors = ["refused": 4]
        #expect(GateTrial(broken).defects == 10)
    }
}
