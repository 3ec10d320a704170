import Testing

@testable import SwarmCore

@Suite("A swarm under random commands")
struct SwarmFuzzTests {
    /// Gives `count` random commands, among them many that must be refused.
    private func torment(_ probe: Probe, seed: UInt64, count: Int) {
        var generator = SplitMix64(seed: seed)
        let types =
            AgentTemplate.defaultTeam.flatMap { $0.capabilities.map(\.name) } + [
                "collaborative_a", "collaborative_b", "unheard_of", "",
            ]
        func pick(_ count: Int) -> Int { Int(generator.next() % UInt64(count)) }
        for _ in 0..<count {
            let agent = "agent-\(pick(40))"
            switch pick(20) {
            case 0:
                let template = AgentTemplate.defaultTeam[pick(5)].agentType
                _ = try? probe.swarm.createAgent(AgentCreation(template: template), now: probe.now)
            case 1: try? probe.swarm.deleteAgent(agent, reason: "fuzz", now: probe.now)
            case 2...5:
                let status = AgentStatus.allCases[pick(AgentStatus.allCases.count)]
                _ = try? probe.swarm.setStatus(of: agent, to: status, now: probe.now)
            case 6:
                let tiers: [QualityTier?] = [.good, .fair, .poor]
                probe.swarm.moveClient(from: nil, to: tiers[pick(3)], now: probe.now)
            case 7: probe.advance(milliseconds: Double(pick(20_000)))
            default:
                var dependencies: [String] = []
                if pick(3) == 0 { dependencies = ["task-\(pick(50))", "task-\(pick(500))"] }
                let long: Double? = pick(30) == 0 ? 400_000 : nil
                _ = try? probe.submit(
                    types[pick(types.count)], milliseconds: long, failTimes: pick(6) == 0 ? pick(4) : 0,
                    priority: pick(12), dependencies: dependencies, room: pick(9) == 0 ? "side" : nil)
            }
            probe.advance(milliseconds: Double(pick(60)))
        }
    }

    @Test(
        "seq has no gap and is what the items carry; a seq names one state",
        arguments: 1...6 as ClosedRange<UInt64>)
    func sequence(seed: UInt64) throws {
        let probe = Probe(periodic: true) { $0.seed = seed }
        torment(probe, seed: seed, count: 600)
        let entries = try probe.entries(after: 0)
        #expect(entries.map(\.sequence) == Array(1...UInt64(entries.count)))
        #expect(entries.count > 1_000)
        for entry in entries { #expect(try JSON(entry.data)["seq"].number == Double(entry.sequence)) }
        for (earlier, later) in zip(entries, entries.dropFirst()) {
            #expect(earlier.timestamp <= later.timestamp)
        }
        let state = try JSON(probe.swarm.state().body)
        #expect(state["seq"].number == Double(entries.count))
    }

    @Test(
        "every event reaches every tier's clients once, ascending within its kind", arguments: [11, 12, 13])
    func delivery(seed: UInt64) throws {
        let probe = Probe { $0.seed = seed }
        probe.swarm.moveClient(from: nil, to: .poor, now: probe.now)
        torment(probe, seed: seed, count: 400)
        probe.swarm.flushWindows(now: probe.now)
        let entries = try probe.entries()
        for tier in [QualityTier.good, .poor] {
            for type in EventType.allCases {
                let sent = probe.emissions.filter {
                    $0.type == type && ($0.audience == .everyone || $0.audience == .tier(tier))
                }
                let items = try sent.flatMap { emission -> [Double?] in
                    let payload = try JSON(emission.payload)
                    let items = type.batchName == nil ? [payload] : payload["batch"].items
                    #expect(items.count == emission.count && items.count <= tier.batchLimit)
                    return items.map { $0["seq"].number }
                }
                #expect(items == entries.filter { $0.type == type }.map { Double($0.sequence) })
            }
        }
    }

    @Test("no accepted task is ever lost: given agents and time, each ends", arguments: [21, 22, 23, 24])
    func nothingLost(seed: UInt64) throws {
        let probe = Probe { $0.seed = seed }
        torment(probe, seed: seed, count: 500)
        for id in 0..<60 { _ = try? probe.swarm.setStatus(of: "agent-\(id)", to: .idle, now: probe.now) }
        for template in AgentTemplate.defaultTeam {
            _ = try probe.swarm.createAgent(AgentCreation(template: template.agentType), now: probe.now)
        }
        probe.advance(milliseconds: 80_000_000)
        let state = try JSON(probe.swarm.state().body)
        let ended = state["tasks"]["completed"].number! + state["tasks"]["failed"].number!
        #expect(state["tasks"]["queued"].number == 0)
        #expect(state["tasks"]["active"].number == 0)
        #expect(ended == state["metrics"]["total_tasks"].number)
        let completed = try probe.entries().filter { $0.type == .taskCompleted || $0.type == .taskFailed }
        let ids = try completed.map { try JSON($0.data)["task_id"].text }
        #expect(Set(ids).count == ids.count, "each ends once")
        #expect(Double(ids.count) == ended)
        #expect(probe.swarm.timers.count < 100, "nothing is left behind")
    }

    @Test("the same seed, commands and times give the same bytes; another seed does not")
    func determinism() throws {
        func run(seed: UInt64) -> [Emission] {
            let probe = Probe(periodic: true) { $0.seed = seed }
            torment(probe, seed: 5, count: 400)
            return probe.emissions
        }
        let first = run(seed: 1)
        #expect(first == run(seed: 1))
        #expect(first != run(seed: 2))
    }

    @Test("a clock that is set back neither stops the swarm nor breaks its log")
    func clockSetBack() throws {
        let probe = Probe()
        let id = try probe.submit(milliseconds: 40)
        probe.now -= 3_600_000_000_000
        _ = probe.swarm.step(now: probe.now)
        probe.advance(milliseconds: 40)
        #expect(try probe.task(id)["status"].text == "completed")
        #expect(try probe.sent("task_completed").first?["duration_ms"].number == 0)
    }

    @Test("timers of windows that closed early do not pile up")
    func timersBounded() {
        let probe = Probe()
        for _ in 0..<200_000 {
            probe.swarm.noteLogLine(SwarmLogLine(level: .error, source: "s", message: "m"), now: probe.now)
        }
        // 4,000 windows opened and closed early.
        #expect(probe.swarm.timers.count < 1_500)
    }
}
