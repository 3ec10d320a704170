import Testing

@testable import SwarmCore

@Suite("Collaborative tasks")
struct CollaborationTests {
    @Test("go to three agents, which all start at once and end together")
    func threeAgents() throws {
        let probe = Probe()
        let id = try probe.submit("collaborative_design", milliseconds: nil)
        #expect(
            try probe.story() == [
                "task_update task-1 queued at 5.0", "task_update task-1 assigned agent-2",
                "task_update task-1 assigned agent-3", "task_update task-1 assigned agent-5",
                "agent_update agent-2 processing", "agent_update agent-3 processing",
                "agent_update agent-5 processing",
            ])
        probe.advance(milliseconds: 1_000)
        let story = try probe.story(after: 12)
        #expect(story.prefix(2).allSatisfy { $0.hasSuffix("waiting") }, "the early two wait for the last")
        #expect(
            Array(story.dropFirst(2)) == [
                "task_completed task-1 agent-2", "agent_update agent-2 idle", "metric_update agent-2",
                "agent_update agent-3 idle", "metric_update agent-3", "agent_update agent-5 idle",
                "metric_update agent-5",
            ])
        let result = try probe.task(id)["result"]
        let parts = result["parts"].items.compactMap { $0["simulated_duration_ms"].number }
        #expect(parts.count == 3)
        #expect(result["simulated_duration_ms"].number == parts.max())
        let completed = try #require(try probe.sent("task_completed").first)
        #expect(completed["duration_ms"].number == parts.max())
    }

    @Test("make do with the agents that are free, and wait when there are none")
    func fewer() throws {
        let probe = Probe()
        try probe.submit("web_research", milliseconds: 500)
        let id = try probe.submit("collaborative_design")
        #expect(try probe.task(id)["assigned_agents"].items.map(\.text) == ["agent-3", "agent-5"])
        let next = try probe.submit("collaborative_design")
        #expect(try probe.task(next)["status"].text == "pending")
        probe.advance(milliseconds: 40)
        #expect(try probe.task(next)["status"].text == "executing")
    }

    @Test("fail by the agent in charge; the others are free at once")
    func failure() throws {
        let probe = Probe()
        let id = try probe.submit("collaborative_design", failTimes: 1)
        probe.advance(milliseconds: 40)
        #expect(try probe.agent("agent-2")["status"].text == "error")
        #expect(try probe.task(id)["assigned_agents"].items.map(\.text) == ["agent-3", "agent-5"])
        probe.advance(milliseconds: 40)
        #expect(try probe.task(id)["status"].text == "completed")
    }

    @Test("start over when one of their agents goes offline")
    func offline() throws {
        let probe = Probe()
        let id = try probe.submit("collaborative_design")
        probe.advance(milliseconds: 20)
        try probe.swarm.setStatus(of: "agent-3", to: .offline, now: probe.now)
        #expect(try probe.task(id)["assigned_agents"].items.map(\.text) == ["agent-2", "agent-5"])
        #expect(try probe.task(id)["executions"].number == 1)
        probe.advance(milliseconds: 39.9)
        #expect(try probe.task(id)["status"].text == "executing")
        probe.advance(milliseconds: 0.1)
        #expect(try probe.task(id)["status"].text == "completed")
    }
}
