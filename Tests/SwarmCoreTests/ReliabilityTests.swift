import Testing

@testable import SwarmCore

@Suite("Reliability and load")
struct ReliabilityTests {
    @Test(
        "reliability is the success rate minus min(0.1 x errors, 0.5), never below 0, 1 without history",
        arguments: [
            (0, 0, 0, 1), (1, 0, 0, 1), (0, 0, 1, 0.9), (1, 1, 1, 0.4), (9, 1, 1, 0.8), (3, 1, 2, 0.55),
            (90, 10, 10, 0.4), (96, 4, 4, 0.56), (95, 5, 5, 0.45), (94, 6, 6, 0.44), (0, 1, 1, 0),
            (1, 3, 3, 0),
            (0, 0, 9, 0.5),
        ] as [(Int, Int, Int, Double)])
    func formula(completed: Int, failed: Int, errors: Int, score: Double) {
        let reliability = Reliability(completed: completed, failed: failed, errors: errors)
        #expect(abs(reliability.score - score) < 1e-12)
    }

    @Test(
        "load follows from the status",
        arguments: [
            (.idle, 0), (.busy, 1), (.processing, 1), (.waiting, 0.5), (.error, 0.5), (.offline, 0.5),
        ] as [(AgentStatus, Double)])
    func load(status: AgentStatus, load: Double) {
        #expect(status.load == load)
    }

    @Test("the coordinator takes the lowest load, then the highest reliability, then the oldest")
    func choice() throws {
        let probe = Probe { $0.teams = 3 }
        // Code agents are 3, 8 and 13. One error each costs 3 and 8 a tenth.
        for id in ["agent-3", "agent-8"] {
            try probe.swarm.setStatus(of: id, to: .error, now: probe.now)
            try probe.swarm.setStatus(of: id, to: .idle, now: probe.now)
        }
        let first = try probe.submit()
        #expect(try probe.task(first)["assigned_agents"].items.map(\.text) == ["agent-13"])
        try probe.swarm.setStatus(of: "agent-3", to: .waiting, now: probe.now)
        let second = try probe.submit()
        #expect(try probe.task(second)["assigned_agents"].items.map(\.text) == ["agent-8"])
        let third = try probe.submit()
        #expect(try probe.task(third)["assigned_agents"].items.map(\.text) == ["agent-3"])
    }
}
